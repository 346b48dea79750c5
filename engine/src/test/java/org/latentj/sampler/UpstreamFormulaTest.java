package org.latentj.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.model.NoiseScheduleConfig;
import org.latentj.model.PredictionType;

/**
 * Samplers and states without recorded runs, against scalar forms of the formulas as upstream
 * writes them: in log time for k-diffusion, with counters for sliced diffusers runs.
 */
class UpstreamFormulaTest {
  private static final NoiseSchedule SCHEDULE =
      NoiseSchedule.of(
          NoiseScheduleConfig.stableDiffusion1().withPredictionType(PredictionType.SAMPLE));
  private static final NoiseSchedule EPSILON =
      NoiseSchedule.of(NoiseScheduleConfig.stableDiffusion1());

  @Test
  @DisplayName("DPM++ 2S a is k-diffusion's sample_dpmpp_2s_ancestral")
  void dpmPlusPlus2sAncestral() {
    double[] sigmas = karrasAndZero(6);
    double x = 3;
    Queue<Double> noise = noise();
    for (int i = 0; i < 6; i++) {
      double clean = denoiser(x, sigmas[i]);
      double from = sigmas[i];
      double to = sigmas[i + 1];
      double up = Math.min(to, Math.sqrt(to * to * (from * from - to * to) / (from * from)));
      double down = Math.sqrt(to * to - up * up);
      if (down == 0) {
        x = x + (x - clean) / from * (down - from);
      } else {
        double t = -Math.log(from);
        double next = -Math.log(down);
        double h = next - t;
        double s = t + h / 2;
        double middle = Math.exp(-s) / Math.exp(-t) * x - Math.expm1(-h / 2) * clean;
        double second = denoiser(middle, Math.exp(-s));
        x = Math.exp(-next) / Math.exp(-t) * x - Math.expm1(-h) * second;
      }
      if (to > 0) {
        x += noise.remove() * up;
      }
    }

    assertThat(run(SamplerKind.DPMPP_2S_A, 6, 3)).isCloseTo(x, within(1e-5));
  }

  @Test
  @DisplayName("DPM++ SDE is k-diffusion's sample_dpmpp_sde on a Brownian path of two draws a step")
  void dpmPlusPlusSde() {
    double[] sigmas = karrasAndZero(6);
    double x = 3;
    Queue<Double> noise = noise();
    for (int i = 0; i < 6; i++) {
      double clean = denoiser(x, sigmas[i]);
      if (sigmas[i + 1] == 0) {
        x = x + (x - clean) / sigmas[i] * (sigmas[i + 1] - sigmas[i]);
        continue;
      }
      double t = -Math.log(sigmas[i]);
      double next = -Math.log(sigmas[i + 1]);
      double s = t + (next - t) / 2;
      double toMiddle = sigmas[i] - Math.exp(-s);
      double toNext = sigmas[i] - sigmas[i + 1];
      double pathToMiddle = Math.sqrt(toMiddle) * noise.remove();
      double pathToNext = pathToMiddle + Math.sqrt(toNext - toMiddle) * noise.remove();

      double middle = towards(x, clean, t, s) + pathToMiddle / Math.sqrt(toMiddle) * up(t, s);
      double second = denoiser(middle, Math.exp(-s));
      x = towards(x, second, t, next) + pathToNext / Math.sqrt(toNext) * up(t, next);
    }

    assertThat(run(SamplerKind.DPMPP_SDE, 6, 3)).isCloseTo(x, within(1e-5));
  }

  @Test
  @DisplayName("A third-order DPM++ 3M step is diffusers' third_order_update")
  void dpmPlusPlus3m() {
    SamplerOptions third =
        new SamplerOptions(
            3,
            SolverAlgorithm.DPM_SOLVER_PLUS_PLUS,
            SolverType.MIDPOINT,
            true,
            false,
            FinalSigma.ZERO,
            false,
            false,
            50,
            10);
    SamplerConfig config = SamplerConfig.ofSteps(20).withOptions(third);
    Sampler sampler = SamplerFactory.create(SamplerKind.DPMPP_2M, SCHEDULE, config);
    double[] cleans = {0.3, -0.5, 0.9};
    Latents x = new Doubles(1);
    for (int call = 0; call < 2; call++) {
      x = sampler.step(new Doubles(cleans[call]), call, x, TestLatents.NO_NOISE);
    }
    double before = ((Doubles) x).value();
    double[] lambda = new double[4];
    for (int i = 0; i < 4; i++) {
      lambda[i] = -Math.log(SCHEDULE.sigma((int) sampler.timestep(i)));
    }
    double alpha = Prediction.alpha(Math.exp(-lambda[3]));
    double deviations =
        Math.exp(-lambda[3])
            * alpha
            / (Math.exp(-lambda[2]) * Prediction.alpha(Math.exp(-lambda[2])));
    double h = lambda[3] - lambda[2];
    double r0 = (lambda[2] - lambda[1]) / h;
    double r1 = (lambda[1] - lambda[0]) / h;
    double near = (cleans[2] - cleans[1]) / r0;
    double far = (cleans[1] - cleans[0]) / r1;
    double d1 = near + r0 / (r0 + r1) * (near - far);
    double d2 = (near - far) / (r0 + r1);
    double e = Math.exp(-h);
    double expected =
        deviations * before
            - alpha * (e - 1) * cleans[2]
            + alpha * ((e - 1) / h + 1) * d1
            - alpha * ((e - 1 + h) / (h * h) - 0.5) * d2;

    Latents after = sampler.step(new Doubles(cleans[2]), 2, x, TestLatents.NO_NOISE);

    assertThat(((Doubles) after).value()).isCloseTo(expected, within(1e-6));
  }

  @Test
  @DisplayName("A sliced PLMS run repeats at its second call and runs one step off, as upstream")
  void slicedPlms() {
    SamplerConfig config = SamplerConfig.ofSteps(50).withFirstCall(35);
    Sampler sampler = SamplerFactory.create(SamplerKind.PLMS, EPSILON, config);
    double x = 0.7;
    double first = 0;
    Latents actual = new Doubles(x);
    List<Double> outputs = new ArrayList<>();
    for (int counter = 0; counter < 16; counter++) {
      int timestep = 301 - 20 * counter;
      double output = pseudo(x, timestep);
      double used = output;
      double from = x;
      int start = timestep;
      int previous = timestep - 20;
      if (counter == 1) {
        previous = timestep;
        start = timestep + 20;
        used = (output + outputs.get(0)) / 2;
        from = first;
      } else {
        outputs.add(0, output);
        first = counter == 0 ? x : first;
        used = extrapolated(outputs);
      }
      x = previousSample(from, start, previous, used);
      actual = step(sampler, 35 + counter, actual);
      assertThat(sampler.timestep(35 + counter)).isEqualTo(timestep);
      assertThat(((Doubles) actual).value()).as("call %d", counter).isCloseTo(x, within(1e-9));
    }
  }

  @Test
  @DisplayName("A sliced LMS run takes fourth-order weights of the slopes at hand, as upstream")
  void slicedLms() {
    SamplerConfig config = SamplerConfig.ofSteps(20).withFirstCall(10);
    Sampler sampler = SamplerFactory.create(SamplerKind.LMS, EPSILON, config);
    double[] sigmas = new double[21];
    for (int i = 0; i < 20; i++) {
      sigmas[i] = (float) EPSILON.sigmaAt((float) sampler.timestep(i));
    }
    double x = 5;
    Latents actual = new Doubles(x);
    List<Double> slopes = new ArrayList<>();
    for (int call = 10; call < 13; call++) {
      double input = x / Math.sqrt(sigmas[call] * sigmas[call] + 1);
      slopes.add(0, pseudo(input, sampler.timestep(call)));
      for (int back = 0; back < slopes.size(); back++) {
        x += integral(sigmas, call, back) * slopes.get(back);
      }
      actual = step(sampler, call, actual);
      assertThat(((Doubles) actual).value()).as("call %d", call).isCloseTo(x, within(1e-5));
    }
  }

  /** Simpson's rule on a fine grid, in place of scipy's quad. */
  private static double integral(double[] sigmas, int call, int back) {
    int cells = 200;
    double width = (sigmas[call + 1] - sigmas[call]) / cells;
    double sum = 0;
    for (int i = 0; i < cells; i++) {
      double at = sigmas[call] + i * width;
      sum +=
          lagrange(sigmas, call, back, at)
              + 4 * lagrange(sigmas, call, back, at + width / 2)
              + lagrange(sigmas, call, back, at + width);
    }
    return sum * width / 6;
  }

  private static double lagrange(double[] sigmas, int call, int back, double at) {
    double product = 1;
    for (int k = 0; k < 4; k++) {
      if (k != back) {
        product *= (at - sigmas[call - k]) / (sigmas[call - back] - sigmas[call - k]);
      }
    }
    return product;
  }

  private static Latents step(Sampler sampler, int call, Latents x) {
    double input = ((Doubles) sampler.modelInput(x, call)).value();
    Latents output = new Doubles(pseudo(input, sampler.timestep(call)));
    return sampler.step(output, call, x, TestLatents.NO_NOISE);
  }

  private static double pseudo(double x, double timestep) {
    return 0.3 * x + 0.1 * Math.sin(timestep / 100);
  }

  private static double extrapolated(List<Double> e) {
    return switch (e.size()) {
      case 1 -> e.get(0);
      case 2 -> (3 * e.get(0) - e.get(1)) / 2;
      case 3 -> (23 * e.get(0) - 16 * e.get(1) + 5 * e.get(2)) / 12;
      default -> (55 * e.get(0) - 59 * e.get(1) + 37 * e.get(2) - 9 * e.get(3)) / 24;
    };
  }

  private static double previousSample(double x, int timestep, int previous, double output) {
    double a = EPSILON.alphaCumprod(timestep);
    double b = EPSILON.alphaCumprod(Math.max(previous, 0));
    double denominator = a * Math.sqrt(1 - b) + Math.sqrt(a * (1 - a) * b);
    return Math.sqrt(b / a) * x - (b - a) * output / denominator;
  }

  private static double up(double t, double next) {
    double from = Math.exp(-t);
    double to = Math.exp(-next);
    return Math.min(to, Math.sqrt(to * to * (from * from - to * to) / (from * from)));
  }

  private static double towards(double x, double clean, double t, double next) {
    double to = Math.exp(-next);
    double down = Math.sqrt(to * to - up(t, next) * up(t, next));
    double ancestral = -Math.log(down);
    return Math.exp(-ancestral) / Math.exp(-t) * x - Math.expm1(t - ancestral) * clean;
  }

  /** A prediction of the clean sample that depends on sigma, so that stages cannot be mixed up. */
  private static double denoiser(double x, double sigma) {
    return 0.2 * x / Math.sqrt(sigma * sigma + 1) + 0.1 * Math.log(sigma);
  }

  private static double run(SamplerKind kind, int steps, double start) {
    SamplerConfig config = SamplerConfig.ofSteps(steps).withSchedule(ScheduleKind.KARRAS);
    Sampler sampler = SamplerFactory.create(kind, SCHEDULE, config);
    Queue<Double> noise = noise();
    Latents x = new Doubles(start);
    for (int call = 0; call < sampler.calls(); call++) {
      double input = ((Doubles) sampler.modelInput(x, call)).value();
      double sigma = Math.sqrt(Math.pow(((Doubles) x).value() / input, 2) - 1);
      Latents output = new Doubles(0.2 * input + 0.1 * Math.log(sigma));
      x = sampler.step(output, call, x, () -> new Doubles(noise.remove()));
    }
    return ((Doubles) x).value();
  }

  private static double[] karrasAndZero(int steps) {
    double[] curve = SigmaCurve.karras(steps, SCHEDULE.sigma(0), SCHEDULE.sigma(999));
    double[] out = new double[steps + 1];
    for (int i = 0; i < steps; i++) {
      out[i] = (float) curve[i];
    }
    return out;
  }

  private static Queue<Double> noise() {
    return new ArrayDeque<>(
        List.of(0.3, -1.1, 0.8, 0.05, -0.6, 1.4, -0.2, 0.9, -1.7, 0.4, 0.6, -0.1));
  }
}
