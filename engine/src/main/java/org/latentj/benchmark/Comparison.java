package org.latentj.benchmark;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.latentj.network.EmitOptions;
import org.latentj.network.Optimization;
import org.latentj.runtime.ComputeDevice;
import org.latentj.runtime.LoadedModel;
import org.latentj.runtime.MemoryMode;
import org.latentj.tensor.ElementType;

/**
 * What each optimization is worth: the networks as users get them, and again with one thing at a
 * time the other way, down to plain float32 without any. Each row is printed as soon as it is
 * measured.
 */
final class Comparison implements Part {
  private final BenchmarkOptions options;
  private final ComputeDevice device;
  private final ElementType compute;
  private final NetworkLoader loader;

  /** A way to emit and to run the networks. */
  private record Variant(String name, EmitOptions emission, MemoryMode mode) {}

  Comparison(
      BenchmarkOptions options, ComputeDevice device, ElementType compute, NetworkLoader loader) {
    this.compute = compute;
    this.options = options;
    this.device = device;
    this.loader = loader;
  }

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
    try (LoadedModel model = loader.load(device, variant.emission(), variant.mode())) {
      Measurement measurement = new Measurement(options.workload(), model);
      Timings steps = measurement.steps().whole();
      return new Timings[] {steps, options.workload().decode() ? measurement.decoding() : null};
    }
  }

  private List<Variant> variants() {
    EmitOptions usual = LoadedModel.emission(compute, device);
    List<Variant> all = new ArrayList<>();
    all.add(new Variant("as users get them, " + compute, usual, options.memory()));
    for (Optimization one : Optimization.values()) {
      if (one == Optimization.PACKED_WEIGHTS && device.isGpu()) {
        continue;
      }
      boolean usually = usual.has(one);
      String name = one.name().toLowerCase(Locale.ROOT).replace('_', ' ');
      EmitOptions other = usually ? usual.without(one) : usual.withOptimization(one);
      all.add(new Variant((usually ? "without " : "with ") + name, other, options.memory()));
    }
    boolean last = !usual.channelsLast();
    String layout = last ? "channels last" : "channels first";
    all.add(new Variant(layout, usual.withChannelsLast(last), options.memory()));
    all.add(new Variant("guidance in two batches (mode low)", usual, MemoryMode.LOW));
    ElementType other = compute == ElementType.F32 ? ElementType.BF16 : ElementType.F32;
    EmitOptions otherUsual = LoadedModel.emission(other, device);
    all.add(new Variant("in " + other, otherUsual, options.memory()));
    EmitOptions plain = EmitOptions.reference().without(Optimization.values());
    all.add(new Variant("plain F32 without all of these", plain, MemoryMode.LOW));
    return all;
  }
}
