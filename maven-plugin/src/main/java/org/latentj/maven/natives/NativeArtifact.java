package org.latentj.maven.natives;

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

  @Override
  public String toString() {
    return "%s:%s:%s:%s".formatted(GROUP, artifactId, version, classifier);
  }
}
