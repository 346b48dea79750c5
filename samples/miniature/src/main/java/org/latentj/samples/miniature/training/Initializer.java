package org.latentj.samples.miniature.training;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.latentj.script.WeightSlot;
import org.latentj.script.WeightSlot.Role;
import org.latentj.tensor.FloatTensor;

/** First values of weights: PyTorch's defaults, and zeros where CompVis' code zeroes a module. */
final class Initializer {
  private static final double EMBEDDING_DEVIATION = 0.02;

  private Initializer() {}

  /**
   * The first values of one weight.
   *
   * @param zeroed whether this is the last layer of a residual branch or network, which begins as
   *     nothing (CompVis {@code zero_module})
   */
  static FloatTensor values(WeightSlot slot, boolean zeroed, SplittableRandom random) {
    FloatTensor values = FloatTensor.zeros(slot.shape());
    float[] data = values.data();
    if (zeroed) {
      return values;
    }
    if (slot.role() == Role.VECTOR) {
      // Norms scale by 1; everything else that is a vector is a bias.
      if (isNorm(slot.parts().get(0).name())) {
        Arrays.fill(data, 1);
      }
      return values;
    }
    if (slot.role() == Role.EMBEDDING) {
      for (int i = 0; i < data.length; i++) {
        data[i] = (float) (EMBEDDING_DEVIATION * random.nextGaussian());
      }
      return values;
    }
    // Kaiming's uniform distribution with a = sqrt(5), as torch.nn.Linear and Conv2d use it.
    double reach = 1 / Math.sqrt((double) data.length / slot.shape().dimension(0));
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) random.nextDouble(-reach, reach);
    }
    return values;
  }

  private static boolean isNorm(String name) {
    return name.contains("norm") && name.endsWith(".weight");
  }
}
