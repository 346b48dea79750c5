package org.latentj.runtime;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** What the native side holds. */
final class NativeAccounting {
  private NativeAccounting() {}

  /** Native tensors that some arena of this JVM still owns. */
  static int tensors() {
    try (NDManager any = Torch.engine().newBaseManager()) {
      return any.getParentManager().getManagedArrays().size();
    }
  }

  /** Resident memory of this process less the Java heap, in bytes, where the system tells it. */
  static OptionalLong residentBytes() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return OptionalLong.empty();
    }
    System.gc();
    long heap = Runtime.getRuntime().totalMemory();
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024 - heap)
        .findFirst();
  }
}
