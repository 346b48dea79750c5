package org.latentj.maven.natives;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Names platforms as DJL's native artifacts do. */
final class Platform {
  /** Those that the engine's JNI library is built for. */
  static final List<String> KNOWN =
      List.of("linux-x86_64", "linux-aarch64", "osx-aarch64", "win-x86_64");

  private static final List<String> WITH_CUDA = List.of("linux-x86_64", "win-x86_64");

  private Platform() {}

  /** The classifier of a machine's native artifacts; empty if there are none for it. */
  static Optional<String> classifier(Machine machine) {
    String system = machine.systemName().toLowerCase(Locale.ROOT);
    String prefix =
        system.startsWith("windows")
            ? "win"
            : system.startsWith("mac") ? "osx" : system.startsWith("linux") ? "linux" : system;
    String architecture = machine.architecture();
    String classifier = prefix + "-" + (architecture.equals("amd64") ? "x86_64" : architecture);
    return KNOWN.contains(classifier) ? Optional.of(classifier) : Optional.empty();
  }

  /** Whether there is a JNI library with CUDA for it. */
  static boolean hasCuda(String classifier) {
    return WITH_CUDA.contains(classifier);
  }
}
