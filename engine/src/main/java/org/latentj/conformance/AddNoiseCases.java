package org.latentj.conformance;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.latentj.sampler.DiffusersScheduler;
import org.latentj.sampler.HostLatents;
import org.latentj.sampler.Sampler;

/** {@code scheduler_add_noise}: noise on top of clean latents at a call of each sampler. */
final class AddNoiseCases implements CaseKind {

  @Override
  public List<Deviation> compare(CaseRun run) throws IOException {
    List<Deviation> out = new ArrayList<>();
    try (CaseTensors tensors = run.tensors()) {
      HostLatents clean = new HostLatents(tensors.floats("x0"));
      HostLatents noise = new HostLatents(tensors.floats("noise"));
      for (CaseParameters row : run.parameters().objects("rows")) {
        String key = row.text("key");
        int call = row.integer("index");
        Sampler sampler = sampler(row);
        double[] timestep = {row.number("timestep")};
        double[] own = {sampler.timestep(call)};
        out.add(Schedulers.table(key + " timestep", own, timestep));
        var noisy = Schedulers.floats(sampler.addNoise(clean, noise, call));
        out.add(Compare.floats(key, noisy, tensors.floats(key), run.limit()));
      }
    }
    return out;
  }

  private static Sampler sampler(CaseParameters row) {
    DiffusersScheduler scheduler =
        SchedulerSettings.stableDiffusion1(row.text("class")).scheduler();
    return scheduler.create(scheduler.config(row.integer("steps")));
  }
}
