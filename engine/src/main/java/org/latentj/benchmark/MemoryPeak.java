package org.latentj.benchmark;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.latentj.network.EmitOptions;
import org.latentj.runtime.ComputeDevice;
import org.latentj.runtime.LoadedModel;
import org.latentj.runtime.MemoryMode;
import org.latentj.runtime.Torch;
import org.latentj.tensor.ElementType;

/**
 * How much memory a picture takes, from loading to decoding, in the lowest and the highest memory
 * mode, against what it should take in float16 on a GPU. Memory does not depend on the number of
 * steps, so that two do.
 */
record MemoryPeak(Subject subject) implements Part {
  private static final int STEPS = 2;

  /** A mode and the most that it should take, in bytes. */
  private record Aim(MemoryMode mode, double bytes) {}

  /** The lowest first: what libraries keep for themselves once used counts against it. */
  private static final List<Aim> AIMS =
      List.of(new Aim(MemoryMode.LOWEST, 1.6e9), new Aim(MemoryMode.NORMAL, 2.6e9));

  @Override
  public boolean run(PrintStream out) {
    StreamedTable table =
        new StreamedTable(
            out,
            "mode  ",
            "before loading",
            "peak   ",
            "added  ",
            "left when closed",
            "nvidia-smi",
            "aim (added)",
            "reached",
            "remarks");
    for (Aim aim : AIMS) {
      measure(aim, table);
    }
    out.println();
    out.printf(
        "A picture of %d x %d pixels in %s on %s: loading, prompt, %d steps, decoding. %s%n",
        subject.workload().width(),
        subject.workload().height(),
        subject.compute(),
        subject.device().name(),
        STEPS,
        subject.device().memoryInUse().isPresent()
            ? "Memory is what is in use on the device, by anyone; nvidia-smi tells this process's."
            : "Memory is what of this process is resident, looked at 20 times a second.");
    return true;
  }

  private void measure(Aim aim, StreamedTable table) {
    Torch.releaseCached();
    OptionalLong before = MemoryWatch.inUse(subject.device());
    List<String> remarks = new ArrayList<>();
    OptionalLong peak;
    OptionalLong seen;
    EmitOptions emission = subject.emission();
    try (MemoryWatch watch = MemoryWatch.on(subject.device())) {
      try (LoadedModel model = subject.load(emission, aim.mode())) {
        model.memory().begin(remarks::add);
        Measurement measurement =
            new Measurement(subject.workload().withBatch(1).repeated(0, STEPS), model);
        measurement.steps();
        measurement.decoding();
        seen =
            subject.device().isGpu()
                ? NvidiaSmi.onPath().memoryOfThisProcess()
                : OptionalLong.empty();
      }
      peak = watch.peak();
    }
    Torch.releaseCached();
    OptionalLong added = difference(peak, before);
    table.row(
        aim.mode().name().toLowerCase(Locale.ROOT),
        Batches.gigabytes(before),
        Batches.gigabytes(peak),
        Batches.gigabytes(added),
        Batches.gigabytes(MemoryWatch.inUse(subject.device())),
        subject.device().isGpu() ? Batches.gigabytes(seen) : "",
        Timings.text(aim.bytes() * 1e-9) + " GB",
        verdict(added, aim.bytes(), subject.device(), subject.compute()),
        String.join("; ", remarks));
  }

  private static OptionalLong difference(OptionalLong peak, OptionalLong before) {
    return peak.isPresent() && before.isPresent()
        ? OptionalLong.of(peak.getAsLong() - before.getAsLong())
        : OptionalLong.empty();
  }

  /** Whether the aim is reached, where it is one. */
  static String verdict(OptionalLong added, double aim, ComputeDevice device, ElementType compute) {
    if (!device.isGpu() || compute != ElementType.F16) {
      return "is for F16 on a GPU";
    }
    if (added.isEmpty()) {
      return "not known";
    }
    return added.getAsLong() < aim ? "yes" : "NO";
  }
}
