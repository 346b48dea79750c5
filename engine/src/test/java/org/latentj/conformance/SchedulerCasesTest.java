package org.latentj.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

/**
 * The case is one of Euler's method with two steps and the model {@code 0.5 x}, small enough to
 * work out by hand: with sigmas s0 and s1, x becomes x + (s1 - s0) * 0.5 * x / sqrt(s0^2 + 1), and
 * so on.
 */
@DisplayName("A scheduler case")
class SchedulerCasesTest {
  private static final float SIGMA_0 = 14.614647f;
  private static final float SIGMA_1 = 0.029167533f;
  private static final String PARAMS =
      "{'scheduler_class': '%s', 'overrides_on_sd1_config': {%s}, 'eta': null,"
          + " 'model': 'model(x,t) = 0.5*x + 0*sin(t/100)',"
          + " 'runs': [{'prefix': 'a.', 'steps': 2, 'prediction_type': 'epsilon',"
          + " 'suggested_atol': 1e-4}]}";

  @TempDir Path root;

  private TestPack euler(String type, String overrides) {
    return TestPack.in(root).listed("euler", "scheduler", PARAMS.formatted(type, overrides), 1);
  }

  /** Writes the case's file with one value added to one tensor. */
  private String run(TestPack pack, String changed, float by) throws IOException {
    float start = SIGMA_0;
    float first = start * (1 + (SIGMA_1 - SIGMA_0) * 0.5f / root(SIGMA_0));
    float second = first * (1 - SIGMA_1 * 0.5f / root(SIGMA_1));
    vector(pack, "timesteps", changed, by, 999, 0);
    vector(pack, "sigmas", changed, by, SIGMA_0, SIGMA_1, 0);
    vector(pack, "init_noise_sigma", changed, by, SIGMA_0);
    pack.tensor("a.x_T", new FloatTensor(Shape.of(1, 1, 1, 1), new float[] {1}));
    float[] samples = {first, second + (changed.equals("samples") ? by : 0)};
    pack.tensor("a.samples", new FloatTensor(Shape.of(2, 1, 1, 1, 1), samples));
    return RunningCase.line(pack.file("cases/euler"));
  }

  private static void vector(
      TestPack pack, String name, String changed, float by, float... values) {
    values[0] += name.equals(changed) ? by : 0;
    pack.vector("a." + name, ElementType.F32, values);
  }

  private static float root(float sigma) {
    return (float) Math.sqrt(sigma * sigma + 1);
  }

  @Test
  @DisplayName("passes with the numbers of the method's own formula")
  void byHand() throws IOException {
    assertThat(run(euler("EulerDiscreteScheduler", ""), "", 0)).endsWith("pass");
  }

  @ParameterizedTest(name = "{0} off by {1}")
  @DisplayName("fails if a timestep, sigma, scale or sample of the reference is another")
  @CsvSource({
    "timesteps, 0.1, a.timesteps",
    "sigmas, 0.001, a.sigmas",
    "init_noise_sigma, 0.001, a.init_noise_sigma",
    "samples, 0.001, a.samples[1]",
  })
  void everyTableCounts(String tensor, float by, String named) throws IOException {
    assertThat(run(euler("EulerDiscreteScheduler", ""), tensor, by))
        .contains("  fail  ")
        .endsWith(named);
  }

  @Test
  @DisplayName("of a stochastic sampler fails if the reference draws no noise there")
  void unexpectedDraw() throws IOException {
    assertThat(run(euler("EulerAncestralDiscreteScheduler", ""), "", 0))
        .contains("fail")
        .contains("the sampler draws noise at call 0, where the reference draws none");
  }

  @Test
  @DisplayName("fails if the reference draws noise and the sampler does not")
  void missingDraw() throws IOException {
    TestPack pack = euler("EulerDiscreteScheduler", "");
    pack.tensor("a.noise", FloatTensor.zeros(Shape.of(1, 1, 1, 1, 1)));
    pack.vector("a.noise_call_index", ElementType.I64, 1);
    assertThat(run(pack, "", 0)).contains("1.00e+00  limit   exact  fail  a.noise");
  }

  @ParameterizedTest(name = "{0} with {1}")
  @DisplayName("is unsupported if its class or a setting is unknown, and the line says which")
  @CsvSource({
    "FlowMatchEulerDiscreteScheduler, '', FlowMatchEulerDiscreteScheduler",
    "EulerDiscreteScheduler, 'shift': 3.0, shift",
    "DDIMScheduler, 'thresholding': true, thresholding",
  })
  void unknownSettings(String type, String overrides, String named) throws IOException {
    assertThat(run(euler(type, overrides), "", 0)).contains("unsupported").contains(named);
  }

  @Test
  @DisplayName("fails if the sampler makes another number of calls")
  void otherCallCount() throws IOException {
    assertThat(run(euler("HeunDiscreteScheduler", ""), "", 0))
        .contains("fail")
        .contains("expected 2 timesteps but got 3".replace("timesteps", "a.timesteps"));
  }
}
