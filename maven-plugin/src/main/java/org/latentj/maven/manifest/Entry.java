package org.latentj.maven.manifest;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * The single values of a mapping, read and checked one by one.
 *
 * @param where the mapping begins
 * @param given the keys that stand there, also those whose values are wrong
 * @param values by key
 */
record Entry(SourceMark where, Set<Key<?>> given, Map<Key<?>, Located<?>> values) {

  /** An entry without values. */
  static Entry empty(SourceMark where) {
    return new Entry(where, Set.of(), Map.of());
  }

  /** Reads the values of those keys; values that are wrong are noted and left out. */
  static Entry of(
      SourceMark where,
      Map<String, Node> nodes,
      List<Key<?>> keys,
      YamlMapping yaml,
      Problems problems) {
    Set<Key<?>> given = new HashSet<>();
    Map<Key<?>, Located<?>> values = new LinkedHashMap<>();
    for (Key<?> key : keys) {
      Node node = nodes.get(key.name());
      if (node == null) {
        continue;
      }
      given.add(key);
      SourceMark mark = yaml.mark(node);
      yaml.text(key.name(), node)
          .ifPresent(
              text -> {
                try {
                  values.put(key, new Located<>(key.values().parse(text), mark));
                } catch (IllegalArgumentException e) {
                  problems.add(mark, key.name() + ": " + e.getMessage());
                }
              });
    }
    return new Entry(where, given, values);
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
}
