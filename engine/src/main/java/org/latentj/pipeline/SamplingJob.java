package org.latentj.pipeline;

import java.util.List;
import org.latentj.image.Tiling;
import org.latentj.request.Acceleration;
import org.latentj.sampler.SamplerConfig;
import org.latentj.sampler.SamplerKind;

/**
 * What a run in latent space needs besides its images.
 *
 * @param sampler the method
 * @param config its steps and schedule; the first call is set by the pipeline
 * @param phases what guides the steps, in order; the last one guides to the end
 * @param guidanceScale 1 or less switches guidance off
 * @param guidanceRescale 0 to 1
 * @param batch pictures, B
 * @param draws the noise
 * @param tiling the edges
 * @param observer hears of every step
 * @param controls the ControlNets that guide it
 * @param acceleration what is given of the result for speed
 */
public record SamplingJob(
    SamplerKind sampler,
    SamplerConfig config,
    List<GuidancePhase> phases,
    double guidanceScale,
    double guidanceRescale,
    int batch,
    NoiseDraws draws,
    Tiling tiling,
    StepObserver observer,
    List<ControlGuide> controls,
    Acceleration acceleration) {

  /** Copies the lists. */
  public SamplingJob {
    phases = List.copyOf(phases);
    controls = List.copyOf(controls);
    if (phases.isEmpty()) {
      throw new IllegalArgumentException("expected a guidance phase or more but got none");
    }
  }

  /**
   * One picture without guidance, edges that do not tile, ControlNets or acceleration, to begin
   * with.
   */
  public static SamplingJobBuilder builder(
      SamplerKind sampler, SamplerConfig config, List<GuidancePhase> phases, NoiseDraws draws) {
    return new SamplingJobBuilder(sampler, config, phases, draws);
  }

  /** The same with ControlNets. */
  public SamplingJob withControls(List<ControlGuide> guides) {
    return new SamplingJob(
        sampler,
        config,
        phases,
        guidanceScale,
        guidanceRescale,
        batch,
        draws,
        tiling,
        observer,
        guides,
        acceleration);
  }
}
