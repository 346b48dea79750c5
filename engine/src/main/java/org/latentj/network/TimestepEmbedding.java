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
}
