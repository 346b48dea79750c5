package org.latentj.samples.miniature.training;

import java.util.Arrays;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

/**
 * What the denoiser learns from.
 *
 * @param noised (B, 4, h, w): latents with noise, as the timestep asks for
 * @param velocity (B, 4, h, w): what is to be predicted of them, times the weights
 * @param weights (B, 4, h, w): what errors are multiplied with before they are squared; 0 where
 *     latents are no noised ones, being given to the network as they are
 * @param timesteps B of them, 0 to 999
 * @param ids B captions as rows of 77 token ids
 */
record NoisedBatch(
    FloatTensor noised,
    FloatTensor velocity,
    FloatTensor weights,
    double[] timesteps,
    int[][] ids) {

  /** The items from {@code from} to before {@code to}. */
  NoisedBatch share(int from, int to) {
    return new NoisedBatch(
        rows(noised, from, to),
        rows(velocity, from, to),
        rows(weights, from, to),
        Arrays.copyOfRange(timesteps, from, to),
        Arrays.copyOfRange(ids, from, to));
  }

  /** Items of a tensor's first dimension, copied. */
  static FloatTensor rows(FloatTensor tensor, int from, int to) {
    long[] dimensions = tensor.shape().toArray();
    int stride = Math.toIntExact(tensor.shape().elements() / dimensions[0]);
    dimensions[0] = to - from;
    return new FloatTensor(
        Shape.of(dimensions), Arrays.copyOfRange(tensor.data(), from * stride, to * stride));
  }
}
