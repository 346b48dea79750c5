package org.latentj.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentj.model.NoiseScheduleConfig;
import org.latentj.model.PredictionType;

/** DDIM, DDPM, LCM and PNDM against the formulas of their papers in scalar form. */
class TimestepSamplersFormulaTest {
  private static final double CLEAN = 0.6;
  private static final double NOISE = -0.9;
  private static final double STEP_NOISE = 1.7;

  @ParameterizedTest(name = "eta {0}, {1}")
  @CsvSource({"0, LEADING", "0.3, LEADING", "1, LEADING", "1, TRAILING", "0.5, LINSPACE"})
  @DisplayName("A DDIM step is eq. 12 and 16 of its paper for every prediction type")
  void ddim(double eta, TimestepSpacing spacing) {
    for (PredictionType type : PredictionType.values()) {
      NoiseSchedule schedule = schedule(type);
      SamplerConfig config = SamplerConfig.ofSteps(10).withEta(eta).withSpacing(spacing);
      Sampler sampler = SamplerFactory.create(SamplerKind.DDIM, schedule, config);
      for (int call = 0; call < 10; call++) {
        int t = (int) sampler.timestep(call);
        double a = schedule.alphaCumprod(t);
        double b = schedule.alphaCumprod(Math.max(t - 100, 0));
        double sigma = eta * Math.sqrt((1 - b) / (1 - a)) * Math.sqrt(Math.max(1 - a / b, 0));
        double expected =
            Math.sqrt(b) * CLEAN + Math.sqrt(1 - b - sigma * sigma) * NOISE + sigma * STEP_NOISE;

        assertThat(step(sampler, call, a, type))
            .as("%s, call %d", type, call)
            .isCloseTo(expected, within(1e-9));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisplayName("A DDPM step is eq. 6 and 7 of its paper for every prediction type")
  void ddpm(boolean largeVariance) {
    SamplerOptions own = SamplerOptions.defaultsOf(SamplerKind.DDPM);
    SamplerOptions options =
        new SamplerOptions(
            own.order(),
            own.algorithm(),
            own.type(),
            true,
            false,
            own.finalSigma(),
            false,
            largeVariance,
            50,
            10);
    for (PredictionType type : PredictionType.values()) {
      NoiseSchedule schedule = schedule(type);
      SamplerConfig config = SamplerConfig.ofSteps(10).withOptions(options);
      Sampler sampler = SamplerFactory.create(SamplerKind.DDPM, schedule, config);
      for (int call = 0; call < 10; call++) {
        int t = (int) sampler.timestep(call);
        double a = schedule.alphaCumprod(t);
        double b = t >= 100 ? schedule.alphaCumprod(t - 100) : 1;
        double beta = 1 - a / b;
        double x = Math.sqrt(a) * CLEAN + Math.sqrt(1 - a) * NOISE;
        double mean =
            Math.sqrt(b) * beta / (1 - a) * CLEAN + Math.sqrt(a / b) * (1 - b) / (1 - a) * x;
        double variance = largeVariance ? beta : (1 - b) / (1 - a) * beta;

        assertThat(step(sampler, call, a, type))
            .as("%s, call %d", type, call)
            .isCloseTo(mean + Math.sqrt(variance) * STEP_NOISE, within(1e-9));
      }
    }
  }

  @Test
  @DisplayName("DDPM draws no noise at timestep 0")
  void ddpmEnd() {
    SamplerConfig config = SamplerConfig.ofSteps(10).withSpacing(TimestepSpacing.LINSPACE);
    Sampler sampler =
        SamplerFactory.create(
            SamplerKind.DDPM, schedule(PredictionType.SAMPLE), config.withFirstCall(9));

    assertThat(sampler.timestep(9)).isZero();
    Latents end = sampler.step(new Doubles(0.6), 9, new Doubles(2), TestLatents.NO_NOISE);
    assertThat(((Doubles) end).value()).isCloseTo(0.6, within(1e-9));
  }

  @ParameterizedTest
  @EnumSource(PredictionType.class)
  @DisplayName("An LCM step jumps to the clean sample and back to the next timestep")
  void lcm(PredictionType type) {
    NoiseSchedule schedule = schedule(type);
    Sampler sampler = SamplerFactory.create(SamplerKind.LCM, schedule, SamplerConfig.ofSteps(4));
    for (int call = 0; call < 4; call++) {
      int t = (int) sampler.timestep(call);
      double a = schedule.alphaCumprod(t);
      double x = Math.sqrt(a) * CLEAN + Math.sqrt(1 - a) * NOISE;
      double skip = 0.25 / (100.0 * t * t + 0.25);
      double out = 10.0 * t / Math.sqrt(100.0 * t * t + 0.25);
      double expected = out * CLEAN + skip * x;
      if (call < 3) {
        double b = schedule.alphaCumprod((int) sampler.timestep(call + 1));
        expected = Math.sqrt(b) * expected + Math.sqrt(1 - b) * STEP_NOISE;
      }

      assertThat(step(sampler, call, a, type))
          .as("call %d", call)
          .isCloseTo(expected, within(1e-9));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 14, 40, 55})
  @DisplayName("A PNDM run counts its Runge-Kutta stages from where it begins, as upstream")
  void slicedPndm(int first) {
    NoiseSchedule schedule = schedule(PredictionType.EPSILON);
    SamplerConfig config = SamplerConfig.ofSteps(50).withFirstCall(first);
    Sampler sampler = SamplerFactory.create(SamplerKind.PNDM, schedule, config);
    double x = 0.7;
    double start = 0;
    double sum = 0;
    Latents actual = new Doubles(x);
    List<Double> outputs = new ArrayList<>();
    for (int call = first; call < sampler.calls(); call++) {
      int counter = call - first;
      int timestep = (int) sampler.timestep(call);
      double output = 0.3 * x + 0.1 * Math.sin(timestep / 100.0);
      Latents given = new Doubles(output);
      if (counter < 12) {
        int previous = timestep - (counter % 2 == 0 ? 10 : 0);
        double used = output;
        switch (counter % 4) {
          case 0 -> {
            sum = output / 6;
            outputs.add(0, output);
            start = x;
          }
          case 3 -> used = sum + output / 6;
          default -> sum += output / 3;
        }
        int from = (int) sampler.timestep(counter / 4 * 4);
        x = transfer(schedule, start, from, previous, used);
      } else {
        outputs.add(0, output);
        double used =
            (55 * outputs.get(0) - 59 * outputs.get(1) + 37 * outputs.get(2) - 9 * outputs.get(3))
                / 24;
        x = transfer(schedule, x, timestep, timestep - 20, used);
      }
      actual = sampler.step(given, call, actual, TestLatents.NO_NOISE);
      assertThat(((Doubles) actual).value()).as("call %d", call).isCloseTo(x, within(1e-9));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = SamplerKind.class,
      names = {
        "DDIM",
        "DDPM",
        "LCM",
        "EULER",
        "EULER_A",
        "HEUN",
        "DPM2",
        "DPM2_A",
        "DPMPP_2S_A",
        "DPMPP_SDE"
      })
  @DisplayName("A sampler without memory that begins later ends as the whole run does")
  void slicedTail(SamplerKind kind) {
    SamplerConfig config = SamplerConfig.ofSteps(10);
    Sampler whole = SamplerFactory.create(kind, schedule(PredictionType.EPSILON), config);
    int first = ImageToImageStart.firstCall(kind, 10, 0.4);
    Sampler tail =
        SamplerFactory.create(kind, schedule(PredictionType.EPSILON), config.withFirstCall(first));
    Latents x = new Doubles(1.5);
    Latents y = null;
    for (int call = 0; call < whole.calls(); call++) {
      Latents noise = new Doubles(Math.sin(7 * call));
      y = call == first ? x : y;
      Latents output = whole.modelInput(x, call).times(0.3);
      Latents next = whole.step(output, call, x, () -> noise);
      if (call >= first) {
        Latents ofTail = tail.modelInput(y, call).times(0.3);
        y = tail.step(ofTail, call, y, () -> noise);
      }
      x = next;
    }

    assertThat(((Doubles) y).value()).isEqualTo(((Doubles) x).value());
  }

  /** One step of a fresh sample that is made of the known clean sample and noise. */
  private static double step(Sampler sampler, int call, double alpha, PredictionType type) {
    double signal = Math.sqrt(alpha);
    double sigma = Math.sqrt(1 - alpha);
    double output =
        switch (type) {
          case EPSILON -> NOISE;
          case V_PREDICTION -> signal * NOISE - sigma * CLEAN;
          case SAMPLE -> CLEAN;
        };
    Latents x = new Doubles(signal * CLEAN + sigma * NOISE);
    Latents after = sampler.step(new Doubles(output), call, x, () -> new Doubles(STEP_NOISE));
    return ((Doubles) after).value();
  }

  private static double transfer(
      NoiseSchedule schedule, double x, int timestep, int previous, double output) {
    double a = schedule.alphaCumprod(timestep);
    double b = schedule.alphaCumprod(Math.max(previous, 0));
    double denominator = a * Math.sqrt(1 - b) + Math.sqrt(a * (1 - a) * b);
    return Math.sqrt(b / a) * x - (b - a) * output / denominator;
  }

  private static NoiseSchedule schedule(PredictionType type) {
    return NoiseSchedule.of(NoiseScheduleConfig.stableDiffusion1().withPredictionType(type));
  }
}
