package org.latentj.pipeline;

import java.util.List;
import org.latentj.image.Tiling;
import org.latentj.request.Acceleration;
import org.latentj.sampler.SamplerConfig;
import org.latentj.sampler.SamplerKind;

/** Builds a {@link SamplingJob}, where its components are explained. */
public final class SamplingJobBuilder {
  private final SamplerKind sampler;
  private final SamplerConfig config;
  private final List<GuidancePhase> phases;
  private final NoiseDraws draws;
  private double guidanceScale = 1;
  private double guidanceRescale;
  private int batch = 1;
  private Tiling tiling = Tiling.NONE;
  private StepObserver observer = StepObserver.NONE;
  private Acceleration acceleration = Acceleration.NONE;

  SamplingJobBuilder(
      SamplerKind sampler, SamplerConfig config, List<GuidancePhase> phases, NoiseDraws draws) {
    this.sampler = sampler;
    this.config = config;
    this.phases = phases;
    this.draws = draws;
  }

  /** 1 or less switches guidance off. */
  public SamplingJobBuilder guidanceScale(double value) {
    guidanceScale = value;
    return this;
  }

  /** 0 to 1. */
  public SamplingJobBuilder guidanceRescale(double value) {
    guidanceRescale = value;
    return this;
  }

  /** How many pictures. */
  public SamplingJobBuilder batch(int pictures) {
    batch = pictures;
    return this;
  }

  /** The edges. */
  public SamplingJobBuilder tiling(Tiling value) {
    tiling = value;
    return this;
  }

  /** Who hears of every step. */
  public SamplingJobBuilder observer(StepObserver value) {
    observer = value;
    return this;
  }

  /** What is given of the result for speed. */
  public SamplingJobBuilder acceleration(Acceleration value) {
    acceleration = value;
    return this;
  }

  /** The job. */
  public SamplingJob build() {
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
        List.of(),
        acceleration);
  }
}
