package org.latentj.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.model.NoiseScheduleConfig;
import org.latentj.model.PredictionType;
import org.latentj.tensor.FloatTensor;

class NoiseScheduleTest {
  private final NoiseSchedule sd1 = NoiseSchedule.of(NoiseScheduleConfig.stableDiffusion1());

  @Test
  @DisplayName("The tables of Stable Diffusion 1.x are bit for bit those of PyTorch")
  void constants() {
    Map<String, FloatTensor> expected = References.tensors("sched-constants.safetensors");
    for (int t = 0; t < 1000; t++) {
      assertThat(sd1.beta(t)).as("beta %d", t).isEqualTo(expected.get("betas").data()[t]);
      assertThat(sd1.alphaCumprod(t))
          .as("alpha %d", t)
          .isEqualTo(expected.get("alphas_cumprod").data()[t]);
      assertThat(sd1.sigma(t))
          .as("sigma %d", t)
          .isCloseTo(expected.get("train_sigmas").data()[t], within(1e-6f));
    }
  }

  @Test
  @DisplayName("A sigma between two timesteps is found again, and ends are clipped")
  void inverse() {
    for (double t : new double[] {0, 0.25, 17.5, 500, 998.75, 999}) {
      assertThat(sd1.timestepOf(sd1.sigmaAtLogLinear(t))).isCloseTo(t, within(1e-3));
    }
    assertThat(sd1.timestepOf(0)).isZero();
    assertThat(sd1.timestepOf(1e6)).isEqualTo(999);
    assertThat(sd1.sigmaAt(-3)).isEqualTo(sd1.sigma(0));
    assertThat(sd1.sigmaAt(1200)).isEqualTo(sd1.sigma(999));
    assertThat(sd1.sigmaAt(10.5)).isCloseTo((sd1.sigma(10) + sd1.sigma(11)) / 2.0, within(1e-9));
  }

  @Test
  @DisplayName("Zero terminal SNR keeps the first alpha and silences the last")
  void zeroTerminalSnr() {
    NoiseSchedule zero = NoiseSchedule.withZeroTerminalSnr(NoiseScheduleConfig.stableDiffusion1());

    assertThat(zero.alphaCumprod(0)).isCloseTo(sd1.alphaCumprod(0), within(1e-6f));
    assertThat(zero.alphaCumprod(999)).isZero();
    assertThat(zero.alphaCumprod(500)).isLessThan(sd1.alphaCumprod(500));
    assertThat(zero.sigma(999)).isCloseTo(4096, within(1f));
    // The rescaling is linear in the square root of alpha (Lin et al. 2023, algorithm 1).
    double first = Math.sqrt(sd1.alphaCumprod(0));
    double last = Math.sqrt(sd1.alphaCumprod(999));
    double root = (Math.sqrt(sd1.alphaCumprod(500)) - last) * first / (first - last);
    assertThat((double) zero.alphaCumprod(500)).isCloseTo(root * root, within(1e-5));
  }

  @Test
  @DisplayName("Linear and cosine schedules follow their formulas")
  void otherSchedules() {
    NoiseSchedule linear = NoiseSchedule.of(config("linear", 0.0001, 0.02));
    assertThat(linear.beta(0)).isEqualTo(0.0001f);
    assertThat(linear.beta(999)).isEqualTo(0.02f);
    assertThat((double) linear.beta(250)).isCloseTo(0.0001 + 0.0199 * 250 / 999, within(1e-8));

    NoiseSchedule cosine = NoiseSchedule.of(config("squaredcos_cap_v2", 0.0001, 0.02));
    double start = Math.cos(0.008 / 1.008 * Math.PI / 2);
    double half = Math.cos(0.508 / 1.008 * Math.PI / 2);
    assertThat((double) cosine.alphaCumprod(499))
        .isCloseTo(half * half / (start * start), within(1e-4));
    assertThat(cosine.beta(999)).isEqualTo(0.999f);
  }

  @Test
  @DisplayName("An unknown schedule and betas out of range are refused with what is allowed")
  void badConfigurations() {
    assertThatThrownBy(() -> NoiseSchedule.of(config("sigmoid", 0.1, 0.2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sigmoid")
        .hasMessageContaining("scaled_linear");
    assertThatThrownBy(() -> NoiseSchedule.of(config("linear", 0.2, 0.1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0.2 and 0.1");
    assertThatThrownBy(() -> NoiseSchedule.of(config("linear", Double.NaN, 0.1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static NoiseScheduleConfig config(String schedule, double start, double end) {
    return new NoiseScheduleConfig(
        "DDIMScheduler", 1000, start, end, schedule, PredictionType.EPSILON, 1, false, null);
  }
}
