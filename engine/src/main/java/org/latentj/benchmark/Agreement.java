package org.latentj.benchmark;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.latentj.network.EmitOptions;
import org.latentj.runtime.ComputeDevice;
import org.latentj.runtime.LoadedModel;
import org.latentj.runtime.MemoryMode;
import org.latentj.tensor.ElementType;

/**
 * Whether the networks on a device, as users get them, compute what they should: every network is
 * compared with the same script run in float64 on the CPU, and with what the CPU makes of it in
 * float32. This checks kernels; what the scripts say is checked by the conformance cases.
 */
final class Agreement implements Part {
  private static final ComputeDevice CPU = ComputeDevice.choose("cpu");
  private static final String EXACT = "cpu F64";
  private static final String SINGLE = "cpu F32";

  private final Setup setup;
  private final NetworkLoader reference;
  private final NetworkLoader tested;

  /**
   * What is compared.
   *
   * @param width of the pictures in pixels
   * @param height of the pictures in pixels
   * @param device that is tested
   * @param precisions that are tested there
   * @param memory the mode that is tested
   */
  record Setup(
      int width,
      int height,
      ComputeDevice device,
      List<ElementType> precisions,
      MemoryMode memory) {}

  /**
   * A comparison.
   *
   * @param reference loads what is compared with
   * @param tested loads what is tested: the same weights
   */
  Agreement(Setup setup, NetworkLoader reference, NetworkLoader tested) {
    this.setup = setup;
    this.reference = reference;
    this.tested = tested;
  }

  @Override
  public boolean run(PrintStream out) {
    List<Probes.Output> exact = exact();
    List<Probes.Output> single = null;
    Rows rows = new Rows(out);
    for (ElementType precision : ordered()) {
      List<Probes.Output> outputs = tested(precision);
      rows.add(precision, outputs, EXACT, exact);
      if (precision == ElementType.F32 && !setup.device().isGpu()) {
        // This is the CPU's result in float32.
        single = outputs;
      } else {
        single = single == null ? single() : single;
        rows.add(precision, outputs, SINGLE, single);
      }
    }
    out.println();
    out.printf(
        "%s by relative RMS, for pictures of %d x %d pixels in memory mode %s.%n",
        rows.failures == 0 ? "All agree" : rows.failures + " disagree",
        setup.width(),
        setup.height(),
        setup.memory().name().toLowerCase(Locale.ROOT));
    if (setup.device().isGpu() && !"0".equals(System.getenv(Tolerance.TF32))) {
      out.printf(
          "In F32, cuDNN may convolve in TF32, with float16's precision, as PyTorch lets it:"
              + " %s=0 forbids it, and makes the tolerance that of a CPU.%n",
          Tolerance.TF32);
    }
    return rows.failures == 0;
  }

  /** Float32 first, as others are compared with it. */
  private List<ElementType> ordered() {
    List<ElementType> ordered = new ArrayList<>(setup.precisions().stream().distinct().toList());
    if (ordered.remove(ElementType.F32)) {
      ordered.add(0, ElementType.F32);
    }
    return ordered;
  }

  private List<Probes.Output> exact() {
    EmitOptions usual = LoadedModel.emission(ElementType.F64, CPU);
    // Float32 holds all that checkpoints hold, in half the memory; each is widened when it is used.
    EmitOptions narrow = usual.withStorage(ElementType.F32);
    return outputs(reference.load(CPU, narrow, MemoryMode.NORMAL));
  }

  private List<Probes.Output> single() {
    EmitOptions usual = LoadedModel.emission(ElementType.F32, CPU);
    return outputs(reference.load(CPU, usual, MemoryMode.NORMAL));
  }

  private List<Probes.Output> tested(ElementType precision) {
    EmitOptions usual = LoadedModel.emission(precision, setup.device());
    return outputs(tested.load(setup.device(), usual, setup.memory()));
  }

  /** Closes the model. */
  private List<Probes.Output> outputs(LoadedModel model) {
    try (model) {
      return new Probes(model.config(), setup.width(), setup.height()).outputs(model);
    }
  }

  /** The table. */
  private final class Rows {
    private final StreamedTable table;
    private int failures;

    Rows(PrintStream out) {
      table =
          new StreamedTable(
              out,
              "network               ",
              "computed in",
              "compared with",
              "largest difference",
              "relative RMS",
              "tolerance",
              "result");
    }

    void add(
        ElementType precision,
        List<Probes.Output> outputs,
        String with,
        List<Probes.Output> references) {
      double tolerance =
          Tolerance.of(precision, setup.device(), setup.memory(), System.getenv(Tolerance.TF32));
      for (int i = 0; i < outputs.size(); i++) {
        Disagreement disagreement =
            Disagreement.of(outputs.get(i).values(), references.get(i).values());
        boolean within = disagreement.within(tolerance);
        failures += within ? 0 : 1;
        table.row(
            outputs.get(i).network(),
            setup.device().name() + " " + precision,
            with,
            text(disagreement.largest()),
            text(disagreement.relative()),
            text(tolerance),
            within ? "pass" : "FAIL");
      }
    }

    private String text(double value) {
      return String.format(Locale.ROOT, "%.1e", value);
    }
  }
}
