package org.latentj.maven.natives;

import java.util.Map;

/**
 * A jar with native libraries, of the group {@value #GROUP}.
 *
 * @param artifactId its name
 * @param version libtorch's
 * @param classifier the platform
 */
public record NativeArtifact(String artifactId, String version, String classifier) {
  /** DJL's. */
  public static final String GROUP = "ai.djl.pytorch";

  static final String CPU = "pytorch-native-cpu";

  /** Megabytes of the CPU's builds by platform; a test compares. */
  private static final Map<String, Integer> CPU_MEGABYTES =
      Map.of("linux-x86_64", 112, "linux-aarch64", 71, "osx-aarch64", 42, "win-x86_64", 76);

  /** About how many bytes it has; 0 if that is not known. */
  public long bytes() {
    return artifactId.equals(CPU) ? 1_000_000L * CPU_MEGABYTES.getOrDefault(classifier, 0) : 0;
  }

  @Override
  public String toString() {
    return "%s:%s:%s:%s".formatted(GROUP, artifactId, version, classifier);
  }
}
