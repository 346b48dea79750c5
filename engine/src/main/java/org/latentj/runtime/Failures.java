package org.latentj.runtime;

/** Turns libtorch's error texts into sentences for users. */
final class Failures {
  private Failures() {}

  static String describe(RuntimeException failure) {
    String text = String.valueOf(failure.getMessage());
    if (text.contains("out of memory") || text.contains("can't allocate memory")) {
      return "the device ran out of memory. Use a smaller picture or batch, precision fp16 or bf16,"
          + " or device cpu. libtorch says: "
          + lastLine(text);
    }
    return "libtorch failed: " + lastLine(text);
  }

  static String describeScript(RuntimeException failure) {
    String first =
        String.valueOf(failure.getMessage())
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .findFirst()
            .orElse("no reason given");
    return "libtorch does not accept the emitted script: " + first;
  }

  /** TorchScript errors repeat the whole script before they come to the point. */
  private static String lastLine(String text) {
    String stripped = text.strip();
    return stripped.substring(stripped.lastIndexOf('\n') + 1).strip();
  }
}
