package org.latentj.maven.manifest;

import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** The structure of a manifest: mappings with known keys, lists, and plain values. */
final class YamlMapping {
  private static final Set<Tag> PLAIN =
      Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.SEQ, Tag.MAP);

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");

  private final Path file;
  private final Problems problems;

  YamlMapping(Path file, Problems problems) {
    this.file = file;
    this.problems = problems;
  }

  /** Where a node begins. */
  SourceMark mark(Node node) {
    return SourceMark.of(file, node.getStartMark());
  }

  /**
   * The values of a mapping by key; empty, with a problem noted, if the node is no mapping. Unknown
   * and repeated keys are noted and left out.
   *
   * @param what the mapping, for messages: {@code an asset}
   * @param allowed the keys it may have
   */
  Optional<Map<String, Node>> read(Node node, String what, Collection<String> allowed) {
    if (!isPlain(node) || !(node instanceof MappingNode mapping)) {
      expected(node, "a mapping of keys to values for " + what);
      return Optional.empty();
    }
    Map<String, Node> values = new LinkedHashMap<>();
    Map<String, SourceMark> seen = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
        expected(tuple.getKeyNode(), "a key of " + what);
        continue;
      }
      String key = keyNode.getValue();
      SourceMark where = mark(keyNode);
      SourceMark before = seen.putIfAbsent(key, where);
      if (before != null) {
        problems.add(where, "key '%s' stands in line %d already".formatted(key, before.line()));
      } else if (!allowed.contains(key)) {
        problems.add(
            where,
            "unknown key '%s' of %s%s Allowed: %s"
                .formatted(key, what, suggestion(key, allowed), String.join(", ", allowed)));
      } else {
        values.put(key, tuple.getValueNode());
      }
    }
    return Optional.of(values);
  }

  /** The entries of a list; none, with a problem noted, if the node is no list or empty. */
  List<Node> list(Node node, String what) {
    if (!isPlain(node) || !(node instanceof SequenceNode sequence)) {
      expected(node, "a list of " + what);
      return List.of();
    }
    if (sequence.getValue().isEmpty()) {
      problems.add(mark(node), "the list of " + what + " is empty");
    }
    return sequence.getValue();
  }

  /** The entries of a list, or the node itself if it is none. */
  List<Node> oneOrMore(Node node) {
    return isPlain(node) && node instanceof SequenceNode sequence
        ? sequence.getValue()
        : List.of(node);
  }

  /** Whether a node is a single value, and no mapping or list. */
  boolean isValue(Node node) {
    return isPlain(node) && node instanceof ScalarNode;
  }

  /** The text of a single value; empty, with a problem noted, if there is none. */
  Optional<String> text(String key, Node node) {
    if (!isPlain(node) || !(node instanceof ScalarNode scalar)) {
      expected(node, "one value for key '" + key + "'");
      return Optional.empty();
    }
    if (scalar.getTag().equals(Tag.NULL)) {
      problems.add(mark(node), "key '" + key + "' has no value; write \"\" for an empty text");
      return Optional.empty();
    }
    return Optional.of(scalar.getValue());
  }

  /**
   * The texts of a list, or of a single value, a line each; empty, with a problem noted, if not.
   */
  Optional<String> texts(String key, Node node) {
    if (!isPlain(node) || !(node instanceof SequenceNode sequence)) {
      return text(key, node);
    }
    List<Optional<String>> texts =
        sequence.getValue().stream().map(value -> text(key, value)).toList();
    return texts.stream().allMatch(Optional::isPresent)
        ? Optional.of(String.join("\n", texts.stream().map(Optional::get).toList()))
        : Optional.empty();
  }

  /**
   * The values of a mapping whose keys are names that the user chose; empty, with a problem noted,
   * if the node is no mapping.
   *
   * @param what the mapping, for messages
   */
  Map<String, Located<Node>> named(Node node, String what) {
    Map<String, Located<Node>> values = new LinkedHashMap<>();
    if (!isPlain(node) || !(node instanceof MappingNode mapping)) {
      expected(node, "a mapping of names to values for " + what);
      return values;
    }
    for (NodeTuple tuple : mapping.getValue()) {
      SourceMark where = mark(tuple.getKeyNode());
      if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
        expected(tuple.getKeyNode(), "a name of " + what);
      } else if (!NAME.matcher(keyNode.getValue()).matches()) {
        problems.add(
            where,
            "name '%s' of %s needs letters, digits, - or _ only, and a letter at its begin"
                .formatted(keyNode.getValue(), what));
      } else if (values.containsKey(keyNode.getValue())) {
        problems.add(where, "name '%s' of %s stands twice".formatted(keyNode.getValue(), what));
      } else {
        values.put(keyNode.getValue(), new Located<>(tuple.getValueNode(), where));
      }
    }
    return values;
  }

  private static String suggestion(String key, Collection<String> allowed) {
    String suggestion = Suggestion.of(key, allowed);
    return suggestion.isEmpty() ? "." : suggestion;
  }

  private void expected(Node node, String what) {
    if (isPlain(node)) {
      problems.add(mark(node), "expected " + what + " but got " + describe(node));
    } else {
      problems.add(
          mark(node),
          "tag '%s' is refused: manifests hold plain values only".formatted(node.getTag()));
    }
  }

  private static boolean isPlain(Node node) {
    return PLAIN.contains(node.getTag());
  }

  private static String describe(Node node) {
    return switch (node.getNodeType()) {
      case MAPPING -> "a mapping";
      case SEQUENCE -> "a list";
      default ->
          node.getTag().equals(Tag.NULL) ? "nothing" : "'" + ((ScalarNode) node).getValue() + "'";
    };
  }
}
