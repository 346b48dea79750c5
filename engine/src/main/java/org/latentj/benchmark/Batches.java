package org.latentj.benchmark;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.latentj.network.EmitOptions;
import org.latentj.runtime.ComputeDevice;
import org.latentj.runtime.LoadedModel;
import org.latentj.runtime.Torch;
import org.latentj.runtime.TorchException;
import org.latentj.tensor.ElementType;

/**
 * How many iterations a second sampling makes at several batch sizes. An iteration is a step with
 * guidance: the UNet on two rows a picture, guidance and sampler. Each ends when its prediction has
 * been read back to the host, which waits for the device, so that nothing is counted that is only
 * queued.
 */
final class Batches implements Part {
  private final BenchmarkOptions options;
  private final ComputeDevice device;
  private final ElementType compute;
  private final NetworkLoader loader;

  Batches(
      BenchmarkOptions options, ComputeDevice device, ElementType compute, NetworkLoader loader) {
    this.options = options;
    this.device = device;
    this.compute = compute;
    this.loader = loader;
  }

  @Override
  public boolean run(PrintStream out) {
    EmitOptions emission = LoadedModel.emission(compute, device);
    try (LoadedModel model = loader.load(device, emission, options.memory())) {
      StreamedTable table =
          new StreamedTable(
              out,
              "pictures",
              "step with guidance",
              "it/s",
              "pictures x it/s",
              "peak memory",
              "remarks");
      for (int batch : options.batches()) {
        measure(model, batch, table);
      }
    }
    out.println();
    out.printf(
        "%s %s, %d x %d pixels; median of %d steps after %d to warm up. Memory is %s.%n",
        device.name(),
        compute,
        options.workload().width(),
        options.workload().height(),
        options.workload().steps(),
        options.workload().warmUp(),
        device.memoryInUse().isPresent()
            ? "what is in use on the device, by anyone"
            : "what of this process is resident");
    return true;
  }

  private void measure(LoadedModel model, int batch, StreamedTable table) {
    List<String> remarks = new ArrayList<>();
    // Another batch may have made the model step down to a mode that needs less memory.
    model.memory().begin(remarks::add);
    Torch.releaseCached();
    try (MemoryWatch watch = MemoryWatch.on(device)) {
      Timings steps = new Measurement(options.workload().withBatch(batch), model).steps().whole();
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
