package org.latentj.conformance;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.latentj.model.NoiseScheduleConfig;
import org.latentj.sampler.NoiseSchedule;

/** {@code scheduler_constants}: the tables of Stable Diffusion's forward process. */
final class ConstantsCases implements CaseKind {

  @Override
  public List<Deviation> compare(CaseRun run) throws IOException {
    NoiseSchedule schedule = NoiseSchedule.of(NoiseScheduleConfig.stableDiffusion1());
    int steps = schedule.trainTimesteps();
    double limit = run.limit();
    try (CaseTensors tensors = run.tensors()) {
      return List.of(
          Compare.numbers(
              "betas",
              IntStream.range(0, steps).mapToDouble(schedule::beta).toArray(),
              tensors.doubles("betas"),
              limit),
          Compare.numbers(
              "alphas_cumprod",
              IntStream.range(0, steps).mapToDouble(schedule::alphaCumprod).toArray(),
              tensors.doubles("alphas_cumprod"),
              limit),
          Compare.numbers(
              "train_sigmas",
              IntStream.range(0, steps).mapToDouble(schedule::sigma).toArray(),
              tensors.doubles("train_sigmas"),
              limit));
    }
  }
}
