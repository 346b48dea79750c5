package org.latentj.benchmark;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.latentj.network.EmitOptions;
import org.latentj.runtime.LoadedModel;

/**
 * How long it takes from nothing to the end of the first sampling step, the model's files being in
 * the page cache, and again in the same process. The hash that pictures name the model by is not in
 * it: nothing waits for that before a picture is finished.
 *
 * @param subject on whose device nothing may have run before
 * @param library seconds that it took to load libtorch and to choose the device
 */
record Loading(Subject subject, double library) implements Part {
  /** Seconds, for Stable Diffusion v1 on a GPU. */
  private static final double AIM = 2;

  /** Seconds of one way to the first step. */
  private record Times(double library, double networks, double step) {

    double sum() {
      return library + networks + step;
    }
  }

  @Override
  public boolean run(PrintStream out) {
    List<Times> all = new ArrayList<>();
    all.add(once(library));
    all.add(once(0));
    StreamedTable table = new StreamedTable(out, "until", "first in a process", "again");
    table.row("libtorch is there, and its device", seconds(all.get(0).library()), "");
    table.row(
        "networks are loaded", seconds(all.get(0).networks()), seconds(all.get(1).networks()));
    table.row("prompt and first step", seconds(all.get(0).step()), seconds(all.get(1).step()));
    table.row("sum", seconds(all.get(0).sum()), seconds(all.get(1).sum()));
    table.row("aim: 2 s", verdict(all.get(0).sum()), verdict(all.get(1).sum()));
    out.println();
    out.printf(
        "%s %s; the model is in the page cache, the Java virtual machine runs.%n",
        subject.device().name(), subject.compute());
    return true;
  }

  private Times once(double before) {
    EmitOptions emission = subject.emission();
    long begun = System.nanoTime();
    try (LoadedModel model = subject.load(emission, subject.memory())) {
      long loaded = System.nanoTime();
      new Measurement(subject.workload().withBatch(1).repeated(0, 1), model).steps();
      long done = System.nanoTime();
      return new Times(before, (loaded - begun) * 1e-9, (done - loaded) * 1e-9);
    }
  }

  private static String seconds(double seconds) {
    return Timings.text(seconds) + " s";
  }

  private String verdict(double sum) {
    if (!subject.device().isGpu()) {
      return "is for a GPU";
    }
    return sum < AIM ? "reached" : "MISSED";
  }
}
