package org.latentj.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latentj.runtime.TinyNetworks.noise;
import static org.latentj.runtime.TinyNetworks.predict;
import static org.latentj.runtime.TinyNetworks.relativeError;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.checkpoint.Weights;
import org.latentj.model.UNetConfig;
import org.latentj.network.EmitOptions;
import org.latentj.runtime.ReferenceNetworks.Image;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.FloatTensor;

@DisplayName("Networks in float64")
class DoublePrecisionTest {
  private static final UNetConfig UNET = TinyNetworks.UNET;
  private static final FloatTensor SAMPLE = noise(1, 1, 4, 8, 8);
  private static final FloatTensor TEXT = noise(2, 1, 77, 24);

  /** Rounding results to float32 alone is up to 6e-8 of each. */
  private static final double LAST_BIT = 6e-8;

  private static FloatTensor computed(EmitOptions options) {
    try (UNetModel unet = TinyNetworks.load(UNET, options)) {
      // At timestep 0 all waves of the embedding are 0 and 1, which float32 holds exactly.
      return predict(unet, SAMPLE, 0, TEXT);
    }
  }

  private static FloatTensor expected() {
    Weights weights = TinyNetworks.weights(UNET);
    // No control: one image of zeros, as long as the largest, for every residual.
    Image nothing = new Image(1, 1, 1 << 14, new double[1 << 14]);
    List<Image> residuals = Collections.nCopies(7, nothing);
    return new ReferenceNetworks(UNET, weights, TEXT, 0)
        .predict(Image.of(SAMPLE), residuals)
        .toTensor();
  }

  @Test
  @DisplayName("agree with loops of doubles to the last bit of a float, where float32 does not")
  void exact() {
    FloatTensor expected = expected();
    EmitOptions single = LoadedModel.emission(ElementType.F32, TinyNetworks.CPU);
    EmitOptions exact = LoadedModel.emission(ElementType.F64, TinyNetworks.CPU);

    assertThat(relativeError(computed(exact), expected)).isLessThan(LAST_BIT);
    assertThat(relativeError(computed(single), expected)).isBetween(LAST_BIT, 1e-5);
  }

  @Test
  @DisplayName("give the same with weights kept in float32, which holds them")
  void narrowWeights() {
    EmitOptions exact = LoadedModel.emission(ElementType.F64, TinyNetworks.CPU);
    FloatTensor narrow = computed(exact.withStorage(ElementType.F32));
    assertThat(narrow.data()).isEqualTo(computed(exact).data());
  }
}
