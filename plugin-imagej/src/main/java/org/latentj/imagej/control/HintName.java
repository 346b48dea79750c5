package org.latentj.imagej.control;

/**
 * The image that a ControlNet follows, as a command's input; a type of its own for the same reason
 * as {@link NetworkName}.
 *
 * @param title of an open image; {@link #ACTIVE} or empty for the active one
 */
public record HintName(String title) {
  /** What stands first among the choices. */
  public static final String ACTIVE = "active image";

  /** Whether it is the image that the command works on, or would work on. */
  public boolean isActive() {
    return title.isBlank() || title.equals(ACTIVE);
  }

  /** The title, which is what macros say. */
  @Override
  public String toString() {
    return title;
  }
}
