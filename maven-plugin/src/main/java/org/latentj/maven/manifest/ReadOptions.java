package org.latentj.maven.manifest;

/**
 * How manifests are read.
 *
 * @param properties of the build
 * @param modelsRequired whether a model that is not there is a mistake; goals that do not generate
 *     need none
 */
public record ReadOptions(BuildProperties properties, boolean modelsRequired) {

  /** Without properties; models must be there. */
  public static final ReadOptions STRICT = new ReadOptions(BuildProperties.NONE, true);
}
