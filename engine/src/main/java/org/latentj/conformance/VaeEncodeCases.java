package org.latentj.conformance;

import java.io.IOException;
import java.util.List;
import org.latentj.image.Tiling;
import org.latentj.runtime.LatentPosterior;
import org.latentj.runtime.VaeModel;
import org.latentj.tensor.FloatTensor;

/** {@code vae_encode}: pictures to a posterior, and a sample of it. */
final class VaeEncodeCases implements CaseKind {

  @Override
  public List<Deviation> compare(CaseRun run) throws IOException {
    try (CaseTensors tensors = run.tensors()) {
      VaeModel vae = run.model().vae();
      LatentPosterior posterior = vae.encode(tensors.floats("image"), Tiling.NONE);
      LatentPosterior unscaled = new LatentPosterior(posterior.moments(), 1);
      FloatTensor noise = tensors.floats("noise");
      double limit = run.limit();
      return List.of(
          VaeDecodeCases.scalingFactor(vae, run),
          compare(tensors, "mean", posterior.mean(), limit),
          compare(tensors, "logvar", posterior.logVariance(), limit),
          compare(tensors, "std", posterior.standardDeviation(), limit),
          compare(tensors, "latent_sample", unscaled.sample(noise), limit),
          compare(tensors, "latent_sample_scaled", posterior.sample(noise), limit));
    }
  }

  private static Deviation compare(
      CaseTensors tensors, String name, FloatTensor actual, double limit) throws IOException {
    return Compare.floats(name, actual, tensors.floats(name), limit);
  }
}
