package org.latentj.imagej.model;

/**
 * A model that can be managed, as a command's input: an installed one or one that can be fetched.
 * As {@link ModelName} a type of its own, because choices of texts are fixed when a command is
 * compiled.
 *
 * @param name an installed model's name, a reference such as {@code hf:owner/name}, or a path
 */
public record ManagedModel(String name) {

  /** The name, which is what macros say. */
  @Override
  public String toString() {
    return name;
  }
}
