package org.latentj.maven.manifest;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The values of a mapping, read and checked one by one.
 *
 * @param where the mapping begins
 * @param given the keys that stand there, also those whose values are wrong
 * @param values by key
 */
record Entry(SourceMark where, Set<Key<?>> given, Map<Key<?>, Located<?>> values) {

  /** Reads the values of those keys; values that are wrong are noted and left out. */
  static Entry of(RawEntry raw, List<Key<?>> keys, Variables variables, Problems problems) {
    Set<Key<?>> given = new HashSet<>();
    Map<Key<?>, Located<?>> values = new LinkedHashMap<>();
    for (Key<?> key : keys) {
      if (raw.has(key)) {
        given.add(key);
        raw.findParts(key)
            .ifPresent(found -> values.put(key, readParts(key, found, variables, problems)));
        raw.find(key)
            .flatMap(text -> read(key, text, variables, problems))
            .ifPresent(value -> values.put(key, value));
      }
    }
    return new Entry(raw.where(), given, values);
  }

  private static Located<Entries> readParts(
      Key<?> key, Located<List<RawEntry>> raw, Variables variables, Problems problems) {
    List<Entry> entries =
        raw.value().stream().map(part -> of(part, key.parts(), variables, problems)).toList();
    return new Located<>(new Entries(entries), raw.where());
  }

  private static <T> Optional<Located<T>> read(
      Key<T> key, Located<String> text, Variables variables, Problems problems) {
    try {
      return variables
          .fill(text, problems)
          .map(filled -> new Located<>(key.values().parse(filled), text.where()));
    } catch (IllegalArgumentException e) {
      problems.add(text.where(), key.name() + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  /** Whether a key stands there, with whatever value: a wrong one is reported once only. */
  boolean has(Key<?> key) {
    return given.contains(key);
  }

  /** The value of a key and its place. */
  <T> Optional<Located<T>> find(Key<T> key) {
    return Optional.ofNullable(values.get(key))
        .map(found -> new Located<>(key.type().cast(found.value()), found.where()));
  }

  /** The value of a key. */
  <T> Optional<T> get(Key<T> key) {
    return find(key).map(Located::value);
  }

  /** These values, and those of {@code defaults} where there are none. */
  Entry over(Entry defaults) {
    Map<Key<?>, Located<?>> all = new LinkedHashMap<>(defaults.values);
    all.putAll(values);
    Set<Key<?>> either = new HashSet<>(defaults.given);
    either.addAll(given);
    // A wrong value of one's own does not let the default through.
    given.stream().filter(key -> !values.containsKey(key)).forEach(all::remove);
    return new Entry(where, either, all);
  }

  /** These values without one. */
  Entry without(Key<?> key) {
    Set<Key<?>> others = new HashSet<>(given);
    others.remove(key);
    Map<Key<?>, Located<?>> rest = new LinkedHashMap<>(values);
    rest.remove(key);
    return new Entry(where, others, rest);
  }
}
