package org.latentj.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.latentj.checkpoint.CheckpointException;
import org.latentj.model.ModelConfig;
import org.latentj.runtime.ComputeDevice;
import org.latentj.runtime.Precision;
import org.latentj.runtime.TorchException;
import org.latentj.tensor.ElementType;

/**
 * The program: measures loading, text encoding, sampling steps and decoding, and prints a Markdown
 * table; on demand, measures and checks other things, or all of them. For the heap that loading
 * needs, run it in a JVM of its own: {@code java -Xmx512m -cp ... org.latentj.benchmark.Benchmark
 * --model FILE}.
 */
public final class Benchmark {
  private static final int BAD = 1;
  private static final int CANNOT = 2;

  private final BenchmarkOptions options;
  private final PrintStream out;

  private Benchmark(BenchmarkOptions options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  /**
   * Runs with options as {@code --help} lists them. Exits with 1 if results are not as they should
   * be or a part of a report failed, and with 2 if it cannot run.
   */
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
      BenchmarkOptions options = BenchmarkOptions.parse(arguments);
      boolean good =
          switch (options.task()) {
            case WRITE_CHECKPOINT -> write(options, out);
            case REPORT -> report(options, List.of(arguments), out);
            default -> new Benchmark(options, out).run();
          };
      return good ? 0 : BAD;
    } catch (IOException
        | IllegalArgumentException
        | CheckpointException
        | CompletionException
        | TorchException e) {
      err.println(e.getMessage());
      return CANNOT;
    }
  }

  private boolean run() throws IOException {
    ModelSource source = ModelSource.of(options.model());
    ComputeDevice device = ComputeDevice.choose(options.device());
    out.println(Machine.description());
    out.println(device.reason());
    if (device.isGpu()) {
      NvidiaSmi.onPath().gpus().forEach(out::println);
    }
    out.println();
    long parameters = source.parameters();
    ElementType compute = options.precision().elementType(device, parameters);
    Subject subject = new Subject(options, device, compute, source);
    Part part =
        switch (options.task()) {
          case COMPARE -> new Comparison(subject);
          case AGREE -> agreement(options, device, parameters, source);
          case BATCHES -> new Batches(subject);
          case MEMORY_PEAK -> new MemoryPeak(subject);
          default -> new PictureParts(subject);
        };
    return part.run(out);
  }

  /** Of all precisions that a device is good at, unless some are asked for. */
  static Agreement agreement(
      BenchmarkOptions options, ComputeDevice device, long parameters, NetworkLoader source) {
    List<ElementType> precisions =
        options.precisions().equals(List.of(Precision.AUTO))
            ? automatic(device)
            : options.precisions().stream()
                .map(precision -> precision.elementType(device, parameters))
                .toList();
    Workload workload = options.workload();
    Agreement.Setup setup =
        new Agreement.Setup(
            workload.width(), workload.height(), device, precisions, options.memory());
    return new Agreement(setup, source, source);
  }

  private static List<ElementType> automatic(ComputeDevice device) {
    return device.isGpu()
        ? List.of(ElementType.F32, ElementType.F16, ElementType.BF16)
        : List.of(ElementType.F32, ElementType.BF16);
  }

  private static boolean report(BenchmarkOptions options, List<String> arguments, PrintStream out)
      throws IOException {
    return new FullReport(options, arguments, out, ModelConfig.stableDiffusion1()).run();
  }

  private static boolean write(BenchmarkOptions options, PrintStream out) throws IOException {
    if (options.model() != null) {
      throw new IllegalArgumentException(
          "--write-checkpoint writes random weights: leave --model out");
    }
    new RandomModel(ModelConfig.stableDiffusion1()).write(options.file());
    out.println("wrote Stable Diffusion v1 with random weights to " + options.file());
    return true;
  }
}
