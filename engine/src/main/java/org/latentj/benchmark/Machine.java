package org.latentj.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.latentj.runtime.Torch;

/** The machine that measurements are made on. */
final class Machine {
  private static final Pattern MODEL = Pattern.compile("(?m)^model name\\s*:\\s*(.+)$");
  private static final Pattern PEAK = Pattern.compile("(?m)^VmHWM:\\s*(\\d+) kB$");
  private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s*(\\d+) kB$");
  private static final String STATUS = "/proc/self/status";

  private Machine() {}

  /** Processor, cores, threads and versions, in one line. */
  static String description() {
    return "%s, %d cores, libtorch %s on %d threads, Java %s (%s), heap at most %d MiB"
        .formatted(
            processor(read("/proc/cpuinfo")),
            Runtime.getRuntime().availableProcessors(),
            Torch.version(),
            Torch.threads(),
            Runtime.version(),
            System.getProperty("os.name"),
            Runtime.getRuntime().maxMemory() >> 20);
  }

  /** The processor's name in the contents of {@code /proc/cpuinfo}, or else its architecture. */
  static String processor(String cpuInfo) {
    Matcher model = MODEL.matcher(cpuInfo);
    return model.find() ? model.group(1).strip() : System.getProperty("os.arch");
  }

  /** The most memory that this process has had resident, in bytes, where the system says so. */
  static OptionalLong peakMemory() {
    return peakMemory(read(STATUS));
  }

  static OptionalLong peakMemory(String status) {
    return kibibytes(PEAK, status);
  }

  /** The memory that this process has resident now, in bytes, where the system says so. */
  static OptionalLong residentMemory() {
    return residentMemory(read(STATUS));
  }

  static OptionalLong residentMemory(String status) {
    return kibibytes(RESIDENT, status);
  }

  private static OptionalLong kibibytes(Pattern pattern, String status) {
    Matcher line = pattern.matcher(status);
    return line.find()
        ? OptionalLong.of(Long.parseLong(line.group(1)) << 10)
        : OptionalLong.empty();
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      // Only Linux has these.
      return "";
    }
  }
}
