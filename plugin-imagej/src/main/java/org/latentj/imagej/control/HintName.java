package org.latentj.imagej.control;

import ij.ImagePlus;
import java.util.Optional;

/**
 * The image that a ControlNet follows, as a command's input; a type of its own for the same reason
 * as {@link NetworkName}.
 *
 * @param title of an open image; {@link #ACTIVE} or empty for the active one
 * @param image the image itself, where a script gives one, open or not
 */
public record HintName(String title, Optional<ImagePlus> image) {
  /** What stands first among the choices. */
  public static final String ACTIVE = "active image";

  /** By its title. */
  public HintName(String title) {
    this(title, Optional.empty());
  }

  /** Whether it is the image that the command works on, or would work on. */
  public boolean isActive() {
    return image.isEmpty() && (title.isBlank() || title.equals(ACTIVE));
  }

  /** The title, which is what macros say. */
  @Override
  public String toString() {
    return title;
  }
}
