package org.latentj.sampler;

import java.util.Map;
import java.util.Set;
import org.latentj.model.NoiseScheduleConfig;
import org.latentj.model.PredictionType;

/**
 * A sampler as diffusers' scheduler classes and their settings describe it, with the defaults and
 * the meaning of diffusers v0.31 {@code SchedulerClass.from_config}: a class leaves settings alone
 * that it does not have, even where another class has them.
 *
 * @param kind the sampler
 * @param schedule the forward process
 * @param sigmas layout of the sigmas
 * @param options everything else
 */
public record DiffusersScheduler(
    SamplerKind kind, NoiseSchedule schedule, ScheduleKind sigmas, SamplerOptions options) {

  /** Settings of diffusers' Stable Diffusion schedulers. */
  private static final Set<String> KNOWN =
      Set.of(
          ("_class_name _diffusers_version num_train_timesteps beta_start beta_end beta_schedule"
                  + " trained_betas prediction_type timestep_spacing steps_offset set_alpha_to_one"
                  + " skip_prk_steps clip_sample clip_sample_range thresholding"
                  + " dynamic_thresholding_ratio sample_max_value variance_type"
                  + " rescale_betas_zero_snr use_karras_sigmas use_exponential_sigmas"
                  + " use_beta_sigmas use_lu_lambdas sigma_min sigma_max interpolation_type"
                  + " timestep_type final_sigmas_type solver_order solver_type solver_p"
                  + " algorithm_type lower_order_final euler_at_final lambda_min_clipped predict_x0"
                  + " disable_corrector noise_sampler_seed original_inference_steps"
                  + " timestep_scaling")
              .split(" "));

  /**
   * Reads the settings of a scheduler.
   *
   * @param schedulerClass diffusers' class, for example {@code EulerDiscreteScheduler}
   * @param settings what its configuration file or constructor has: numbers, booleans, strings,
   *     null and lists; not modified
   * @throws IllegalArgumentException if the class is unknown, a setting that changes numbers is
   *     unknown or not supported, or a value is wrong; the message names it
   */
  public static DiffusersScheduler of(String schedulerClass, Map<String, ?> settings) {
    Settings all = new Settings(schedulerClass, settings);
    settings.forEach(
        (key, value) -> {
          boolean off = value == null || Boolean.FALSE.equals(value);
          if (!KNOWN.contains(key) && !off) {
            throw new IllegalArgumentException(
                ("%s has an unknown setting %s = %s, which may change its numbers; "
                        + "remove it if it does not")
                    .formatted(schedulerClass, key, value));
          }
        });
    SamplerKind kind = kind(all);
    DiffusersRefusals.check(kind, all);
    NoiseScheduleConfig config = forwardProcess(kind, all);
    boolean zeroSnr = hasZeroSnr(kind) && all.flag("rescale_betas_zero_snr", false);
    return new DiffusersScheduler(
        kind,
        zeroSnr ? NoiseSchedule.withZeroTerminalSnr(config) : NoiseSchedule.of(config),
        sigmas(kind, all),
        options(kind, all));
  }

  /** The settings of a run of so many steps from call 0, to be changed as needed. */
  public SamplerConfig config(int steps) {
    return SamplerConfig.ofSteps(steps).withSchedule(sigmas).withOptions(options);
  }

  /** A sampler for one run, see {@link SamplerFactory#create}. */
  public Sampler create(SamplerConfig config) {
    return SamplerFactory.create(kind, schedule, config);
  }

  private static SamplerKind kind(Settings all) {
    for (SamplerKind kind : SamplerKind.values()) {
      if (kind.diffusersName().filter(all.schedulerClass()::equals).isPresent()) {
        return switch (kind) {
          case PLMS -> all.flag("skip_prk_steps", false) ? SamplerKind.PLMS : SamplerKind.PNDM;
          case DPMPP_2M ->
              all.text("algorithm_type", "dpmsolver++").startsWith("sde-")
                  ? SamplerKind.DPMPP_2M_SDE
                  : SamplerKind.DPMPP_2M;
          default -> kind;
        };
      }
    }
    throw Names.SAMPLERS.unknown(all.schedulerClass());
  }

  private static NoiseScheduleConfig forwardProcess(SamplerKind kind, Settings all) {
    boolean sensible =
        switch (kind) {
          case HEUN, DPM2, DPM2_A, DPMPP_SDE, LCM -> true;
          default -> false;
        };
    boolean unspaced = kind == SamplerKind.DPMPP_2S || kind == SamplerKind.LCM;
    String spacing = unspaced ? null : all.text("timestep_spacing", null);
    boolean alphaToOne = kind == SamplerKind.DDIM || kind == SamplerKind.LCM;
    return new NoiseScheduleConfig(
        all.schedulerClass(),
        all.integer("num_train_timesteps", 1000),
        all.number("beta_start", sensible ? 0.00085 : 0.0001),
        all.number("beta_end", sensible ? 0.012 : 0.02),
        all.text("beta_schedule", kind == SamplerKind.LCM ? "scaled_linear" : "linear"),
        predictionType(all),
        all.integer("steps_offset", 0),
        all.flag("set_alpha_to_one", alphaToOne),
        spacing);
  }

  private static PredictionType predictionType(Settings all) {
    String name = all.text("prediction_type", "epsilon");
    return switch (name) {
      case "epsilon" -> PredictionType.EPSILON;
      case "v_prediction" -> PredictionType.V_PREDICTION;
      case "sample" -> PredictionType.SAMPLE;
      default -> throw all.wrong("prediction_type", "epsilon, v_prediction or sample", name);
    };
  }

  private static ScheduleKind sigmas(SamplerKind kind, Settings all) {
    if (kind.family() == SamplerKind.Family.TIMESTEPS || kind == SamplerKind.EULER_A) {
      return ScheduleKind.AUTOMATIC;
    }
    boolean karras = all.flag("use_karras_sigmas", false);
    boolean exponential = all.flag("use_exponential_sigmas", false);
    boolean beta = all.flag("use_beta_sigmas", false);
    if ((karras && exponential) || (karras && beta) || (exponential && beta)) {
      throw new IllegalArgumentException(
          ("%s: only one of use_karras_sigmas, use_exponential_sigmas and "
                  + "use_beta_sigmas may be true")
              .formatted(all.schedulerClass()));
    }
    return karras
        ? ScheduleKind.KARRAS
        : exponential
            ? ScheduleKind.EXPONENTIAL
            : beta ? ScheduleKind.BETA : ScheduleKind.AUTOMATIC;
  }

  private static SamplerOptions options(SamplerKind kind, Settings all) {
    SamplerOptions own = SamplerOptions.defaultsOf(kind);
    return new SamplerOptions(
        all.integer("solver_order", own.order()),
        algorithm(kind, all, own),
        type(kind, all, own),
        all.flag("lower_order_final", own.lowerOrderFinal()),
        all.flag("euler_at_final", own.eulerAtFinal()),
        finalSigma(all, own),
        kind == SamplerKind.EULER && interpolatesLogarithms(all),
        kind == SamplerKind.DDPM && "fixed_large".equals(all.text("variance_type", null)),
        all.integer("original_inference_steps", own.originalSteps()),
        all.number("timestep_scaling", own.timestepScaling()));
  }

  private static SolverAlgorithm algorithm(SamplerKind kind, Settings all, SamplerOptions own) {
    String name = all.text("algorithm_type", own.algorithm().diffusersName());
    for (SolverAlgorithm algorithm : SolverAlgorithm.values()) {
      if (algorithm.diffusersName().equals(name)) {
        return algorithm;
      }
    }
    boolean solver = kind == SamplerKind.DPMPP_2M || kind == SamplerKind.DPMPP_2S;
    if (solver && !name.equals("deis")) {
      throw all.wrong(
          "algorithm_type", "dpmsolver++, sde-dpmsolver++, dpmsolver or sde-dpmsolver", name);
    }
    return own.algorithm();
  }

  /** Types of another class mean this class's own, as upstream. */
  private static SolverType type(SamplerKind kind, Settings all, SamplerOptions own) {
    String name = all.text("solver_type", "");
    boolean uniPc = kind == SamplerKind.UNIPC;
    return switch (name) {
      case "", "logrho" -> own.type();
      case "midpoint" -> uniPc ? own.type() : SolverType.MIDPOINT;
      case "heun" -> uniPc ? own.type() : SolverType.HEUN;
      case "bh1" -> uniPc ? SolverType.BH1 : own.type();
      case "bh2" -> uniPc ? SolverType.BH2 : own.type();
      default -> throw all.wrong("solver_type", "midpoint, heun, logrho, bh1 or bh2", name);
    };
  }

  private static FinalSigma finalSigma(Settings all, SamplerOptions own) {
    String name = all.text("final_sigmas_type", "");
    return switch (name) {
      case "" -> own.finalSigma();
      case "zero" -> FinalSigma.ZERO;
      case "sigma_min" -> FinalSigma.SIGMA_MIN;
      default -> throw all.wrong("final_sigmas_type", "zero or sigma_min", name);
    };
  }

  private static boolean interpolatesLogarithms(Settings all) {
    String name = all.text("interpolation_type", "linear");
    return switch (name) {
      case "linear" -> false;
      case "log_linear" -> true;
      default -> throw all.wrong("interpolation_type", "linear or log_linear", name);
    };
  }

  private static boolean hasZeroSnr(SamplerKind kind) {
    return switch (kind) {
      case DDIM, DDPM, LCM, EULER, EULER_A, DPMPP_2M, DPMPP_2M_SDE, UNIPC -> true;
      default -> false;
    };
  }
}
