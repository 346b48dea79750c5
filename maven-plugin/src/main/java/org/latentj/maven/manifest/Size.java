package org.latentj.maven.manifest;

/**
 * Width and height of a picture.
 *
 * @param width in pixels
 * @param height in pixels
 */
public record Size(int width, int height) {

  /** For example {@code 512x768}. */
  @Override
  public String toString() {
    return width + "x" + height;
  }
}
