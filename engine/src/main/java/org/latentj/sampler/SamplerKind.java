package org.latentj.sampler;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The sampling methods. Each names its paper and the upstream file whose numbers it reproduces;
 * {@code schedulers/} stands for diffusers v0.31 {@code src/diffusers/schedulers/}.
 */
public enum SamplerKind {
  /** Pseudo linear multistep: Liu et al. 2022, eq. 12; {@code schedulers/scheduling_pndm.py}. */
  PLMS("PLMS", "PNDMScheduler", Family.TIMESTEPS, 1, TimestepSpacing.LEADING),
  /** The same after Runge-Kutta warm-up: Liu et al. 2022, eq. 13, algorithm 2; same file. */
  PNDM("PNDM", "PNDMScheduler", Family.TIMESTEPS, 1, TimestepSpacing.LEADING),
  /** Song et al. 2021, eq. 12; {@code schedulers/scheduling_ddim.py}. */
  DDIM("DDIM", "DDIMScheduler", Family.TIMESTEPS, 1, TimestepSpacing.LEADING),
  /** Ho et al. 2020, eq. 6 and 7; {@code schedulers/scheduling_ddpm.py}. */
  DDPM("DDPM", "DDPMScheduler", Family.TIMESTEPS, 1, TimestepSpacing.LEADING),
  /** Linear multistep of order 4; {@code schedulers/scheduling_lms_discrete.py}. */
  LMS("LMS", "LMSDiscreteScheduler", Family.SIGMAS, 1, TimestepSpacing.LINSPACE),
  /** Karras et al. 2022, algorithm 2 without churn; {@code scheduling_euler_discrete.py}. */
  EULER("Euler", "EulerDiscreteScheduler", Family.SIGMAS, 1, TimestepSpacing.LINSPACE),
  /** Ancestral Euler; {@code schedulers/scheduling_euler_ancestral_discrete.py}. */
  EULER_A(
      "Euler a",
      "EulerAncestralDiscreteScheduler",
      Family.SIGMAS,
      1,
      TimestepSpacing.LINSPACE,
      "Euler ancestral"),
  /** Karras et al. 2022, algorithm 1; {@code schedulers/scheduling_heun_discrete.py}. */
  HEUN("Heun", "HeunDiscreteScheduler", Family.SIGMAS, 2, TimestepSpacing.LINSPACE),
  /** DPM-Solver-2: Lu et al. 2022a, algorithm 1; {@code scheduling_k_dpm_2_discrete.py}. */
  DPM2("DPM2", "KDPM2DiscreteScheduler", Family.SIGMAS, 2, TimestepSpacing.LINSPACE, "DPM 2"),
  /** The same, ancestral; {@code schedulers/scheduling_k_dpm_2_ancestral_discrete.py}. */
  DPM2_A(
      "DPM2 a",
      "KDPM2AncestralDiscreteScheduler",
      Family.SIGMAS,
      2,
      TimestepSpacing.LINSPACE,
      "DPM2 ancestral"),
  /** Lu et al. 2022b, algorithm 2; {@code schedulers/scheduling_dpmsolver_multistep.py}. */
  DPMPP_2M("DPM++ 2M", "DPMSolverMultistepScheduler", Family.SOLVER, 1, TimestepSpacing.LINSPACE),
  /** Lu et al. 2022b, algorithm 1; {@code schedulers/scheduling_dpmsolver_singlestep.py}. */
  DPMPP_2S("DPM++ 2S", "DPMSolverSinglestepScheduler", Family.SOLVER, 1, TimestepSpacing.LINSPACE),
  /** The same, ancestral; k-diffusion {@code sampling.py sample_dpmpp_2s_ancestral}. */
  DPMPP_2S_A("DPM++ 2S a", null, Family.SIGMAS, 2, TimestepSpacing.LINSPACE, "DPM++ 2S ancestral"),
  /**
   * Stochastic two-stage solver; {@code schedulers/scheduling_dpmsolver_sde.py}, k-diffusion {@code
   * sampling.py sample_dpmpp_sde}.
   */
  DPMPP_SDE("DPM++ SDE", "DPMSolverSDEScheduler", Family.SIGMAS, 2, TimestepSpacing.LINSPACE),
  /**
   * SDE-DPM-Solver++(2M) of Lu et al. 2022b, section on diffusion SDEs; {@code
   * schedulers/scheduling_dpmsolver_multistep.py} with sde-dpmsolver++.
   */
  DPMPP_2M_SDE(
      "DPM++ 2M SDE", "DPMSolverMultistepScheduler", Family.SOLVER, 1, TimestepSpacing.LINSPACE),
  /** Zhao et al. 2023, algorithms 1 and 2; {@code schedulers/scheduling_unipc_multistep.py}. */
  UNIPC("UniPC", "UniPCMultistepScheduler", Family.SOLVER, 1, TimestepSpacing.LINSPACE),
  /** Zhang and Chen 2023, eq. 14 and 15 in log rho; {@code scheduling_deis_multistep.py}. */
  DEIS("DEIS", "DEISMultistepScheduler", Family.SOLVER, 1, TimestepSpacing.LINSPACE),
  /** Luo et al. 2023, algorithm 3 of latent consistency; {@code schedulers/scheduling_lcm.py}. */
  LCM("LCM", "LCMScheduler", Family.TIMESTEPS, 1, TimestepSpacing.LEADING);

  /** What a sampler's steps are laid out on. */
  enum Family {
    /** Whole training timesteps; no curve of sigmas applies. */
    TIMESTEPS,
    /** Sigmas, with samples scaled by sqrt(sigma^2 + 1) against the model's. */
    SIGMAS,
    /** Half log-SNR, with samples as the model sees them. */
    SOLVER
  }

  private final String displayName;
  private final String diffusersName;
  private final Family family;
  private final int order;
  private final TimestepSpacing spacing;
  private final List<String> aliases;

  SamplerKind(
      String displayName,
      String diffusersName,
      Family family,
      int order,
      TimestepSpacing spacing,
      String... aliases) {
    this.displayName = displayName;
    this.diffusersName = diffusersName;
    this.family = family;
    this.order = order;
    this.spacing = spacing;
    this.aliases = List.of(aliases);
  }

  /** A1111's name, for example {@code DPM++ 2M SDE}; this project's where A1111 has no such. */
  public String displayName() {
    return displayName;
  }

  /** The class in diffusers, for example {@code EulerDiscreteScheduler}, where there is one. */
  public Optional<String> diffusersName() {
    return Optional.ofNullable(diffusersName);
  }

  /** How many model calls one step takes but for the last, which takes one: 1 or 2. */
  public int order() {
    return order;
  }

  /** Number of model calls of a run of {@code steps} steps. */
  public int calls(int steps) {
    return switch (this) {
      case PLMS -> steps == 1 ? 1 : steps + 1;
      case PNDM -> steps + PndmSampler.EXTRA_CALLS;
      default -> order * (steps - 1) + 1;
    };
  }

  /** The spacing where neither the model nor the user names one. */
  public TimestepSpacing defaultSpacing() {
    return spacing;
  }

  /** The schedules that this sampler can run on; only {@code AUTOMATIC} for some. */
  public Set<ScheduleKind> schedules() {
    return family == Family.TIMESTEPS
        ? EnumSet.of(ScheduleKind.AUTOMATIC)
        : EnumSet.allOf(ScheduleKind.class);
  }

  /** Whether steps add fresh noise, given the default eta. */
  public boolean isStochastic() {
    return switch (this) {
      case DDPM, EULER_A, DPM2_A, DPMPP_2S_A, DPMPP_SDE, DPMPP_2M_SDE, LCM -> true;
      default -> false;
    };
  }

  /**
   * The sampler of that name: A1111's ({@code Euler a}, also with a schedule behind it, which
   * {@link SamplerName#parse} keeps and this method drops), diffusers' class or this enum's;
   * without regard to case, spaces, underscores and hyphens. Where two samplers share a diffusers
   * class, the one that Stable Diffusion's own settings give ({@code PNDMScheduler} is {@link
   * #PLMS}).
   *
   * @throws IllegalArgumentException if there is none; the message lists all and the nearest
   */
  public static SamplerKind ofName(String name) {
    return SamplerName.parse(name).kind();
  }

  Family family() {
    return family;
  }

  List<String> aliases() {
    return aliases;
  }
}
