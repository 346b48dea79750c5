package org.latentj.maven.manifest;

/**
 * How the text of a value is read.
 *
 * @param <T> what it becomes
 */
@FunctionalInterface
interface ValueType<T> {

  /**
   * The value.
   *
   * @throws IllegalArgumentException with what was expected and given
   */
  T parse(String text);
}
