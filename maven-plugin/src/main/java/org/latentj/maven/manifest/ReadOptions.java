package org.latentj.maven.manifest;

/**
 * How manifests are read.
 *
 * @param properties of the build
 * @param modelsRequired whether a model that is not there is a mistake, or a file that extends one;
 *     goals that do not generate need none
 * @param extras what the build's configuration says of all pictures
 */
public record ReadOptions(BuildProperties properties, boolean modelsRequired, BuildExtras extras) {

  /** Without properties; models must be there. */
  public static final ReadOptions STRICT = new ReadOptions(BuildProperties.NONE, true);

  /** With the usual folders, without a watermark. */
  public ReadOptions(BuildProperties properties, boolean modelsRequired) {
    this(properties, modelsRequired, BuildExtras.USUAL);
  }
}
