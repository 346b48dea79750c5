package org.latentj.sampler;

/** Makes samplers. A sampler serves one run; make another for the next. */
public final class SamplerFactory {
  private SamplerFactory() {}

  /**
   * A sampler for one run.
   *
   * @param schedule the model's forward process and prediction type
   * @throws IllegalArgumentException if the sampler cannot run so: a schedule that it does not
   *     have, more steps than timesteps, a first call that no step begins at, options that do not
   *     go together
   */
  public static Sampler create(SamplerKind kind, NoiseSchedule schedule, SamplerConfig config) {
    if (config.steps() > schedule.trainTimesteps()) {
      throw new IllegalArgumentException(
          "expected at most %d steps, the training timesteps of the model, but got %d"
              .formatted(schedule.trainTimesteps(), config.steps()));
    }
    if (!kind.schedules().contains(config.schedule())) {
      throw new IllegalArgumentException(
          "%s runs on the training timesteps and has no %s schedule; use Automatic"
              .formatted(kind.displayName(), config.schedule().displayName()));
    }
    SamplerConfig whole =
        config.options() != null ? config : config.withOptions(SamplerOptions.defaultsOf(kind));
    TimestepSpacing spacing = spacing(kind, schedule, config);
    return switch (kind.family()) {
      case TIMESTEPS -> onTimesteps(kind, schedule, whole, spacing);
      case SIGMAS -> onSigmas(kind, schedule, whole, spacing);
      case SOLVER -> onLogSnr(kind, schedule, whole, spacing);
    };
  }

  private static TimestepSpacing spacing(
      SamplerKind kind, NoiseSchedule schedule, SamplerConfig config) {
    if (config.spacing() != null) {
      return config.spacing();
    }
    String ofModel = schedule.config().timestepSpacing();
    return ofModel == null ? kind.defaultSpacing() : TimestepSpacing.ofName(ofModel);
  }

  private static Sampler onTimesteps(
      SamplerKind kind, NoiseSchedule schedule, SamplerConfig config, TimestepSpacing spacing) {
    SamplerOptions options = config.options();
    int steps = config.steps();
    int first = config.firstCall();
    int trained = schedule.trainTimesteps();
    int offset = schedule.config().stepsOffset();
    int[] timesteps =
        kind == SamplerKind.LCM
            ? LcmSampler.timesteps(steps, options.originalSteps(), trained)
            : AlphaSampler.ints(TimestepTable.whole(spacing, steps, trained, offset));
    return switch (kind) {
      case PLMS -> new PlmsSampler(schedule, timesteps, first);
      case PNDM -> new PndmSampler(schedule, timesteps, first);
      case DDIM -> new DdimSampler(schedule, timesteps, first, config.etaOr(0));
      case DDPM -> new DdpmSampler(schedule, timesteps, first, options.largeVariance());
      case LCM -> new LcmSampler(schedule, timesteps, first, options.timestepScaling());
      default -> throw new AssertionError(kind);
    };
  }

  private static Sampler onSigmas(
      SamplerKind kind, NoiseSchedule schedule, SamplerConfig config, TimestepSpacing spacing) {
    SigmaTable table = SigmaTable.ofSigmaSampler(kind, schedule, config, spacing);
    boolean ownTimesteps =
        switch (config.schedule()) {
          case UNIFORM, SGM_UNIFORM, SIMPLE -> true;
          default -> false;
        };
    SigmaSampler.Setup setup =
        new SigmaSampler.Setup(
            schedule,
            config.firstCall(),
            spacing == TimestepSpacing.LEADING && !ownTimesteps,
            config.etaOr(1));
    return switch (kind) {
      case LMS -> new LmsSampler(table, setup);
      case EULER -> new EulerSampler(table, setup);
      case EULER_A -> new EulerAncestralSampler(table, setup);
      case HEUN -> new HeunSampler(table, setup);
      case DPM2 -> Dpm2Sampler.of(table, setup);
      case DPM2_A -> Dpm2AncestralSampler.of(table, setup);
      case DPMPP_2S_A -> DpmPlusPlus2sAncestralSampler.of(table, setup);
      case DPMPP_SDE -> DpmPlusPlusSdeSampler.of(table, setup);
      default -> throw new AssertionError(kind);
    };
  }

  private static Sampler onLogSnr(
      SamplerKind kind, NoiseSchedule schedule, SamplerConfig config, TimestepSpacing spacing) {
    SigmaTable table = SigmaTable.ofSolver(kind, schedule, config, spacing);
    SamplerOptions options = config.options();
    int first = config.firstCall();
    double eta = config.etaOr(1);
    return switch (kind) {
      case DPMPP_2M, DPMPP_2M_SDE -> new DpmMultistepSampler(table, schedule, first, options, eta);
      case DPMPP_2S -> new DpmSinglestepSampler(table, schedule, first, options, eta);
      case UNIPC -> new UniPcSampler(table, schedule, first, options);
      case DEIS -> new DeisSampler(table, schedule, first, options);
      default -> throw new AssertionError(kind);
    };
  }
}
