package org.latentj.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

class GuidanceTest {
  private final HostLatents conditional = batch(1, 2, 3, 6, 10, 20, 30, 60);
  private final HostLatents guided = batch(2, 4, 6, 12, 5, 10, 15, 30);

  @Test
  @DisplayName("Guidance goes from the unconditional output past the conditional one")
  void combine() {
    HostLatents unconditional = TestLatents.of(1, -2);
    HostLatents towards = TestLatents.of(2, 0.5f);

    assertThat(TestLatents.values(Guidance.combine(unconditional, towards, 7.5)))
        .containsExactly(8.5f, 16.75f);
    assertThat(TestLatents.values(Guidance.combine(unconditional, towards, 1)))
        .containsExactly(2f, 0.5f);
    assertThat(TestLatents.values(Guidance.combine(unconditional, towards, 0)))
        .containsExactly(1f, -2f);
  }

  @Test
  @DisplayName("Standard deviations are unbiased and taken image by image")
  void deviations() {
    // Squared distances from the mean 3: 4 + 1 + 0 + 9 = 14, over 3.
    assertThat(conditional.standardDeviations()[0]).isCloseTo(Math.sqrt(14 / 3.0), within(1e-12));
    assertThat(conditional.standardDeviations()[1])
        .isCloseTo(10 * Math.sqrt(14 / 3.0), within(1e-12));
  }

  @Test
  @DisplayName("A full rescale gives every image the conditional output's deviation")
  void fullRescale() {
    HostLatents rescaled = (HostLatents) Guidance.rescale(guided, conditional, 1);

    assertThat(rescaled.tensor().maxAbsDifference(conditional.tensor())).isLessThan(1e-5);
  }

  @Test
  @DisplayName("A partial rescale mixes as Lin et al. eq. 16 says, none changes nothing")
  void partialRescale() {
    HostLatents partial = (HostLatents) Guidance.rescale(guided, conditional, 0.7);
    float[] expected = new float[8];
    for (int i = 0; i < 8; i++) {
      float whole = conditional.tensor().data()[i];
      expected[i] = 0.7f * whole + 0.3f * guided.tensor().data()[i];
    }
    FloatTensor wanted = new FloatTensor(Shape.of(2, 1, 2, 2), expected);
    assertThat(partial.tensor().maxAbsDifference(wanted)).isLessThan(1e-5);

    HostLatents none = (HostLatents) Guidance.rescale(guided, conditional, 0);
    assertThat(none.tensor().maxAbsDifference(guided.tensor())).isZero();
  }

  @Test
  @DisplayName("A flat image is not divided by its deviation of zero")
  void flatImage() {
    HostLatents flat = batch(3, 3, 3, 3, 1, 2, 3, 4);

    float[] values = TestLatents.values(Guidance.rescale(flat, conditional, 0.5));

    assertThat(values).doesNotContain(Float.NaN).startsWith(3, 3, 3, 3);
  }

  @Test
  @DisplayName("Rescales beyond 0 to 1 and factors that do not fit the batch are refused")
  void badArguments() {
    assertThatThrownBy(() -> Guidance.rescale(guided, conditional, 1.1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1.1");
    assertThatThrownBy(() -> guided.timesEach(new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 images but got 3");
  }

  private static HostLatents batch(float... values) {
    return new HostLatents(new FloatTensor(Shape.of(2, 1, 2, 2), values));
  }
}
