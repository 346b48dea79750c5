package org.latentj.sampler;

import org.latentj.tensor.FloatTensor;

/**
 * Latents on the heap.
 *
 * @param tensor of shape (B, C, H/8, W/8), float32; not modified
 */
public record HostLatents(FloatTensor tensor) implements BatchedLatents {

  @Override
  public Latents combine(double own, double[] weights, Latents[] others) {
    float[] mine = tensor.data();
    double[] sum = new double[mine.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = own * mine[i];
    }
    for (int k = 0; k < others.length; k++) {
      FloatTensor other = ((HostLatents) others[k]).tensor();
      if (!other.shape().equals(tensor.shape())) {
        throw new IllegalArgumentException(
            "cannot combine latents of " + tensor.shape() + " with " + other.shape());
      }
      double weight = weights[k];
      float[] theirs = other.data();
      for (int i = 0; i < sum.length; i++) {
        sum[i] += weight * theirs[i];
      }
    }
    float[] out = new float[sum.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) sum[i];
    }
    return new HostLatents(new FloatTensor(tensor.shape(), out));
  }

  @Override
  public double[] standardDeviations() {
    double[] out = new double[tensor.shape().size(0)];
    int size = tensor.data().length / out.length;
    for (int image = 0; image < out.length; image++) {
      double mean = 0;
      for (int i = 0; i < size; i++) {
        mean += tensor.data()[image * size + i];
      }
      mean /= size;
      double squares = 0;
      for (int i = 0; i < size; i++) {
        double distance = tensor.data()[image * size + i] - mean;
        squares += distance * distance;
      }
      out[image] = Math.sqrt(squares / (size - 1));
    }
    return out;
  }

  @Override
  public HostLatents timesEach(double[] factors) {
    int images = tensor.shape().size(0);
    if (factors.length != images) {
      throw new IllegalArgumentException(
          "expected a factor for each of %d images but got %d".formatted(images, factors.length));
    }
    float[] out = new float[tensor.data().length];
    int size = out.length / images;
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) (factors[i / size] * tensor.data()[i]);
    }
    return new HostLatents(new FloatTensor(tensor.shape(), out));
  }
}
