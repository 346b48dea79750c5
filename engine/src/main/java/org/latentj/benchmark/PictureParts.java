package org.latentj.benchmark;

import java.io.PrintStream;
import org.latentj.network.EmitOptions;
import org.latentj.runtime.ComputeDevice;
import org.latentj.runtime.LoadedModel;
import org.latentj.runtime.MatrixRate;
import org.latentj.runtime.Precision;
import org.latentj.tensor.ElementType;

/** How long each part of a picture takes, and how near that is to what the device can do. */
final class PictureParts implements Part {
  private final BenchmarkOptions options;
  private final ComputeDevice device;
  private final ElementType compute;
  private final ModelSource source;

  PictureParts(
      BenchmarkOptions options, ComputeDevice device, ElementType compute, ModelSource source) {
    this.options = options;
    this.device = device;
    this.compute = compute;
    this.source = source;
  }

  @Override
  public boolean run(PrintStream out) {
    EmitOptions emission = LoadedModel.emission(compute, device);
    long begun = System.nanoTime();
    var hash = source.hash();
    try (LoadedModel model = source.load(device, emission, options.memory())) {
      // As StableDiffusion.load does: the hash that pictures name the model by is part of loading.
      hash.join();
      double loading = (System.nanoTime() - begun) * 1e-9;
      double rate = MatrixRate.measure(device, Precision.valueOf(compute.name()));
      Report report = new Report(options, model, rate);
      report.loading(loading, source.isGenerated());
      new Measurement(options.workload(), model).run(report);
      out.print(report);
    }
    return true;
  }
}
