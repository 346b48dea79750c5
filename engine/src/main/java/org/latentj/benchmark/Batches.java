package org.latentj.benchmark;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.latentj.network.EmitOptions;
import org.latentj.runtime.LoadedModel;
import org.latentj.runtime.Torch;
import org.latentj.runtime.TorchException;

/**
 * How many iterations a second sampling makes at several batch sizes. An iteration is a step with
 * guidance: the UNet on two rows a picture, guidance and sampler. Each ends when its prediction has
 * been read back to the host, which waits for the device, so that nothing is counted that is only
 * queued.
 */
record Batches(Subject subject) implements Part {
  @Override
  public boolean run(PrintStream out) {
    EmitOptions emission = subject.emission();
    try (LoadedModel model = subject.load(emission, subject.memory())) {
      StreamedTable table =
          new StreamedTable(
              out,
              "pictures",
              "step with guidance",
              "it/s",
              "pictures x it/s",
              "peak memory",
              "remarks");
      for (int batch : subject.options().batches()) {
        measure(model, batch, table);
      }
    }
    out.println();
    out.printf(
        "%s %s, %d x %d pixels; median of %d steps after %d to warm up. Memory is %s.%n",
        subject.device().name(),
        subject.compute(),
        subject.workload().width(),
        subject.workload().height(),
        subject.workload().steps(),
        subject.workload().warmUp(),
        subject.device().memoryInUse().isPresent()
            ? "what is in use on the device, by anyone"
            : "what of this process is resident");
    return true;
  }

  private void measure(LoadedModel model, int batch, StreamedTable table) {
    List<String> remarks = new ArrayList<>();
    // Another batch may have made the model step down to a mode that needs less memory.
    model.memory().begin(remarks::add);
    Torch.releaseCached();
    try (MemoryWatch watch = MemoryWatch.on(subject.device())) {
      Timings steps = new Measurement(subject.workload().withBatch(batch), model).steps().whole();
      double rate = 1 / steps.median();
      table.row(
          String.valueOf(batch),
          steps.toString(),
          Timings.text(rate),
          Timings.text(batch * rate),
          gigabytes(watch.peak()),
          String.join("; ", remarks));
    } catch (TorchException e) {
      if (!e.isOutOfMemory()) {
        throw e;
      }
      table.row(String.valueOf(batch), "", "", "", "", "does not fit into memory");
    }
  }

  /** Decimal, as the aims are. */
  static String gigabytes(OptionalLong bytes) {
    return bytes.isPresent() ? Timings.text(bytes.getAsLong() * 1e-9) + " GB" : "not known";
  }
}
