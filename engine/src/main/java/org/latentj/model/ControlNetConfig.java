package org.latentj.model;

import java.util.List;

/**
 * A ControlNet (diffusers {@code ControlNetModel}) for Stable Diffusion 1.x or 2.x.
 *
 * @param network the UNet whose down and mid blocks it copies; its output is not there
 * @param hintChannels channels of the hint, 3
 * @param embeddingChannels channels of the hint's embedding while it shrinks, halving its size each
 *     time: 16, 32, 96, 256
 * @param bgr whether the network was trained on hints with blue first
 */
public record ControlNetConfig(
    UNetConfig network, int hintChannels, List<Integer> embeddingChannels, boolean bgr) {

  /** Copies the list. */
  public ControlNetConfig {
    embeddingChannels = List.copyOf(embeddingChannels);
  }

  /** For Stable Diffusion 1.x: 361,279,120 parameters. */
  public static ControlNetConfig stableDiffusion1() {
    return new ControlNetConfig(UNetConfig.stableDiffusion1(), 3, List.of(16, 32, 96, 256), false);
  }

  /** Pixels of a hint along the edge of what becomes one latent, 8. */
  public int downsampling() {
    return 1 << (embeddingChannels.size() - 1);
  }
}
