package org.latentj.conformance;

import java.io.IOException;
import java.util.List;
import org.latentj.image.Tiling;
import org.latentj.runtime.VaeModel;

/** {@code vae_decode}: latents to pictures in about [-1, 1], not clamped. */
final class VaeDecodeCases implements CaseKind {

  @Override
  public List<Deviation> compare(CaseRun run) throws IOException {
    try (CaseTensors tensors = run.tensors()) {
      VaeModel vae = run.model().vae();
      var output = vae.decode(tensors.floats("latents"), Tiling.NONE);
      return List.of(
          scalingFactor(vae, run),
          Compare.floats("output", output, tensors.floats("output"), run.limit()));
    }
  }

  /** The factor that the model's settings give against the one that the case states. */
  static Deviation scalingFactor(VaeModel vae, CaseRun run) {
    double own = vae.config().scalingFactor();
    double stated = run.parameters().number("scaling_factor", own);
    return new Deviation("scaling_factor", Math.abs(own - stated), 0);
  }
}
