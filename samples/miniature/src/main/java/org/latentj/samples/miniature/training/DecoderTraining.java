package org.latentj.samples.miniature.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.latentj.image.Tiling;
import org.latentj.runtime.VaeModel;
import org.latentj.samples.miniature.scene.examples.Examples;
import org.latentj.tensor.FloatTensor;

/**
 * The last part of the training: the decoder alone learns to restore pictures from latents with
 * noise. The latents that a denoiser makes are never quite those of a picture, and a decoder that
 * has seen nothing else shows every deviation as a stain or a dent. The encoder, and with it what
 * the denoiser has learned, stays as it is, as in Stable Diffusion's later decoders (ft-MSE).
 */
final class DecoderTraining {
  private static final int BATCH = 8;
  private static final int STREAM = 3;
  private static final Rate RATE = new Rate(5e-4, 100, 1000, 0.998);
  private static final int SAVE_EVERY = 500;

  /** The most noise, as a share of the latents' standard deviation. */
  private static final double MOST_NOISE = 0.4;

  private final Autoencoder autoencoder;
  private final TrainingLoop loop;
  private final PictureBatches batches;
  private final long seed;

  DecoderTraining(
      Autoencoder autoencoder, GradientStep gradients, Examples examples, long seed, Path state) {
    this.autoencoder = autoencoder;
    loop = new TrainingLoop("decoder", gradients, BATCH, RATE, SAVE_EVERY, state);
    batches = new PictureBatches(examples, BATCH);
    this.seed = seed;
  }

  /**
   * Trains until {@code steps} steps are done, those of earlier runs included. The first step
   * begins with the average that the autoencoder's training left.
   *
   * @param vae encodes; its decoder is not used
   * @param sheet called now and then, and at the end unless nothing was left to do
   */
  void run(int steps, VaeModel vae, Checkpoints sheet) throws IOException {
    List<TrainableWeights> weights = List.of(autoencoder.decoderWeights());
    int first = loop.restore(weights);
    if (first == 0) {
      autoencoder.decoderWeights().beginFromAverage();
    }
    loop.run(first, steps, weights, step -> loss(step, vae), sheet);
  }

  private GradientStep.Loss loss(int step, VaeModel vae) {
    FloatTensor images = batches.of(step);
    FloatTensor latents = noised(vae, images, Draws.of(seed, STREAM, step));
    return (arena, begin, end) ->
        autoencoder.restoringLoss(
            NoisedBatch.rows(latents, begin, end), NoisedBatch.rows(images, begin, end), arena);
  }

  private static FloatTensor noised(VaeModel vae, FloatTensor images, SplittableRandom random) {
    FloatTensor latents = vae.encode(images, Tiling.NONE).mean();
    float[] data = latents.data();
    int size = data.length / BATCH;
    for (int i = 0; i < BATCH; i++) {
      double deviation = MOST_NOISE * random.nextDouble() / vae.config().scalingFactor();
      for (int k = i * size; k < (i + 1) * size; k++) {
        data[k] += (float) (deviation * random.nextGaussian());
      }
    }
    return latents;
  }
}
