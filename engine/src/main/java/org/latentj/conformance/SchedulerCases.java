package org.latentj.conformance;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.latentj.sampler.DiffusersScheduler;
import org.latentj.sampler.HostLatents;
import org.latentj.sampler.Latents;
import org.latentj.sampler.Sampler;
import org.latentj.sampler.SamplerConfig;
import org.latentj.tensor.FloatTensor;

/**
 * {@code scheduler}: whole runs of a sampler, with a formula or a UNet as the model and the noise
 * taken from the case.
 */
final class SchedulerCases implements CaseKind {

  @Override
  public List<Deviation> compare(CaseRun run) throws IOException {
    CaseParameters parameters = run.parameters();
    SchedulerSettings settings = settings(parameters);
    Double eta = parameters.has("eta") ? parameters.number("eta") : null;
    List<Deviation> out = new ArrayList<>();
    try (CaseTensors tensors = run.tensors()) {
      for (CaseParameters row : parameters.objects("runs")) {
        SchedulerSettings own =
            row.has("prediction_type")
                ? settings.with("prediction_type", row.text("prediction_type"))
                : settings;
        DiffusersScheduler scheduler = own.scheduler();
        SamplerConfig config = SchedulerSettings.config(scheduler, row.integer("steps"), eta);
        Sampler sampler = scheduler.create(config);
        double limit = row.has("suggested_atol") ? row.number("suggested_atol") : run.limit();
        String prefix = row.text("prefix");
        out.addAll(tables(tensors, prefix, sampler));
        try (CallModel model = model(run, tensors, sampler)) {
          out.addAll(walk(tensors, prefix, sampler, model, limit));
        }
      }
    }
    return out;
  }

  private static SchedulerSettings settings(CaseParameters parameters) {
    String schedulerClass = parameters.text("scheduler_class");
    if (parameters.has("full_config")) {
      JsonObject all = parameters.object("full_config").members();
      return new SchedulerSettings(schedulerClass, Map.of()).with(all);
    }
    return SchedulerSettings.stableDiffusion1(schedulerClass)
        .with(parameters.object("overrides_on_sd1_config").members());
  }

  private static CallModel model(CaseRun run, CaseTensors tensors, Sampler sampler)
      throws IOException {
    if (run.parameters().has("unet")) {
      FloatTensor context = tensors.floats("encoder_hidden_states");
      return new NetworkModel(run.model("unet").unet(), context, sampler);
    }
    return PseudoModel.parse(run.parameters().text("model"));
  }

  private static List<Deviation> tables(CaseTensors tensors, String prefix, Sampler sampler)
      throws IOException {
    List<Deviation> out = new ArrayList<>();
    double[] timesteps = tensors.doubles(prefix + "timesteps");
    out.add(Schedulers.table(prefix + "timesteps", Schedulers.timesteps(sampler), timesteps));
    double[] scale = tensors.doubles(prefix + "init_noise_sigma");
    double[] own = {sampler.initialNoiseScale()};
    out.add(Schedulers.table(prefix + "init_noise_sigma", own, scale));
    if (tensors.has(prefix + "sigmas")) {
      out.add(sigmas(prefix + "sigmas", sampler, tensors.doubles(prefix + "sigmas")));
    }
    return out;
  }

  /** Compares the sigmas of the calls; those behind them only say where the run ends. */
  static Deviation sigmas(String what, Sampler sampler, double[] expected) {
    double[] ofCalls = Arrays.copyOf(expected, Math.min(expected.length, sampler.calls()));
    return Schedulers.table(what, Schedulers.sigmas(sampler), ofCalls);
  }

  private static List<Deviation> walk(
      CaseTensors tensors, String prefix, Sampler sampler, CallModel model, double limit)
      throws IOException {
    RecordedNoise noise = RecordedNoise.of(tensors, prefix);
    FloatTensor samples = tensors.floats(prefix + "samples");
    if (samples.shape().size(0) != sampler.calls()) {
      throw new IllegalArgumentException(
          "%s: expected %d calls but the sampler makes %d"
              .formatted(prefix + "samples", samples.shape().size(0), sampler.calls()));
    }
    FloatTensor start = tensors.floats(prefix + "x_T");
    Latents x = new HostLatents(start).times(sampler.initialNoiseScale());
    List<Deviation> out = new ArrayList<>();
    for (int call = 0; call < sampler.calls(); call++) {
      FloatTensor input = Schedulers.floats(sampler.modelInput(x, call));
      FloatTensor output = model.predict(input, call, sampler.timestep(call));
      noise.atCall(call);
      x = sampler.step(new HostLatents(output), call, x, noise::next);
      FloatTensor expected = samples.row(call).reshape(start.shape());
      String what = "%ssamples[%d]".formatted(prefix, call);
      out.add(Compare.floats(what, Schedulers.floats(x), expected, limit));
    }
    out.add(noise.unused(prefix + "noise"));
    return out;
  }
}
