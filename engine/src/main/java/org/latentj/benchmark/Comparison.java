package org.latentj.benchmark;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.latentj.network.EmitOptions;
import org.latentj.network.Optimization;
import org.latentj.runtime.LoadedModel;
import org.latentj.runtime.MemoryMode;
import org.latentj.tensor.ElementType;

/**
 * What each optimization is worth: the networks as users get them, and again with one thing at a
 * time the other way, down to plain float32 without any. Each row is printed as soon as it is
 * measured.
 */
record Comparison(Subject subject) implements Part {
  /** A way to emit and to run the networks. */
  private record Variant(String name, EmitOptions emission, MemoryMode mode) {}

  /** Measures all variants. */
  @Override
  public boolean run(PrintStream out) {
    StreamedTable table =
        new StreamedTable(out, "networks", "step with guidance", "times", "VAE decode", "times");
    Timings[] first = null;
    for (Variant variant : variants()) {
      Timings[] times = measure(variant);
      first = first == null ? times : first;
      String step = times[0].toString();
      String decode = times[1] == null ? "" : times[1].toString();
      String decodeRatio = times[1] == null ? "" : ratio(times[1], first[1]);
      table.row(variant.name(), step, ratio(times[0], first[0]), decode, decodeRatio);
    }
    return true;
  }

  private static String ratio(Timings times, Timings first) {
    return "%.2f".formatted(times.median() / first.median());
  }

  private Timings[] measure(Variant variant) {
    try (LoadedModel model = subject.load(variant.emission(), variant.mode())) {
      Measurement measurement = new Measurement(subject.workload(), model);
      Timings steps = measurement.steps().whole();
      return new Timings[] {steps, subject.workload().decode() ? measurement.decoding() : null};
    }
  }

  private List<Variant> variants() {
    EmitOptions usual = subject.emission();
    List<Variant> all = new ArrayList<>();
    all.add(new Variant("as users get them, " + subject.compute(), usual, subject.memory()));
    for (Optimization one : Optimization.values()) {
      boolean usually = usual.has(one);
      if (one == Optimization.PACKED_WEIGHTS && !usually) {
        // The device, the processor or the precision has no kernels that read them.
        continue;
      }
      String name = one.name().toLowerCase(Locale.ROOT).replace('_', ' ');
      EmitOptions other = usually ? usual.without(one) : usual.withOptimization(one);
      all.add(new Variant((usually ? "without " : "with ") + name, other, subject.memory()));
    }
    boolean last = !usual.channelsLast();
    String layout = last ? "channels last" : "channels first";
    all.add(new Variant(layout, usual.withChannelsLast(last), subject.memory()));
    all.add(new Variant("guidance in two batches (mode low)", usual, MemoryMode.LOW));
    ElementType other = subject.compute() == ElementType.F32 ? ElementType.BF16 : ElementType.F32;
    EmitOptions otherUsual = LoadedModel.emission(other, subject.device());
    all.add(new Variant("in " + other, otherUsual, subject.memory()));
    EmitOptions plain = EmitOptions.reference().without(Optimization.values());
    all.add(new Variant("plain F32 without all of these", plain, MemoryMode.LOW));
    return all;
  }
}
