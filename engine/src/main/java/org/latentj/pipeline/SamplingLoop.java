package org.latentj.pipeline;

import java.util.Iterator;
import org.latentj.runtime.TimeTable;
import org.latentj.runtime.UNetModel;
import org.latentj.sampler.Latents;
import org.latentj.sampler.Sampler;
import org.latentj.tensor.FloatTensor;

/** The walk from a starting point to clean latents. */
final class SamplingLoop {
  private final UNetModel unet;
  private final SamplingJob job;
  private final Sampler sampler;
  private final MaskHandling mask;

  SamplingLoop(UNetModel unet, SamplingJob job, Sampler sampler, MaskHandling mask) {
    this.unet = unet;
    this.job = job;
    this.sampler = sampler;
    this.mask = mask;
  }

  /**
   * Runs the calls that the sampler has left.
   *
   * @param start (B, 4, h, w), with the noise of the first call
   * @return (B, 4, h, w), clean
   */
  FloatTensor run(FloatTensor start) {
    int first = sampler.firstCall();
    int calls = sampler.calls();
    job.observer().begins(first, calls);
    if (first == calls) {
      return start;
    }
    double[] timesteps = new double[calls - first];
    for (int i = 0; i < timesteps.length; i++) {
      timesteps[i] = sampler.timestep(first + i);
    }
    Iterator<GuidancePhase> phases = job.phases().iterator();
    GuidancePhase phase = phases.next();
    Latents latents = Tensors.latents(start);
    Denoiser denoiser = null;
    try (TimeTable times = unet.times(timesteps, job.guidanceScale());
        RunControls controls = new RunControls(job.controls(), timesteps, job.tiling())) {
      for (int call = first; call < calls; call++) {
        int step = call / sampler.order() + 1;
        while (step > phase.untilStep() && phases.hasNext()) {
          phase = phases.next();
          denoiser = closed(denoiser);
        }
        job.observer().before(call, timesteps[call - first]);
        if (denoiser == null) {
          denoiser = denoiser(phase, controls);
        }
        latents = advance(denoiser, times, latents, call, call - first);
        job.observer().after(call, Tensors.floats(latents));
      }
      return Tensors.floats(latents);
    } finally {
      closed(denoiser);
    }
  }

  private Denoiser denoiser(GuidancePhase phase, RunControls controls) {
    return new Denoiser(unet, controls, phase, job);
  }

  private static Denoiser closed(Denoiser denoiser) {
    if (denoiser != null) {
      denoiser.close();
    }
    return null;
  }

  private Latents advance(Denoiser denoiser, TimeTable times, Latents latents, int call, int row) {
    Latents scaled = sampler.modelInput(latents, call);
    FloatTensor input = mask.modelInput(Tensors.floats(scaled), sampler, call);
    Latents output = denoiser.predict(input, times, row, call / sampler.order());
    var shape = Tensors.floats(latents).shape();
    Latents next =
        sampler.step(output, call, latents, () -> Tensors.latents(job.draws().step(shape)));
    return mask.afterStep(next, sampler, call);
  }
}
