package org.latentj.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.latentj.image.Tiling;
import org.latentj.noise.NoiseKind;
import org.latentj.noise.NoiseSource;
import org.latentj.pipeline.GuidancePhase;
import org.latentj.pipeline.LatentPipeline;
import org.latentj.pipeline.NoiseDraws;
import org.latentj.pipeline.SamplingJob;
import org.latentj.pipeline.StepObserver;
import org.latentj.runtime.LoadedModel;
import org.latentj.sampler.SamplerConfig;
import org.latentj.sampler.SamplerKind;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

/**
 * Times the parts of text to image on a loaded model, through the pipeline that users' runs take.
 */
final class Measurement {
  private static final double GUIDANCE_SCALE = 7.5;

  private final Workload workload;
  private final LoadedModel model;
  private final int factor;

  Measurement(Workload workload, LoadedModel model) {
    this.workload = workload;
    this.model = model;
    factor = model.vae().config().downsampling();
  }

  void run(Report report) {
    int[][] ids = new int[2 * workload.batch()][];
    Arrays.fill(ids, prompt());
    report.textEncoding(repeated(() -> model.textEncoder().encode(ids, 0)));
    report.steps(steps());
    if (workload.decode()) {
      report.decoding(decoding());
      FloatTensor images = noise().normal(pictures());
      report.encoding(repeated(() -> model.vae().encode(images, Tiling.NONE)));
    }
  }

  private int[] prompt() {
    return new int[model.textEncoder().config().maxPositions()];
  }

  /** Sampling steps that compute everything, and those that do not, if there are any. */
  record Steps(Timings whole, Optional<Timings> shallow) {}

  /** Sampling steps. */
  Steps steps() {
    return steps(model.textEncoder().encode(new int[][] {prompt()}, 0));
  }

  /** Decodings. */
  Timings decoding() {
    FloatTensor latents = noise().normal(latents());
    return repeated(() -> model.vae().decode(latents, Tiling.NONE));
  }

  private Timings repeated(Runnable work) {
    return Timings.of(workload.warmUp(), workload.steps(), work);
  }

  private Steps steps(FloatTensor embeddings) {
    int batch = workload.batch();
    int interval = workload.acceleration().deepCacheInterval();
    FloatTensor prompts = FloatTensor.concatenate(Collections.nCopies(batch, embeddings));
    StepTimes times = new StepTimes();
    SamplingJob job =
        SamplingJob.builder(
                SamplerKind.DDIM,
                SamplerConfig.ofSteps(interval * (workload.warmUp() + workload.steps())),
                List.of(GuidancePhase.whole(prompts, prompts)),
                new OneSource(noise()))
            .guidanceScale(GUIDANCE_SCALE)
            .batch(batch)
            .observer(times)
            .acceleration(workload.acceleration())
            .build();
    new LatentPipeline(model.unet(), model.vae(), model.config().noiseSchedule())
        .textToImage(job, workload.height() / factor, workload.width() / factor);
    List<Double> whole = new ArrayList<>();
    List<Double> shallow = new ArrayList<>();
    for (int step = interval * workload.warmUp(); step < times.seconds.size(); step++) {
      (step % interval == 0 ? whole : shallow).add(times.seconds.get(step));
    }
    return new Steps(
        new Timings(whole),
        shallow.isEmpty() ? Optional.empty() : Optional.of(new Timings(shallow)));
  }

  private Shape latents() {
    int channels = model.vae().config().latentChannels();
    return Shape.of(
        workload.batch(), channels, workload.height() / factor, workload.width() / factor);
  }

  private Shape pictures() {
    int channels = model.vae().config().imageChannels();
    return Shape.of(workload.batch(), channels, workload.height(), workload.width());
  }

  private static NoiseSource noise() {
    return NoiseKind.CPU.source(0);
  }

  /** From before a model call to after its step: UNet, guidance and sampler. */
  private static final class StepTimes implements StepObserver {
    private final List<Double> seconds = new ArrayList<>();
    private long begun;

    @Override
    public void before(int call, double timestep) {
      begun = System.nanoTime();
    }

    @Override
    public void after(int call, FloatTensor latents) {
      seconds.add((System.nanoTime() - begun) * 1e-9);
    }
  }

  /** All noise from one generator. */
  private record OneSource(NoiseSource source) implements NoiseDraws {
    @Override
    public FloatTensor posterior(Shape shape) {
      return source.normal(shape);
    }

    @Override
    public FloatTensor initial(Shape shape) {
      return source.normal(shape);
    }

    @Override
    public FloatTensor step(Shape shape) {
      return source.normal(shape);
    }
  }
}
