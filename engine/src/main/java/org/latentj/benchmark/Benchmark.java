package org.latentj.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.latentj.checkpoint.Checkpoint;
import org.latentj.checkpoint.CheckpointException;
import org.latentj.model.ModelConfig;
import org.latentj.network.EmitOptions;
import org.latentj.runtime.ComputeDevice;
import org.latentj.runtime.DeviceMemory;
import org.latentj.runtime.LoadedModel;
import org.latentj.runtime.MatrixRate;
import org.latentj.runtime.MemoryMode;
import org.latentj.runtime.Precision;
import org.latentj.runtime.TorchException;
import org.latentj.tensor.ElementType;

/**
 * The program: measures loading, text encoding, sampling steps and decoding, and prints a Markdown
 * table. For the heap that loading needs, run it in a JVM of its own: {@code java -Xmx512m -cp ...
 * org.latentj.benchmark.Benchmark --model FILE}.
 */
public final class Benchmark {
  private final BenchmarkOptions options;
  private final PrintStream out;

  private Benchmark(BenchmarkOptions options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  /** Runs with options as {@code --help} lists them. Exits with 2 if it cannot. */
  public static void main(String[] arguments) {
    int status = run(System.out, System.err, arguments);
    if (status != 0) {
      System.exit(status);
    }
  }

  static int run(PrintStream out, PrintStream err, String... arguments) {
    if (List.of(arguments).contains("--help")) {
      out.print(BenchmarkOptions.USAGE);
      return 0;
    }
    try {
      new Benchmark(BenchmarkOptions.parse(arguments), out).run();
      return 0;
    } catch (IOException
        | IllegalArgumentException
        | CheckpointException
        | CompletionException
        | TorchException e) {
      err.println(e.getMessage());
      return 2;
    }
  }

  private void run() throws IOException {
    RandomModel random =
        options.model() == null ? new RandomModel(ModelConfig.stableDiffusion1()) : null;
    if (options.writeCheckpoint() != null) {
      write(random);
      return;
    }
    ComputeDevice device = ComputeDevice.choose(options.device());
    out.println(Machine.description());
    out.println(device.reason());
    out.println();
    ElementType compute = options.precision().elementType(device, parameters(random));
    if (options.compare()) {
      Comparison.Loader loader = (emission, mode) -> load(random, device, emission, mode);
      new Comparison(options, device, compute, loader, out).run();
      return;
    }
    long begun = System.nanoTime();
    EmitOptions emission = LoadedModel.emission(compute, device);
    try (LoadedModel model = load(random, device, emission, options.memory())) {
      double loading = (System.nanoTime() - begun) * 1e-9;
      double rate = MatrixRate.measure(device, Precision.valueOf(compute.name()));
      Report report = new Report(options, model, rate);
      report.loading(loading, random != null);
      new Measurement(options, model).run(report);
      out.print(report);
    }
  }

  /** As {@code StableDiffusion.load} does it, with the hash that pictures name the model by. */
  private LoadedModel load(
      RandomModel random, ComputeDevice device, EmitOptions emission, MemoryMode mode) {
    DeviceMemory memory = DeviceMemory.of(device);
    if (random != null) {
      return LoadedModel.load(random.config(), random.sources(), device, emission, mode, memory);
    }
    try (Checkpoint checkpoint = Checkpoint.open(options.model())) {
      CompletableFuture<String> hash = CompletableFuture.supplyAsync(checkpoint::sha256);
      LoadedModel model =
          LoadedModel.load(
              checkpoint.config(),
              LoadedModel.WeightSources.of(checkpoint),
              device,
              emission,
              mode,
              memory);
      hash.join();
      return model;
    }
  }

  private long parameters(RandomModel random) {
    if (random != null) {
      return LoadedModel.unetParameters(random.config());
    }
    try (Checkpoint checkpoint = Checkpoint.open(options.model())) {
      return LoadedModel.unetParameters(checkpoint.config());
    }
  }

  private void write(RandomModel random) throws IOException {
    if (random == null) {
      throw new IllegalArgumentException(
          "--write-checkpoint writes random weights: leave --model out");
    }
    Path file = options.writeCheckpoint();
    random.write(file);
    out.println("wrote Stable Diffusion v1 with random weights to " + file);
  }
}
