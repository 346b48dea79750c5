package org.latentj.model;

import java.util.List;

/**
 * The autoencoder of diffusers' {@code AutoencoderKL}.
 *
 * @param imageChannels 3
 * @param latentChannels 4
 * @param blockOutChannels channels of each level, for example 128, 256, 512, 512; every level but
 *     the last halves the image
 * @param layersPerBlock resnets of an encoder level; a decoder level has one more
 * @param normGroups groups of every group norm
 * @param scalingFactor factor from the encoder's output to latents of unit variance, 0.18215
 * @param quantConvolutions whether {@code quant_conv} and {@code post_quant_conv} are there
 */
public record VaeConfig(
    int imageChannels,
    int latentChannels,
    List<Integer> blockOutChannels,
    int layersPerBlock,
    int normGroups,
    double scalingFactor,
    boolean quantConvolutions) {

  /** Copies the list. */
  public VaeConfig {
    blockOutChannels = List.copyOf(blockOutChannels);
  }

  /** Stable Diffusion 1.x and 2.x: 83,653,863 parameters. */
  public static VaeConfig stableDiffusion() {
    return new VaeConfig(3, 4, List.of(128, 256, 512, 512), 2, 32, 0.18215, true);
  }

  /** Image pixels along an edge for one latent: 8 for four levels. */
  public int downsampling() {
    return 1 << (blockOutChannels.size() - 1);
  }
}
