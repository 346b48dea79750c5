package org.latentj.samples.miniature.training;

import java.util.List;
import org.latentj.model.ModelConfig;
import org.latentj.model.NoiseScheduleConfig;
import org.latentj.model.PredictionType;
import org.latentj.model.TextEncoderConfig;
import org.latentj.model.UNetConfig;
import org.latentj.model.VaeConfig;

/**
 * The sizes of {@code miniature}: Stable Diffusion v1's networks, each as small as two processor
 * cores can train in a lunch break. The UNet attends at 8x8 latents only: at 16x16, attention would
 * take as long as everything else together.
 *
 * <p>The UNet predicts velocities, as Stable Diffusion 2 does, not noise: the colour of a flat
 * background shows through all but the strongest noise, so that the loss of the noise hardly
 * rewards reading the caption, whereas the velocity at strong noise is the picture itself.
 */
final class MiniatureConfig {
  /** The edge of the pictures, in pixels. */
  static final int PIXELS = 128;

  /** Latents along an edge. */
  static final int LATENTS = PIXELS / 8;

  /** Channels of the latents. */
  static final int CHANNELS = 4;

  private static final int TEXT_WIDTH = 128;
  private static final int TEXT_INNER = 384;
  private static final int TEXT_LAYERS = 2;
  private static final int HEADS = 4;
  private static final int UNET_GROUPS = 16;

  private static final int VAE_GROUPS = 8;

  private static final List<Integer> UNET_WIDTHS = List.of(80, 128);
  private static final List<Integer> VAE_WIDTHS = List.of(16, 32, 64, 64);

  private MiniatureConfig() {}

  /**
   * The configuration.
   *
   * @param vocabulary tokens of the text encoder
   * @param scalingFactor from the autoencoder's latents to ones of unit variance
   */
  static ModelConfig of(int vocabulary, double scalingFactor) {
    return new ModelConfig(
        new TextEncoderConfig(
            vocabulary,
            TEXT_WIDTH,
            TEXT_INNER,
            TEXT_LAYERS,
            HEADS,
            77,
            TextEncoderConfig.Activation.QUICK_GELU,
            1e-5),
        UNetConfig.builder()
            .inChannels(CHANNELS)
            .outChannels(CHANNELS)
            .blockOutChannels(UNET_WIDTHS)
            .layersPerBlock(1)
            .crossAttention(List.of(false, true))
            .heads(List.of(HEADS, HEADS))
            .crossAttentionDim(TEXT_WIDTH)
            .normGroups(UNET_GROUPS)
            .sampleSize(LATENTS)
            .build(),
        new VaeConfig(3, CHANNELS, VAE_WIDTHS, 1, VAE_GROUPS, scalingFactor, true),
        NoiseScheduleConfig.stableDiffusion1().withPredictionType(PredictionType.V_PREDICTION),
        0);
  }
}
