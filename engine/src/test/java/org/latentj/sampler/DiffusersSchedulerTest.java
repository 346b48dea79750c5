package org.latentj.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latentj.model.PredictionType;

class DiffusersSchedulerTest {

  @ParameterizedTest
  @CsvSource({
    "EulerDiscreteScheduler, use_karras_sigmas",
    "EulerDiscreteScheduler, use_exponential_sigmas",
    "EulerDiscreteScheduler, use_beta_sigmas",
    "EulerDiscreteScheduler, rescale_betas_zero_snr",
    "EulerAncestralDiscreteScheduler, rescale_betas_zero_snr",
    "DPMSolverMultistepScheduler, euler_at_final",
    "DDIMScheduler, set_alpha_to_one"
  })
  @DisplayName("A flag that is turned on changes the numbers")
  void flags(String schedulerClass, String flag) {
    // With lower_order_final a short run would end with Euler anyway.
    Map<String, Object> plain = settings("final_sigmas_type", "sigma_min");
    plain.put("lower_order_final", false);
    Map<String, Object> changed = new HashMap<>(plain);
    changed.put(flag, true);

    assertThat(result(schedulerClass, changed))
        .isNotCloseTo(result(schedulerClass, plain), within(1e-5f));
  }

  @ParameterizedTest
  @CsvSource({
    "DPMSolverMultistepScheduler, solver_order, 3",
    "DPMSolverMultistepScheduler, solver_order, 1",
    "DPMSolverMultistepScheduler, solver_type, heun",
    "DPMSolverMultistepScheduler, algorithm_type, sde-dpmsolver++",
    "DPMSolverMultistepScheduler, algorithm_type, dpmsolver",
    "DPMSolverMultistepScheduler, final_sigmas_type, zero",
    "DPMSolverMultistepScheduler, timestep_spacing, trailing",
    "DPMSolverSinglestepScheduler, solver_order, 3",
    "UniPCMultistepScheduler, solver_type, bh1",
    "UniPCMultistepScheduler, solver_order, 3",
    "DEISMultistepScheduler, solver_order, 3",
    "EulerDiscreteScheduler, interpolation_type, log_linear",
    "EulerDiscreteScheduler, timestep_spacing, leading",
    "DDPMScheduler, variance_type, fixed_large",
    "DDIMScheduler, beta_schedule, squaredcos_cap_v2",
    "DDIMScheduler, prediction_type, v_prediction",
    "DDIMScheduler, prediction_type, sample",
    "DDIMScheduler, beta_end, 0.02",
    "DDIMScheduler, steps_offset, 0",
    "PNDMScheduler, skip_prk_steps, false",
    "LCMScheduler, timestep_scaling, 0.001",
    "LCMScheduler, original_inference_steps, 80"
  })
  @DisplayName("A setting of the class changes the numbers")
  void values(String schedulerClass, String key, String value) {
    Map<String, Object> plain = settings("final_sigmas_type", "sigma_min");
    Map<String, Object> changed = new HashMap<>(plain);
    changed.put(key, typed(value));

    assertThat(result(schedulerClass, changed))
        .isNotCloseTo(result(schedulerClass, plain), within(1e-6f));
  }

  @ParameterizedTest
  @CsvSource({
    "EulerAncestralDiscreteScheduler, use_karras_sigmas, true",
    "DDIMScheduler, use_karras_sigmas, true",
    "DDIMScheduler, skip_prk_steps, false",
    "LMSDiscreteScheduler, rescale_betas_zero_snr, true",
    "DPMSolverSinglestepScheduler, timestep_spacing, trailing",
    "UniPCMultistepScheduler, solver_type, midpoint",
    "DEISMultistepScheduler, solver_type, heun",
    "DEISMultistepScheduler, final_sigmas_type, zero",
    "HeunDiscreteScheduler, final_sigmas_type, zero",
    "EulerDiscreteScheduler, clip_sample, true",
    "EulerDiscreteScheduler, _diffusers_version, 0.31.0",
    "EulerDiscreteScheduler, use_flow_sigmas, false"
  })
  @DisplayName("A setting that the class does not have is left alone, as in from_config")
  void hidden(String schedulerClass, String key, String value) {
    Map<String, Object> plain = settings("final_sigmas_type", "sigma_min");
    Map<String, Object> changed = new HashMap<>(plain);
    changed.put(key, typed(value));

    assertThat(result(schedulerClass, changed)).isEqualTo(result(schedulerClass, plain));
  }

  @ParameterizedTest
  @CsvSource({
    "EulerDiscreteScheduler, use_flow_sigmas, true",
    "EulerDiscreteScheduler, shift, 3.0",
    "EulerDiscreteScheduler, sigma_min, 0.1",
    "EulerDiscreteScheduler, timestep_type, continuous",
    "DDIMScheduler, clip_sample, true",
    "DDIMScheduler, thresholding, true",
    "DDPMScheduler, variance_type, learned_range",
    "HeunDiscreteScheduler, clip_sample, true",
    "DPMSolverMultistepScheduler, use_lu_lambdas, true",
    "DPMSolverMultistepScheduler, lambda_min_clipped, -5.1",
    "DPMSolverMultistepScheduler, thresholding, true",
    "DPMSolverSDEScheduler, noise_sampler_seed, 5",
    "UniPCMultistepScheduler, predict_x0, false",
    "EulerDiscreteScheduler, prediction_type, flow",
    "EulerDiscreteScheduler, beta_schedule, exp",
    "EulerDiscreteScheduler, final_sigmas_type, one",
    "EulerDiscreteScheduler, interpolation_type, cubic",
    "EulerDiscreteScheduler, timestep_spacing, even",
    "EulerDiscreteScheduler, steps_offset, 1.5",
    "EulerDiscreteScheduler, use_karras_sigmas, maybe",
    "DPMSolverMultistepScheduler, solver_type, euler",
    "DPMSolverMultistepScheduler, algorithm_type, magic",
    "DPMSolverMultistepScheduler, beta_start, small"
  })
  @DisplayName("A setting that would change numbers unheard is refused by name")
  void refused(String schedulerClass, String key, String value) {
    Map<String, Object> settings = settings(key, typed(value));

    assertThatThrownBy(() -> result(schedulerClass, settings))
        .isInstanceOf(IllegalArgumentException.class)
        .satisfies(
            e ->
                assertThat(e.getMessage())
                    .containsAnyOf(key, key.replace('_', ' '))
                    .contains(value));
  }

  @Test
  @DisplayName("DDIM clips where the settings do not say otherwise, so silence is refused too")
  void clipsByDefault() {
    Map<String, Object> settings = settings("beta_start", 0.00085);
    settings.remove("clip_sample");

    assertThatThrownBy(() -> DiffusersScheduler.of("DDIMScheduler", settings))
        .hasMessageContaining("clip_sample");
  }

  @Test
  @DisplayName("Two curves of sigmas at once and unknown classes are refused")
  void contradictions() {
    Map<String, Object> both = settings("use_karras_sigmas", true);
    both.put("use_beta_sigmas", true);
    assertThatThrownBy(() -> DiffusersScheduler.of("EulerDiscreteScheduler", both))
        .hasMessageContaining("only one of use_karras_sigmas");
    assertThatThrownBy(() -> DiffusersScheduler.of("EulerDiscretScheduler", Map.of()))
        .hasMessageContaining("did you mean \"Euler\"");
    Map<String, Object> corrector = settings("disable_corrector", List.of(0));
    assertThatThrownBy(() -> DiffusersScheduler.of("UniPCMultistepScheduler", corrector))
        .hasMessageContaining("disable_corrector");
    Map<String, Object> toZero = settings("algorithm_type", "dpmsolver");
    assertThatThrownBy(() -> result("DPMSolverMultistepScheduler", toZero))
        .hasMessageContaining("cannot end at sigma 0");
  }

  @Test
  @DisplayName("Without settings each class has its own defaults")
  void defaults() {
    NoiseSchedule euler = DiffusersScheduler.of("EulerDiscreteScheduler", Map.of()).schedule();
    assertThat(euler.beta(0)).isEqualTo(0.0001f);
    assertThat(euler.beta(999)).isEqualTo(0.02f);
    assertThat(euler.predictionType()).isEqualTo(PredictionType.EPSILON);
    assertThat(euler.config().stepsOffset()).isZero();
    NoiseSchedule heun = DiffusersScheduler.of("HeunDiscreteScheduler", Map.of()).schedule();
    assertThat(heun.beta(999)).isEqualTo(0.012f);
    assertThat(heun.config().betaSchedule()).isEqualTo("linear");
    DiffusersScheduler lcm = DiffusersScheduler.of("LCMScheduler", Map.of());
    assertThat(lcm.schedule().config().betaSchedule()).isEqualTo("scaled_linear");
    assertThat(lcm.schedule().config().setAlphaToOne()).isTrue();
    assertThat(lcm.create(lcm.config(4)).timestep(0)).isEqualTo(999);
    assertThat(DiffusersScheduler.of("PNDMScheduler", Map.of()).kind()).isEqualTo(SamplerKind.PNDM);
  }

  @Test
  @DisplayName("log_linear sigmas fall evenly in the logarithm from the largest to the smallest")
  void logLinear() {
    DiffusersScheduler scheduler =
        DiffusersScheduler.of(
            "EulerDiscreteScheduler", settings("interpolation_type", "log_linear"));

    SigmaTable table = SigmaTables.of(scheduler, scheduler.config(10));

    assertThat(table.sigmas()[0]).isCloseTo(14.614646f, within(1e-4f));
    assertThat(table.sigmas()[10]).isCloseTo(0.029167f, within(1e-5f));
    double ratio = table.sigma(1) / table.sigma(0);
    for (int i = 1; i < 10; i++) {
      assertThat(table.sigma(i + 1) / table.sigma(i)).isCloseTo(ratio, within(1e-5));
    }
  }

  private static Map<String, Object> settings(String key, Object value) {
    Map<String, Object> out = new HashMap<>(TimestepTableTest.SD1);
    out.put(key, value);
    return out;
  }

  private static Object typed(String value) {
    if (value.equals("true") || value.equals("false")) {
      return Boolean.valueOf(value);
    }
    try {
      return Double.valueOf(value);
    } catch (NumberFormatException e) {
      return value;
    }
  }

  /** The end of a short run, which every setting that matters has some effect on. */
  private static float result(String schedulerClass, Map<String, Object> settings) {
    DiffusersScheduler scheduler = DiffusersScheduler.of(schedulerClass, settings);
    Sampler sampler = scheduler.create(scheduler.config(10));
    Latents start = TestLatents.of(0.5f).times(sampler.initialNoiseScale());
    return TestLatents.value(RobustnessTest.run(sampler, start));
  }
}
