package org.latentj.benchmark;

import java.io.PrintStream;
import org.latentj.network.EmitOptions;
import org.latentj.runtime.LoadedModel;
import org.latentj.runtime.MatrixRate;
import org.latentj.runtime.Precision;

/** How long each part of a picture takes, and how near that is to what the device can do. */
record PictureParts(Subject subject) implements Part {
  @Override
  public boolean run(PrintStream out) {
    EmitOptions emission = subject.emission();
    long begun = System.nanoTime();
    try (LoadedModel model = subject.load(emission, subject.memory())) {
      double loading = (System.nanoTime() - begun) * 1e-9;
      double rate =
          MatrixRate.measure(subject.device(), Precision.valueOf(subject.compute().name()));
      Report report = new Report(subject.options(), model, rate);
      report.loading(loading, subject.source().isGenerated());
      new Measurement(subject.workload(), model).run(report);
      out.print(report);
    }
    return true;
  }
}
