package org.latentj.runtime;

import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

/**
 * The Gaussian over latents that the encoder gives for pictures (Kingma and Welling 2013; diffusers
 * {@code DiagonalGaussianDistribution}).
 *
 * @param moments (B, 2C, h, w): means, then log variances
 * @param scalingFactor factor from a sample to the latents that the UNet sees
 */
public record LatentPosterior(FloatTensor moments, float scalingFactor) {
  private static final float MIN_LOG_VARIANCE = -30;
  private static final float MAX_LOG_VARIANCE = 20;

  /** The means, (B, C, h, w), not scaled. */
  public FloatTensor mean() {
    return half(0);
  }

  /** The log variances, (B, C, h, w), clamped to [-30, 20]. */
  public FloatTensor logVariance() {
    FloatTensor half = half(1);
    float[] data = half.data();
    for (int i = 0; i < data.length; i++) {
      data[i] = Math.min(Math.max(data[i], MIN_LOG_VARIANCE), MAX_LOG_VARIANCE);
    }
    return half;
  }

  /** The standard deviations, (B, C, h, w), not scaled. */
  public FloatTensor standardDeviation() {
    FloatTensor logVariance = logVariance();
    float[] data = logVariance.data();
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) Math.exp(0.5f * data[i]);
    }
    return logVariance;
  }

  /**
   * A sample, scaled as the UNet sees it.
   *
   * @param noise (B, C, h, w), unit Gaussian
   */
  public FloatTensor sample(FloatTensor noise) {
    FloatTensor mean = mean();
    float[] deviation = standardDeviation().data();
    float[] data = mean.data();
    for (int i = 0; i < data.length; i++) {
      data[i] = (data[i] + deviation[i] * noise.data()[i]) * scalingFactor;
    }
    return mean;
  }

  private FloatTensor half(int which) {
    Shape shape = moments.shape();
    int batch = shape.size(0);
    int channels = shape.size(1) / 2;
    int part = channels * shape.size(2) * shape.size(3);
    float[] out = new float[batch * part];
    for (int b = 0; b < batch; b++) {
      System.arraycopy(moments.data(), (2 * b + which) * part, out, b * part, part);
    }
    return new FloatTensor(Shape.of(batch, channels, shape.dimension(2), shape.dimension(3)), out);
  }
}
