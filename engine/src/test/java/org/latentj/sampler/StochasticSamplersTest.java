package org.latentj.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.latentj.model.NoiseScheduleConfig;
import org.latentj.model.PredictionType;

/** Samplers that add noise, on normally distributed data: what comes out has the data's moments. */
class StochasticSamplersTest {
  private static final int SAMPLES = 20_000;
  private static final GaussianModel MODEL = new GaussianModel(0.4, 0.8);

  @ParameterizedTest(name = "{0} in {2} steps")
  @MethodSource("samplers")
  @DisplayName("Many runs give samples of the data's mean and deviation")
  void moments(SamplerKind kind, SamplerConfig config, int steps) {
    PredictionType type = PredictionType.EPSILON;
    NoiseSchedule schedule = NoiseSchedule.of(NoiseScheduleConfig.stableDiffusion1());
    Sampler sampler = SamplerFactory.create(kind, schedule, config);
    Supplier<Latents> noise = gaussian(7);
    Latents data = new Doubles(offsets()).combine(1, MODEL.deviation(), noise.get());
    Latents x = sampler.addNoise(data, noise.get(), 0);

    for (int call = 0; call < sampler.calls(); call++) {
      x = sampler.step(MODEL.output(sampler, type, call, x), call, x, noise);
    }

    double[] moments = moments(x);
    assertThat(moments[0]).as("mean").isCloseTo(MODEL.mean(), within(0.02));
    assertThat(moments[1]).as("deviation").isCloseTo(MODEL.deviation(), within(0.02));
  }

  @Test
  @DisplayName("LCM with the exact consistency function gives the data's moments in four calls")
  void consistency() {
    NoiseSchedule schedule =
        NoiseSchedule.of(
            NoiseScheduleConfig.stableDiffusion1().withPredictionType(PredictionType.SAMPLE));
    Sampler sampler = SamplerFactory.create(SamplerKind.LCM, schedule, SamplerConfig.ofSteps(4));
    Supplier<Latents> noise = gaussian(11);
    Latents data = new Doubles(offsets()).combine(1, MODEL.deviation(), noise.get());
    Latents x = sampler.addNoise(data, noise.get(), 0);

    for (int call = 0; call < sampler.calls(); call++) {
      double sigma = schedule.sigma((int) sampler.timestep(call));
      double alpha = Prediction.alpha(sigma);
      double[] clean = ((Doubles) x).values().clone();
      for (int i = 0; i < clean.length; i++) {
        clean[i] = MODEL.path(clean[i] / alpha, sigma, 0);
      }
      x = sampler.step(new Doubles(clean), call, x, noise);
    }

    assertThat(moments(x)[0]).isCloseTo(MODEL.mean(), within(0.02));
    assertThat(moments(x)[1]).isCloseTo(MODEL.deviation(), within(0.02));
  }

  @Test
  @DisplayName("Both stages of a DPM++ SDE step add increments of one Brownian path")
  void brownianPath() {
    NoiseSchedule schedule =
        NoiseSchedule.of(
            NoiseScheduleConfig.stableDiffusion1().withPredictionType(PredictionType.SAMPLE));
    SamplerConfig config = SamplerConfig.ofSteps(10).withSchedule(ScheduleKind.KARRAS);
    Sampler sampler = SamplerFactory.create(SamplerKind.DPMPP_SDE, schedule, config);
    double[] sigmas = SigmaCurve.karras(10, schedule.sigma(0), schedule.sigma(999));
    double middle = Math.sqrt(sigmas[0] * sigmas[1]);
    Supplier<Latents> noise = gaussian(3);
    Doubles zero = new Doubles(new double[SAMPLES]);

    // With a clean sample and a start of 0, all that is left of a step is its noise.
    Doubles first = (Doubles) sampler.step(zero, 0, zero, noise);
    Doubles second = (Doubles) sampler.step(zero, 1, first, noise);

    assertThat(moments(first)[1])
        .isCloseTo(AncestralStep.of(sigmas[0], middle, 1).up(), within(0.05));
    assertThat(moments(second)[1])
        .isCloseTo(AncestralStep.of(sigmas[0], sigmas[1], 1).up(), within(0.05));
    double expected = Math.sqrt((sigmas[0] - middle) / (sigmas[0] - sigmas[1]));
    assertThat(correlation(first.values(), second.values())).isCloseTo(expected, within(0.02));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("deterministic")
  @DisplayName("A deterministic sampler takes unit noise to the data's moments")
  void unitNoise(SamplerKind kind, double tolerance) {
    NoiseSchedule schedule = NoiseSchedule.of(NoiseScheduleConfig.stableDiffusion1());
    Sampler sampler = SamplerFactory.create(kind, schedule, SamplerConfig.ofSteps(100));
    Latents x = gaussian(5).get().times(sampler.initialNoiseScale());

    for (int call = 0; call < sampler.calls(); call++) {
      Latents output = MODEL.output(sampler, PredictionType.EPSILON, call, x);
      x = sampler.step(output, call, x, TestLatents.NO_NOISE);
    }

    // The model's noisiest sample still holds 7 % of the signal, which unit noise does not.
    assertThat(moments(x)[0]).isCloseTo(MODEL.mean(), within(0.05));
    assertThat(moments(x)[1]).isCloseTo(MODEL.deviation(), within(tolerance));
  }

  static Stream<Arguments> samplers() {
    return Stream.of(
        Arguments.of(SamplerKind.EULER_A, karras(400), 400),
        Arguments.of(SamplerKind.DPM2_A, karras(200), 200),
        Arguments.of(SamplerKind.DPMPP_2S_A, karras(100), 100),
        Arguments.of(SamplerKind.DPMPP_SDE, karras(100), 100),
        Arguments.of(SamplerKind.DPMPP_2M_SDE, karras(100), 100),
        Arguments.of(SamplerKind.DDPM, SamplerConfig.ofSteps(500), 500),
        Arguments.of(SamplerKind.DDIM, SamplerConfig.ofSteps(500).withEta(1.0), 500),
        Arguments.of(SamplerKind.DDIM, SamplerConfig.ofSteps(500).withEta(0.5), 500));
  }

  static Stream<Arguments> deterministic() {
    return Stream.of(
        Arguments.of(SamplerKind.PLMS, 0.02),
        Arguments.of(SamplerKind.PNDM, 0.02),
        Arguments.of(SamplerKind.DDIM, 0.03),
        Arguments.of(SamplerKind.LMS, 0.02),
        Arguments.of(SamplerKind.EULER, 0.05),
        Arguments.of(SamplerKind.HEUN, 0.02),
        Arguments.of(SamplerKind.DPM2, 0.02),
        Arguments.of(SamplerKind.DPMPP_2M, 0.02),
        Arguments.of(SamplerKind.DPMPP_2S, 0.02),
        Arguments.of(SamplerKind.UNIPC, 0.02),
        Arguments.of(SamplerKind.DEIS, 0.02));
  }

  private static SamplerConfig karras(int steps) {
    return SamplerConfig.ofSteps(steps).withSchedule(ScheduleKind.KARRAS);
  }

  private static double[] offsets() {
    double[] out = new double[SAMPLES];
    Arrays.fill(out, MODEL.mean());
    return out;
  }

  private static Supplier<Latents> gaussian(long seed) {
    Random random = new Random(seed);
    return () -> new Doubles(random.doubles(SAMPLES).map(u -> random.nextGaussian()).toArray());
  }

  private static double[] moments(Latents latents) {
    double[] values = ((Doubles) latents).values();
    double mean = Arrays.stream(values).average().orElseThrow();
    double variance =
        Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
    return new double[] {mean, Math.sqrt(variance)};
  }

  private static double correlation(double[] a, double[] b) {
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += a[i] * b[i];
      aa += a[i] * a[i];
      bb += b[i] * b[i];
    }
    return ab / Math.sqrt(aa * bb);
  }
}
