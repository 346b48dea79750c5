package org.latentj.runtime;

/** Turns libtorch's error texts into sentences for users. */
final class Failures {
  private Failures() {}

  /** What to throw for a failed operator. */
  static TorchException of(RuntimeException failure) {
    String text = String.valueOf(failure.getMessage());
    if (text.contains("out of memory") || text.contains("can't allocate memory")) {
      String message =
          "the device ran out of memory. Use a smaller picture or batch, memory mode lowest,"
              + " precision fp16 or bf16, or device cpu. libtorch says: "
              + lastLine(text);
      return new TorchException(message, failure, true);
    }
    return new TorchException("libtorch failed: " + lastLine(text), failure);
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
