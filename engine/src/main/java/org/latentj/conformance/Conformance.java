package org.latentj.conformance;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import org.latentj.runtime.ComputeDevice;
import org.latentj.runtime.Precision;
import org.latentj.runtime.Torch;
import org.latentj.runtime.TorchException;

/**
 * The program: runs every case of a pack and prints a line for each. System properties: {@code
 * conformance.pack} (the folder), {@code conformance.device} ({@code cpu}), {@code
 * conformance.precision} ({@code fp32}), {@code conformance.only} (part of the ids to run), {@code
 * conformance.threads} (1: the networks of packs are small). Exits with 0 if all pass, 1 if one
 * fails or is unsupported, 2 if there is nothing that can be run.
 */
public final class Conformance {
  private static final String PREFIX = "conformance.";
  private static final int CANNOT_RUN = 2;

  private Conformance() {}

  /** Runs the pack that the system properties name. */
  public static void main(String[] arguments) {
    int status = run(System.out, System.err);
    // Only a failure needs it: Maven should report a success itself.
    if (status != 0) {
      System.exit(status);
    }
  }

  static int run(PrintStream out, PrintStream err) {
    String folder = System.getProperty(PREFIX + "pack", "");
    if (folder.isBlank()) {
      err.println("Give the folder of the reference cases: -Dconformance.pack=DIR");
      return CANNOT_RUN;
    }
    try {
      ComputeDevice device = ComputeDevice.choose(System.getProperty(PREFIX + "device", "cpu"));
      Precision precision = Precision.ofName(System.getProperty(PREFIX + "precision", "fp32"));
      Torch.setThreads(Integer.getInteger(PREFIX + "threads", 1));
      String only = System.getProperty(PREFIX + "only", "");
      return run(Path.of(folder), device, precision, only, out);
    } catch (IOException | IllegalArgumentException | TorchException e) {
      err.println(e.getMessage());
      return CANNOT_RUN;
    }
  }

  /**
   * Runs a pack.
   *
   * @param only part of the ids to run; empty for all
   * @param out where the lines go
   * @return the exit status
   * @throws IOException if the pack's index or folders cannot be read
   */
  public static int run(
      Path folder, ComputeDevice device, Precision precision, String only, PrintStream out)
      throws IOException {
    try (ConformanceRun run = new ConformanceRun(Pack.open(folder), device, precision, only)) {
      int width = run.ids().stream().mapToInt(String::length).max().orElse(0);
      Summary summary = run.run(result -> out.println(result.line(width)));
      out.println(summary);
      return summary.isClean() ? 0 : 1;
    }
  }
}
