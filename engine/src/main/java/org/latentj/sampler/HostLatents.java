package org.latentj.sampler;

import org.latentj.tensor.FloatTensor;

/**
 * Latents on the heap.
 *
 * @param tensor of shape (B, C, H/8, W/8), float32; not modified
 */
public record HostLatents(FloatTensor tensor) implements Latents {

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
}
