package org.latentj.maven.manifest;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * The single values of a mapping as they are written: variables are not filled in yet.
 *
 * @param where the mapping begins
 * @param given the keys that stand there, also those whose values are no text
 * @param texts by key
 */
record RawEntry(SourceMark where, Set<String> given, Map<String, Located<String>> texts) {

  /** An entry without values. */
  static RawEntry empty(SourceMark where) {
    return new RawEntry(where, Set.of(), Map.of());
  }

  /** The texts of those keys; values that are no text are noted and left out. */
  static RawEntry of(
      SourceMark where, Map<String, Node> nodes, List<Key<?>> keys, YamlMapping yaml) {
    Set<String> given = new HashSet<>();
    Map<String, Located<String>> texts = new LinkedHashMap<>();
    for (Key<?> key : keys) {
      Node node = nodes.get(key.name());
      if (node != null) {
        given.add(key.name());
        Optional<String> text =
            key.list() ? yaml.texts(key.name(), node) : yaml.text(key.name(), node);
        text.ifPresent(value -> texts.put(key.name(), new Located<>(value, yaml.mark(node))));
      }
    }
    return new RawEntry(where, given, texts);
  }

  /** Whether a key stands there, with whatever value: a wrong one is reported once only. */
  boolean has(Key<?> key) {
    return given.contains(key.name());
  }

  /** The text of a key. */
  Optional<Located<String>> find(Key<?> key) {
    return Optional.ofNullable(texts.get(key.name()));
  }

  /** These texts, and those of {@code others} where there are none. */
  RawEntry over(RawEntry others) {
    Map<String, Located<String>> all = new LinkedHashMap<>(others.texts);
    all.keySet().removeAll(given);
    all.putAll(texts);
    Set<String> either = new HashSet<>(others.given);
    either.addAll(given);
    return new RawEntry(where, either, all);
  }

  /** These texts and one more. */
  RawEntry with(String key, Located<String> text) {
    return over(new RawEntry(where, Set.of(key), Map.of(key, text)));
  }

  /** These texts without a key. */
  RawEntry without(Key<?> key) {
    Set<String> otherGiven = new HashSet<>(given);
    otherGiven.remove(key.name());
    Map<String, Located<String>> others = new LinkedHashMap<>(texts);
    others.remove(key.name());
    return new RawEntry(where, otherGiven, others);
  }

  /** Those texts that are the same for all assets: they name no variable. */
  RawEntry constant() {
    Map<String, Located<String>> constant = new LinkedHashMap<>(texts);
    constant.values().removeIf(text -> text.value().contains("${"));
    return new RawEntry(where, constant.keySet(), constant);
  }
}
