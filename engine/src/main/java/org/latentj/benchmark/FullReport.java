package org.latentj.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.latentj.model.ModelConfig;
import org.latentj.runtime.ComputeDevice;
import org.latentj.runtime.MemoryMode;
import org.latentj.tensor.ElementType;

/**
 * All measurements and checks, written to one Markdown file. Without a checkpoint, random weights
 * are written beside it and deleted afterwards, so that the time to load can be measured.
 */
final class FullReport {
  /** Below a tile's size: tiles have other group norms, but for a small rest. */
  private static final int UNTILED = 256;

  private final BenchmarkOptions options;
  private final List<String> arguments;
  private final PrintStream out;
  private final ModelConfig random;

  /**
   * A report.
   *
   * @param arguments the command line, which it names
   * @param random the networks that are measured where the options name no checkpoint
   */
  FullReport(
      BenchmarkOptions options, List<String> arguments, PrintStream out, ModelConfig random) {
    this.random = random;
    this.options = options;
    this.arguments = List.copyOf(arguments);
    this.out = out;
  }

  /**
   * Makes it.
   *
   * @return whether no part failed
   * @throws IOException if the report cannot be written
   */
  boolean run() throws IOException {
    ReportFile.check(options.file());
    if (options.model() != null) {
      PageCache.fill(options.model());
      return run(ModelSource.of(options.model()));
    }
    Path weights = options.file().resolveSibling(options.file().getFileName() + ".safetensors");
    out.printf("writing random weights to %s, which is deleted at the end%n", weights);
    new RandomModel(random).write(weights);
    try {
      PageCache.fill(weights);
      return run(ModelSource.of(weights));
    } finally {
      Files.deleteIfExists(weights);
    }
  }

  private boolean run(ModelSource source) throws IOException {
    long parameters = source.parameters();
    long begun = System.nanoTime();
    ComputeDevice device = ComputeDevice.choose(options.device());
    String machine = Machine.description();
    double library = (System.nanoTime() - begun) * 1e-9;
    ElementType compute = options.precision().elementType(device, parameters);

    Subject subject = new Subject(options, device, compute, source);
    ReportFile report = ReportFile.begin(options.file(), header(device, machine));
    Sections sections = new Sections(report, out);
    sections.add("Loading to the first step", new Loading(subject, library));
    sections.add("Iterations a second", new Batches(subject));
    sections.add("Parts of a picture", new PictureParts(subject));
    sections.add("Memory", new MemoryPeak(subject));
    sections.add("Agreement", Benchmark.agreement(options, device, parameters, source));
    if (device.isGpu()) {
      sections.add("Agreement in memory mode lowest", lowest(device, parameters, source));
    }
    sections.add("Optimizations", new Comparison(subject));
    out.printf("%nwrote %s%n", options.file());
    return sections.isGood();
  }

  private Agreement lowest(ComputeDevice device, long parameters, ModelSource source) {
    Workload small = options.workload().atMost(UNTILED);
    Agreement.Setup setup =
        new Agreement.Setup(
            small.width(),
            small.height(),
            device,
            List.of(options.precision().elementType(device, parameters)),
            MemoryMode.LOWEST);
    return new Agreement(setup, source, source);
  }

  private String header(ComputeDevice device, String machine) {
    StringBuilder text = new StringBuilder("# Benchmark report\n\n");
    text.append("- date: ").append(LocalDate.now()).append('\n');
    text.append("- command: `").append(String.join(" ", arguments)).append("`\n");
    text.append("- machine: ").append(machine).append('\n');
    text.append("- device: ").append(device.name()).append(" (").append(device.reason());
    text.append(")\n");
    if (device.isGpu()) {
      NvidiaSmi.onPath().gpus().forEach(gpu -> text.append("- GPU: ").append(gpu).append('\n'));
    }
    String model =
        options.model() == null
            ? "Stable Diffusion v1, random weights"
            : options.model().getFileName().toString();
    text.append("- model: ").append(model).append('\n');
    text.append("- memory mode, where nothing else is said: ");
    text.append(options.memory().name().toLowerCase(Locale.ROOT)).append('\n');
    return text.toString();
  }
}
