package org.latentj.sampler;

import java.util.List;

/**
 * Settings of diffusers' schedulers that would change numbers in a way that this engine does not
 * offer. Each is refused only for the classes that have it.
 */
final class DiffusersRefusals {
  private DiffusersRefusals() {}

  /**
   * Checks all of them.
   *
   * @throws IllegalArgumentException naming the first that is refused
   */
  static void check(SamplerKind kind, Settings all) {
    all.refuse("trained_betas", all.values().get("trained_betas") != null);
    switch (kind) {
      case DDIM, LCM -> clipping(kind, all);
      case DDPM -> {
        clipping(kind, all);
        String variance = all.text("variance_type", "fixed_small");
        all.refuse(
            "variance_type",
            !List.of("fixed_small", "fixed_small_log", "fixed_large").contains(variance));
      }
      case HEUN -> all.refuse("clip_sample", all.flag("clip_sample", false));
      case EULER -> {
        all.refuse("sigma_min", all.values().get("sigma_min") != null);
        all.refuse("sigma_max", all.values().get("sigma_max") != null);
        all.refuse("timestep_type", !"discrete".equals(all.text("timestep_type", "discrete")));
      }
      case DPMPP_2M, DPMPP_2M_SDE, DPMPP_2S -> dpmSolver(all);
      case DPMPP_SDE ->
          all.refuse("noise_sampler_seed", all.values().get("noise_sampler_seed") != null);
      case UNIPC -> uniPc(all);
      case DEIS -> all.refuse("thresholding", all.flag("thresholding", false));
      default -> {}
    }
  }

  /** DDIM and DDPM clip unless told otherwise; Stable Diffusion's settings tell otherwise. */
  private static void clipping(SamplerKind kind, Settings all) {
    all.refuse("clip_sample", all.flag("clip_sample", kind != SamplerKind.LCM));
    all.refuse("thresholding", all.flag("thresholding", false));
  }

  private static void dpmSolver(Settings all) {
    all.refuse("thresholding", all.flag("thresholding", false));
    all.refuse("use_lu_lambdas", all.flag("use_lu_lambdas", false));
    // JSON has no infinities, so diffusers writes this one as a string.
    Object clipped = all.values().get("lambda_min_clipped");
    boolean unclipped =
        clipped == null
            || "-inf".equals(clipped)
            || "-Infinity".equals(clipped)
            || clipped.equals(Double.NEGATIVE_INFINITY);
    all.refuse("lambda_min_clipped", !unclipped);
    all.refuse("variance_type", all.text("variance_type", "").startsWith("learned"));
  }

  private static void uniPc(Settings all) {
    all.refuse("thresholding", all.flag("thresholding", false));
    all.refuse("predict_x0", !all.flag("predict_x0", true));
    all.refuse("solver_p", all.values().get("solver_p") != null);
    Object disabled = all.values().get("disable_corrector");
    all.refuse("disable_corrector", disabled instanceof List<?> l && !l.isEmpty());
  }
}
