package org.latentj.maven.manifest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * The axes along which an entry stands for several assets.
 *
 * @param axes values by name, in the order of the file
 */
record Matrix(Map<String, List<Located<String>>> axes) {
  /** Key of an asset. */
  static final String NAME = "matrix";

  /** One asset: a matrix without axes. */
  static final Matrix NONE = new Matrix(Map.of());

  /** A typing mistake must not ask for a year's work. */
  private static final int MAX_ASSETS = 10_000;

  /** Reads the axes; those that are wrong are noted and left out. */
  static Matrix of(Node node, YamlMapping yaml, Problems problems) {
    Map<String, List<Located<String>>> axes = new LinkedHashMap<>();
    long count = 1;
    for (var axis : yaml.named(node, "a matrix").entrySet()) {
      List<Located<String>> values = new ArrayList<>();
      for (Node value : yaml.list(axis.getValue().value(), "values of '" + axis.getKey() + "'")) {
        Optional<String> text = yaml.text(axis.getKey(), value);
        text.ifPresent(t -> values.add(new Located<>(t, yaml.mark(value))));
      }
      if (!values.isEmpty()) {
        axes.put(axis.getKey(), values);
        count = Math.min(count * values.size(), Integer.MAX_VALUE);
      }
    }
    if (count > MAX_ASSETS) {
      problems.add(
          yaml.mark(node),
          "the matrix stands for more than %d assets; leave out some values".formatted(MAX_ASSETS));
      return NONE;
    }
    return new Matrix(axes);
  }

  /** One value of each axis, in all combinations; the last axis changes first. */
  List<Map<String, Located<String>>> combinations() {
    List<Map<String, Located<String>>> combinations = List.of(Map.of());
    for (var axis : axes.entrySet()) {
      List<Map<String, Located<String>>> longer = new ArrayList<>();
      for (Map<String, Located<String>> shorter : combinations) {
        for (Located<String> value : axis.getValue()) {
          Map<String, Located<String>> combination = new LinkedHashMap<>(shorter);
          combination.put(axis.getKey(), value);
          longer.add(combination);
        }
      }
      combinations = longer;
    }
    return combinations;
  }
}
