package org.latentj.imagej.control;

/**
 * A ControlNet as a command's input: SciJava offers the ones that its object service holds as
 * choices, and makes any other of a text. A type of its own, because choices of texts are fixed
 * when a command is compiled.
 *
 * @param name a file or folder of the ControlNets folder, without extension, or a path; {@code
 *     none} or empty for none
 */
public record NetworkName(String name) {
  /** What stands first among the choices. */
  public static final String NONE = "none";

  /** Whether a network is named. */
  public boolean isNone() {
    return name.isBlank() || name.strip().equalsIgnoreCase(NONE);
  }

  /** The name, which is what macros say. */
  @Override
  public String toString() {
    return name;
  }
}
