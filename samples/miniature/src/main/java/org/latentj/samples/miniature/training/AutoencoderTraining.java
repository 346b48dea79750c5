package org.latentj.samples.miniature.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.latentj.samples.miniature.scene.examples.Examples;
import org.latentj.tensor.FloatTensor;

/** The first part of the training: the autoencoder, on pictures alone. */
final class AutoencoderTraining {
  private static final int BATCH = 8;
  private static final int STREAM = 1;
  private static final Rate RATE = new Rate(1e-3, 200, 0, 0.998);
  private static final int SAVE_EVERY = 500;

  private final Autoencoder autoencoder;
  private final TrainingLoop loop;
  private final PictureBatches batches;
  private final long seed;

  AutoencoderTraining(
      Autoencoder autoencoder, GradientStep gradients, Examples examples, long seed, Path state) {
    this.autoencoder = autoencoder;
    loop = new TrainingLoop("autoencoder", gradients, BATCH, RATE, SAVE_EVERY, state);
    batches = new PictureBatches(examples, BATCH);
    this.seed = seed;
  }

  /**
   * Trains until {@code steps} steps are done, those of earlier runs included.
   *
   * @param sheet called now and then, and at the end unless nothing was left to do
   */
  void run(int steps, Checkpoints sheet) throws IOException {
    List<TrainableWeights> weights = autoencoder.weights();
    loop.run(loop.restore(weights), steps, weights, this::loss, sheet);
  }

  private GradientStep.Loss loss(int step) {
    FloatTensor images = batches.of(step);
    FloatTensor noise = Draws.normal(LatentPool.shape(BATCH), Draws.of(seed, STREAM, step));
    return (arena, begin, end) ->
        autoencoder.loss(
            NoisedBatch.rows(images, begin, end), NoisedBatch.rows(noise, begin, end), arena);
  }
}
