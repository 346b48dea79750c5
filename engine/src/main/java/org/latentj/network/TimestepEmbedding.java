package org.latentj.network;

import org.latentj.model.UNetConfig;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

/**
 * The sinusoidal embedding of timesteps (Vaswani et al. 2017, section 3.5; diffusers {@code
 * get_timestep_embedding}), in float32 arithmetic as upstream computes it: rounding the frequencies
 * differently would turn the fast sines at large timesteps visibly.
 */
public final class TimestepEmbedding {
  private static final double MAX_PERIOD = 10000;

  private TimestepEmbedding() {}

  /**
   * Embeds timesteps.
   *
   * @param timesteps T values, fractional ones allowed
   * @return of shape (T, blockOutChannels[0])
   */
  public static FloatTensor of(double[] timesteps, UNetConfig config) {
    int width = config.blockOutChannels().get(0);
    int half = width / 2;
    float[] out = new float[timesteps.length * width];
    float scale = (float) -Math.log(MAX_PERIOD);
    float divisor = (float) (half - config.freqShift());
    for (int i = 0; i < half; i++) {
      float frequency = (float) Math.exp(scale * i / divisor);
      for (int row = 0; row < timesteps.length; row++) {
        float angle = (float) timesteps[row] * frequency;
        int sine = row * width + (config.flipSinToCos() ? half : 0) + i;
        int cosine = row * width + (config.flipSinToCos() ? 0 : half) + i;
        out[sine] = (float) Math.sin(angle);
        out[cosine] = (float) Math.cos(angle);
      }
    }
    return new FloatTensor(Shape.of(timesteps.length, width), out);
  }

  /**
   * Embeds a guidance scale for a UNet that is told it (Luo et al. 2023, "Latent Consistency
   * Models", section 4.2; diffusers {@code get_guidance_scale_embedding}): sines, then cosines, of
   * a thousand times what exceeds 1.
   *
   * @param scale as users give it, 1 for none
   * @return of shape (1, guidanceWidth)
   */
  public static FloatTensor ofGuidance(double scale, UNetConfig config) {
    int width = config.guidanceWidth();
    int half = width / 2;
    float[] out = new float[width];
    float value = (float) (scale - 1) * 1000f;
    float decay = (float) Math.log(MAX_PERIOD) / (half - 1);
    for (int i = 0; i < half; i++) {
      float angle = value * (float) Math.exp(i * -decay);
      out[i] = (float) Math.sin(angle);
      out[half + i] = (float) Math.cos(angle);
    }
    return new FloatTensor(Shape.of(1, width), out);
  }
}
