package org.latentj.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.latentj.model.NoiseScheduleConfig;
import org.latentj.model.PredictionType;

/**
 * Data of one point: the clean sample and the noise are the same all along, so every deterministic
 * method is exact and its samples are what {@code addNoise} makes for the call.
 */
class PointMassTest {
  private static final double CLEAN = 0.6;
  private static final double NOISE = -0.9;

  @ParameterizedTest
  @MethodSource("deterministic")
  @DisplayName("Every deterministic sampler stays on the path of a single point, on every schedule")
  void staysOnPath(SamplerKind kind) {
    boolean pseudo = kind == SamplerKind.PLMS || kind == SamplerKind.PNDM;
    for (PredictionType type : PredictionType.values()) {
      if (pseudo && type == PredictionType.V_PREDICTION) {
        // Upstream extrapolates v itself, which changes along the path even here.
        continue;
      }
      for (ScheduleKind sigmas : kind.schedules()) {
        SamplerConfig config = SamplerConfig.ofSteps(20).withSchedule(sigmas);
        assertOnPath(kind, type, config);
      }
      if (kind.family() != SamplerKind.Family.TIMESTEPS) {
        for (TimestepSpacing spacing : TimestepSpacing.values()) {
          assertOnPath(kind, type, SamplerConfig.ofSteps(13).withSpacing(spacing));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = SamplerKind.class,
      names = {"DDIM", "EULER", "HEUN", "DPM2", "DPMPP_2M", "DPMPP_2S", "UNIPC", "DEIS"})
  @DisplayName("So does a run that begins at any step")
  void slicedRuns(SamplerKind kind) {
    for (int step = 0; step < 10; step++) {
      SamplerConfig config = SamplerConfig.ofSteps(10).withFirstCall(step * kind.order());
      assertOnPath(kind, PredictionType.EPSILON, config);
    }
  }

  @ParameterizedTest
  @EnumSource(SamplerKind.class)
  @DisplayName("What the model sees has unit variance and the noise level of the call's timestep")
  void noiseLevels(SamplerKind kind) {
    NoiseSchedule schedule = NoiseSchedule.of(NoiseScheduleConfig.stableDiffusion1());
    for (ScheduleKind sigmas : kind.schedules()) {
      SamplerConfig config = SamplerConfig.ofSteps(12).withSchedule(sigmas);
      Sampler sampler = SamplerFactory.create(kind, schedule, config);
      for (int call = 0; call < sampler.calls(); call += kind.order()) {
        double alpha = level(sampler, call, 1, 0);
        double sigma = level(sampler, call, 0, 1);
        assertThat(alpha * alpha + sigma * sigma).isCloseTo(1, within(1e-9));
        // Some samplers round the timesteps that they compute from sigmas.
        assertThat(schedule.timestepOf(sigma / alpha))
            .as("%s %s call %d", kind, sigmas, call)
            .isCloseTo(sampler.timestep(call), within(0.51));
      }
    }
  }

  @Test
  @DisplayName("The model's own timestep spacing holds unless the run names another")
  void spacingOfModel() {
    NoiseScheduleConfig sd1 = NoiseScheduleConfig.stableDiffusion1();
    NoiseSchedule trailing =
        NoiseSchedule.of(
            new NoiseScheduleConfig(
                sd1.schedulerClass(),
                sd1.trainTimesteps(),
                sd1.betaStart(),
                sd1.betaEnd(),
                sd1.betaSchedule(),
                sd1.predictionType(),
                sd1.stepsOffset(),
                sd1.setAlphaToOne(),
                "trailing"));
    SamplerConfig config = SamplerConfig.ofSteps(10);

    assertThat(first(SamplerKind.DDIM, trailing, config)).isEqualTo(999);
    assertThat(first(SamplerKind.DDIM, trailing, config.withSpacing(TimestepSpacing.LEADING)))
        .isEqualTo(901);
    assertThat(first(SamplerKind.DDIM, NoiseSchedule.of(sd1), config)).isEqualTo(901);
    assertThat(first(SamplerKind.EULER, NoiseSchedule.of(sd1), config)).isEqualTo(999);
  }

  @Test
  @DisplayName("Spaced numbers are those of NumPy and PyTorch")
  void linspace() {
    assertThat(Linspace.doubles(0, 999, 4)).containsExactly(0, 333, 666, 999);
    assertThat(Linspace.doubles(5, 9, 1)).containsExactly(5);
    assertThat(Linspace.doubles(0, 1, 11)[3]).isEqualTo(0.30000000000000004);
    assertThat(Linspace.floats(0, 1, 3)).containsExactly(0f, 0.5f, 1f);
    assertThat(Linspace.floats(3, 7, 1)).containsExactly(3f);
    float[] long1 = Linspace.floats(-1, 2, 37);
    assertThat(long1[0]).isEqualTo(-1f);
    assertThat(long1[36]).isEqualTo(2f);
    for (int i = 0; i < 37; i++) {
      assertThat((double) long1[i]).isCloseTo(-1 + 3.0 * i / 36, within(3e-7));
    }
  }

  static Stream<SamplerKind> deterministic() {
    return Arrays.stream(SamplerKind.values()).filter(kind -> !kind.isStochastic());
  }

  private static double first(SamplerKind kind, NoiseSchedule schedule, SamplerConfig config) {
    return SamplerFactory.create(kind, schedule, config).timestep(0);
  }

  private static void assertOnPath(SamplerKind kind, PredictionType type, SamplerConfig config) {
    NoiseSchedule schedule =
        NoiseSchedule.of(NoiseScheduleConfig.stableDiffusion1().withPredictionType(type));
    Sampler sampler = SamplerFactory.create(kind, schedule, config);
    Latents x = onPath(sampler, sampler.firstCall());
    for (int call = sampler.firstCall(); call < sampler.calls(); call++) {
      // Inner stages of a step have levels of their own.
      boolean start = call % kind.order() == 0 && !(kind == SamplerKind.PNDM && call < 12);
      if (start) {
        double expected = ((Doubles) onPath(sampler, call)).value();
        assertThat(((Doubles) x).value())
            .as("%s %s %s, call %d", kind, type, config, call)
            .isCloseTo(expected, within(2e-6 * Math.max(1, Math.abs(expected))));
      }
      double alpha = GaussianModel.alpha(sampler, call);
      double sigma = Math.sqrt(1 - alpha * alpha);
      double output =
          switch (type) {
            case EPSILON -> NOISE;
            case V_PREDICTION -> alpha * NOISE - sigma * CLEAN;
            case SAMPLE -> CLEAN;
          };
      x = sampler.step(new Doubles(output), call, x, TestLatents.NO_NOISE);
    }
  }

  private static Latents onPath(Sampler sampler, int call) {
    return sampler.addNoise(new Doubles(CLEAN), new Doubles(NOISE), call);
  }

  private static double level(Sampler sampler, int call, double clean, double noise) {
    Latents noisy = sampler.addNoise(new Doubles(clean), new Doubles(noise), call);
    return ((Doubles) sampler.modelInput(noisy, call)).value();
  }
}
