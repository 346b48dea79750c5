package org.latentj.maven.manifest;

import java.util.List;

/**
 * A key of a manifest.
 *
 * @param name as written
 * @param type of its values
 * @param values how they are read
 * @param list whether a list may stand there; its values reach {@code values} a line each
 * @param parts the keys of the mappings that stand there, one or a list of them; none for a key of
 *     plain values. A plain value instead of a mapping is that of the first
 * @param <T> type of its values
 */
record Key<T>(String name, Class<T> type, ValueType<T> values, boolean list, List<Key<?>> parts) {

  /** A key that takes one value. */
  Key(String name, Class<T> type, ValueType<T> values) {
    this(name, type, values, false, List.of());
  }

  /** The same key where a list may stand, too. */
  Key<T> orList() {
    return new Key<>(name, type, values, true, parts);
  }

  /** A key that takes mappings with those keys. */
  static Key<Entries> ofMappings(String name, List<Key<?>> parts) {
    return new Key<>(
        name,
        Entries.class,
        text -> {
          throw new IllegalStateException("the mappings of " + name + " are no text");
        },
        true,
        List.copyOf(parts));
  }

  /** Whether mappings stand there, and no text. */
  boolean hasParts() {
    return !parts.isEmpty();
  }
}
