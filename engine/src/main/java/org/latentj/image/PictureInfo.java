package org.latentj.image;

import java.util.Optional;

/**
 * What a picture file tells about its picture.
 *
 * @param parameters the text that A1111's web UI writes and reads as {@code parameters}
 * @param source how the picture came about
 */
public record PictureInfo(Optional<String> parameters, Optional<DigitalSource> source) {

  /** Nothing but pixels. */
  public static final PictureInfo NONE = new PictureInfo(Optional.empty(), Optional.empty());

  /** Parameters and origin. */
  public static PictureInfo of(String parameters, DigitalSource source) {
    return new PictureInfo(Optional.of(parameters), Optional.of(source));
  }
}
