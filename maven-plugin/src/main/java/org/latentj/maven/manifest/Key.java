package org.latentj.maven.manifest;

/**
 * A key of a manifest.
 *
 * @param name as written
 * @param type of its values
 * @param values how they are read
 * @param list whether a list may stand there; its values reach {@code values} a line each
 * @param <T> type of its values
 */
record Key<T>(String name, Class<T> type, ValueType<T> values, boolean list) {

  /** A key that takes one value. */
  Key(String name, Class<T> type, ValueType<T> values) {
    this(name, type, values, false);
  }

  /** The same key where a list may stand, too. */
  Key<T> orList() {
    return new Key<>(name, type, values, true);
  }
}
