package org.latentj.worker;

import java.util.Map;

/** Says what a process's exit code means. */
final class ExitCode {
  /** Of a JVM under {@code -XX:+ExitOnOutOfMemoryError}. */
  static final int OUT_OF_MEMORY = 3;

  private static final int SIGNALLED = 128;
  private static final Map<Integer, String> SIGNALS =
      Map.of(
          1, "SIGHUP",
          2, "SIGINT",
          4, "SIGILL: native code uses instructions that this processor does not have",
          6, "SIGABRT: native code gave up",
          7, "SIGBUS: a mapped file was cut off, or a disk is full",
          8, "SIGFPE",
          9, "SIGKILL: somebody killed it, most often the system when memory runs out",
          11, "SIGSEGV: native code crashed",
          15, "SIGTERM");

  private ExitCode() {}

  static String describe(int code) {
    int signal = code - SIGNALLED;
    if (SIGNALS.containsKey(signal)) {
      return "signal %d, %s".formatted(signal, SIGNALS.get(signal));
    }
    // Windows' codes of crashes: 0xC0000005 and the like.
    String number = code < 0 ? "0x%08X".formatted(code) : String.valueOf(code);
    String meaning =
        code == OUT_OF_MEMORY ? ", out of memory: give it a larger heap or smaller pictures" : "";
    return "exit code " + number + meaning;
  }
}
