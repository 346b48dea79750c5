package org.latentj.maven.manifest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * The values of a mapping as they are written: variables are not filled in yet.
 *
 * @param where the mapping begins
 * @param given the keys that stand there, also those whose values are no text
 * @param texts by key
 * @param parts mappings by key, where a key takes those
 */
record RawEntry(
    SourceMark where,
    Set<String> given,
    Map<String, Located<String>> texts,
    Map<String, Located<List<RawEntry>>> parts) {

  /** An entry without values. */
  static RawEntry empty(SourceMark where) {
    return new RawEntry(where, Set.of(), Map.of(), Map.of());
  }

  /** The texts of those keys; values that are no text are noted and left out. */
  static RawEntry of(
      SourceMark where, Map<String, Node> nodes, List<Key<?>> keys, YamlMapping yaml) {
    Set<String> given = new HashSet<>();
    Map<String, Located<String>> texts = new LinkedHashMap<>();
    Map<String, Located<List<RawEntry>>> parts = new LinkedHashMap<>();
    for (Key<?> key : keys) {
      Node node = nodes.get(key.name());
      if (node == null) {
        continue;
      }
      given.add(key.name());
      if (key.hasParts()) {
        parts.put(key.name(), new Located<>(parts(key, node, yaml), yaml.mark(node)));
        continue;
      }
      Optional<String> text =
          key.list() ? yaml.texts(key.name(), node) : yaml.text(key.name(), node);
      text.ifPresent(value -> texts.put(key.name(), new Located<>(value, yaml.mark(node))));
    }
    return new RawEntry(where, given, texts, parts);
  }

  private static List<RawEntry> parts(Key<?> key, Node node, YamlMapping yaml) {
    String first = key.parts().get(0).name();
    List<String> names = key.parts().stream().map(Key::name).toList();
    List<RawEntry> entries = new ArrayList<>();
    for (Node one : yaml.oneOrMore(node)) {
      SourceMark mark = yaml.mark(one);
      Optional<Map<String, Node>> nodes =
          yaml.isValue(one)
              ? Optional.of(Map.of(first, one))
              : yaml.read(one, "'" + key.name() + "'", names);
      nodes.ifPresent(values -> entries.add(of(mark, values, key.parts(), yaml)));
    }
    return entries;
  }

  /** Whether a key stands there, with whatever value: a wrong one is reported once only. */
  boolean has(Key<?> key) {
    return given.contains(key.name());
  }

  /** The text of a key. */
  Optional<Located<String>> find(Key<?> key) {
    return Optional.ofNullable(texts.get(key.name()));
  }

  /** The mappings of a key. */
  Optional<Located<List<RawEntry>>> findParts(Key<?> key) {
    return Optional.ofNullable(parts.get(key.name()));
  }

  /** These values, and those of {@code others} where there are none. */
  RawEntry over(RawEntry others) {
    Map<String, Located<String>> all = new LinkedHashMap<>(others.texts);
    all.keySet().removeAll(given);
    all.putAll(texts);
    Map<String, Located<List<RawEntry>>> allParts = new LinkedHashMap<>(others.parts);
    allParts.keySet().removeAll(given);
    allParts.putAll(parts);
    Set<String> either = new HashSet<>(others.given);
    either.addAll(given);
    return new RawEntry(where, either, all, allParts);
  }

  /** These values and one more text. */
  RawEntry with(String key, Located<String> text) {
    return over(new RawEntry(where, Set.of(key), Map.of(key, text), Map.of()));
  }

  /** These values without a key. */
  RawEntry without(Key<?> key) {
    Set<String> otherGiven = new HashSet<>(given);
    otherGiven.remove(key.name());
    Map<String, Located<String>> others = new LinkedHashMap<>(texts);
    others.remove(key.name());
    Map<String, Located<List<RawEntry>>> otherParts = new LinkedHashMap<>(parts);
    otherParts.remove(key.name());
    return new RawEntry(where, otherGiven, others, otherParts);
  }

  /** Those values that are the same for all assets: they name no variable. */
  RawEntry constant() {
    Map<String, Located<String>> constant = new LinkedHashMap<>(texts);
    constant.values().removeIf(text -> text.value().contains("${"));
    Map<String, Located<List<RawEntry>>> constantParts = new LinkedHashMap<>();
    parts.forEach(
        (key, found) ->
            constantParts.put(
                key,
                new Located<>(
                    found.value().stream().map(RawEntry::constant).toList(), found.where())));
    Set<String> keys = new HashSet<>(constant.keySet());
    keys.addAll(constantParts.keySet());
    return new RawEntry(where, keys, constant, constantParts);
  }
}
