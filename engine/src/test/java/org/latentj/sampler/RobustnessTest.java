package org.latentj.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.latentj.model.NoiseScheduleConfig;
import org.latentj.model.PredictionType;

class RobustnessTest {
  static final NoiseSchedule SD1 = NoiseSchedule.of(NoiseScheduleConfig.stableDiffusion1());

  /** A run with the formula model of the conformance cases, up to its end. */
  static Latents run(Sampler sampler, Latents start) {
    Supplier<Latents> noise = TestLatents.gaussian(TestLatents.values(start).length, 1);
    Latents x = start;
    for (int call = sampler.firstCall(); call < sampler.calls(); call++) {
      double bias = 0.1 * Math.sin(sampler.timestep(call) / 100);
      Latents input = sampler.modelInput(x, call);
      Latents ones = TestLatents.constant(TestLatents.values(start).length, bias);
      x = sampler.step(input.combine(0.3, 1, ones), call, x, noise);
    }
    return x;
  }

  @ParameterizedTest
  @EnumSource(SamplerKind.class)
  @DisplayName("1 to 60 steps on every schedule, spacing and prediction type end in finite latents")
  void finite(SamplerKind kind) {
    for (PredictionType type : PredictionType.values()) {
      NoiseSchedule schedule =
          NoiseSchedule.of(NoiseScheduleConfig.stableDiffusion1().withPredictionType(type));
      for (ScheduleKind sigmas : kind.schedules()) {
        for (int steps = fewest(kind); steps <= most(kind); steps++) {
          SamplerConfig config = SamplerConfig.ofSteps(steps).withSchedule(sigmas);
          assertFinite(kind, schedule, config);
        }
      }
      for (TimestepSpacing spacing : TimestepSpacing.values()) {
        for (int steps = fewest(kind); steps <= most(kind); steps += 7) {
          assertFinite(kind, schedule, SamplerConfig.ofSteps(steps).withSpacing(spacing));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(SamplerKind.class)
  @DisplayName("Zero terminal SNR gives finite latents or a clear refusal")
  void zeroTerminalSnr(SamplerKind kind) {
    for (PredictionType type : PredictionType.values()) {
      NoiseSchedule schedule =
          NoiseSchedule.withZeroTerminalSnr(
              NoiseScheduleConfig.stableDiffusion1().withPredictionType(type));
      for (TimestepSpacing spacing : TimestepSpacing.values()) {
        SamplerConfig config = SamplerConfig.ofSteps(20).withSpacing(spacing);
        Sampler sampler;
        try {
          sampler = SamplerFactory.create(kind, schedule, config);
        } catch (IllegalArgumentException e) {
          assertThat(e).hasMessageContaining("zero terminal SNR");
          assertThat(kind.family()).isEqualTo(SamplerKind.Family.TIMESTEPS);
          continue;
        }
        Latents start = TestLatents.constant(2, 0.5).times(sampler.initialNoiseScale());
        assertThat(TestLatents.values(run(sampler, start)))
            .as("%s %s %s", kind, type, spacing)
            .doesNotContain(Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(SamplerKind.class)
  @DisplayName("Calls out of order are refused and leave the run usable")
  void order(SamplerKind kind) {
    Sampler sampler = SamplerFactory.create(kind, SD1, SamplerConfig.ofSteps(5));
    Latents x = TestLatents.constant(2, 0.5);
    Supplier<Latents> noise = TestLatents.gaussian(2, 1);

    assertThatThrownBy(() -> sampler.step(x, 1, x, noise))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("expected call 0")
        .hasMessageContaining("got call 1");
    Latents next = sampler.step(x, 0, x, noise);
    assertThatThrownBy(() -> sampler.step(x, 0, x, noise))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("expected call 1");
    for (int call = 1; call < sampler.calls(); call++) {
      next = sampler.step(x, call, next, noise);
    }
    Latents end = next;
    assertThatThrownBy(() -> sampler.step(x, sampler.calls(), end, noise))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the run is over")
        .hasMessageContaining("create a new sampler");
    assertThatThrownBy(() -> sampler.timestep(sampler.calls()))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @ParameterizedTest
  @EnumSource(SamplerKind.class)
  @DisplayName("Only stochastic samplers draw noise")
  void draws(SamplerKind kind) {
    Sampler sampler = SamplerFactory.create(kind, SD1, SamplerConfig.ofSteps(6));
    int[] drawn = new int[1];
    Latents x = TestLatents.constant(2, 0.5);
    for (int call = 0; call < sampler.calls(); call++) {
      x =
          sampler.step(
              x,
              call,
              x,
              () -> {
                drawn[0]++;
                return TestLatents.constant(2, 0.1);
              });
    }

    int expected =
        switch (kind) {
          case EULER_A, DPMPP_2M_SDE, DDPM -> 6;
          case DPM2_A, DPMPP_2S_A, LCM -> 5;
          case DPMPP_SDE -> 10;
          default -> 0;
        };
    assertThat(drawn[0]).isEqualTo(expected);
    assertThat(kind.isStochastic()).isEqualTo(expected > 0);
  }

  @Test
  @DisplayName("A first call inside a step or beyond the run is refused")
  void firstCall() {
    SamplerConfig config = SamplerConfig.ofSteps(10);
    assertThatThrownBy(() -> SamplerFactory.create(SamplerKind.HEUN, SD1, config.withFirstCall(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("multiples of 2")
        .hasMessageContaining("got 3");
    assertThatThrownBy(
            () -> SamplerFactory.create(SamplerKind.EULER, SD1, config.withFirstCall(11)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 to 10");
    assertThatThrownBy(() -> config.withFirstCall(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatCode(() -> SamplerFactory.create(SamplerKind.HEUN, SD1, config.withFirstCall(19)))
        .doesNotThrowAnyException();
  }

  @Test
  @DisplayName("Steps, eta and schedules that cannot be are refused with what is allowed")
  void badConfigurations() {
    assertThatThrownBy(() -> SamplerConfig.ofSteps(0)).hasMessageContaining("1 or more steps");
    assertThatThrownBy(() -> SamplerConfig.ofSteps(5).withEta(1.5)).hasMessageContaining("1.5");
    assertThatThrownBy(() -> SamplerConfig.ofSteps(5).withEta(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> SamplerFactory.create(SamplerKind.DDIM, SD1, SamplerConfig.ofSteps(1001)))
        .hasMessageContaining("at most 1000");
    assertThatThrownBy(() -> SamplerFactory.create(SamplerKind.PNDM, SD1, SamplerConfig.ofSteps(3)))
        .hasMessageContaining("4 or more")
        .hasMessageContaining("got 3");
    assertThatThrownBy(() -> SamplerFactory.create(SamplerKind.LCM, SD1, SamplerConfig.ofSteps(51)))
        .hasMessageContaining("at most 50");
    assertThatThrownBy(
            () -> SamplerFactory.create(SamplerKind.DDIM, SD1, SamplerConfig.ofSteps(1000)))
        .hasMessageContaining("timestep 1000");
    SamplerConfig leading = SamplerConfig.ofSteps(1000).withSpacing(TimestepSpacing.LEADING);
    assertThatThrownBy(() -> SamplerFactory.create(SamplerKind.DPMPP_2M, SD1, leading))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1000 steps are too many");
    for (SamplerKind kind : SamplerKind.values()) {
      for (ScheduleKind schedule : EnumSet.complementOf(EnumSet.copyOf(kind.schedules()))) {
        SamplerConfig config = SamplerConfig.ofSteps(10).withSchedule(schedule);
        assertThatThrownBy(() -> SamplerFactory.create(kind, SD1, config))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining(kind.displayName())
            .hasMessageContaining(schedule.displayName());
      }
    }
  }

  private static void assertFinite(SamplerKind kind, NoiseSchedule schedule, SamplerConfig config) {
    Sampler sampler = SamplerFactory.create(kind, schedule, config);
    assertThat(sampler.calls()).isEqualTo(kind.calls(config.steps()));
    Latents start = TestLatents.constant(2, 0.5).times(sampler.initialNoiseScale());
    for (float value : TestLatents.values(run(sampler, start))) {
      if (!Float.isFinite(value)) {
        throw new AssertionError(kind + " " + schedule.predictionType() + " " + config);
      }
    }
  }

  private static int fewest(SamplerKind kind) {
    return kind == SamplerKind.PNDM ? 4 : 1;
  }

  private static int most(SamplerKind kind) {
    return kind == SamplerKind.LCM ? 50 : 60;
  }
}
