package org.latentj.imagej.model;

/**
 * A model as a command's input: SciJava offers the ones that its object service holds as choices,
 * and makes any other of a text. A type of its own, because choices of texts are fixed when a
 * command is compiled.
 *
 * @param name an installed model's name, or a path; empty for the embedded model
 */
public record ModelName(String name) {

  /** The name, which is what macros say. */
  @Override
  public String toString() {
    return name;
  }
}
