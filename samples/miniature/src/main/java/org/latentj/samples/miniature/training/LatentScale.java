package org.latentj.samples.miniature.training;

import java.util.stream.LongStream;
import org.latentj.image.Tiling;
import org.latentj.runtime.VaeModel;
import org.latentj.samples.miniature.scene.examples.Examples;
import org.latentj.tensor.FloatTensor;

/** Finds the factor that gives latents unit variance (Rombach et al. 2022, appendix G). */
final class LatentScale {
  private static final int BATCH = 16;
  private static final int EXAMPLES = 512;

  private LatentScale() {}

  /** The factor for that encoder, measured on the first examples. */
  static double measure(VaeModel vae, Examples examples) {
    double sum = 0;
    double squares = 0;
    long count = 0;
    for (long from = 0; from < EXAMPLES; from += BATCH) {
      FloatTensor pictures =
          Pictures.tensor(
              LongStream.range(from, from + BATCH).mapToObj(examples::example).toList());
      for (float value : vae.encode(pictures, Tiling.NONE).mean().data()) {
        sum += value;
        squares += (double) value * value;
        count++;
      }
    }
    double mean = sum / count;
    double deviation = Math.sqrt(squares / count - mean * mean);
    System.out.printf("latents: mean %.4f, deviation %.4f%n", mean, deviation);
    return 1 / deviation;
  }
}
