package org.latentj.maven.manifest;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the structure of a manifest and of those that it extends. */
final class RawManifestReader {
  private static final int MAX_DEPTH = 8;

  private final Path file;
  private final int depth;
  private final Variables build;
  private final Problems problems;
  private final YamlMapping yaml;

  private RawManifestReader(Path file, int depth, Variables build, Problems problems) {
    this.file = file;
    this.depth = depth;
    this.build = build;
    this.problems = problems;
    this.yaml = new YamlMapping(file, problems);
  }

  /** The manifest; empty, with a problem noted, if it is none. */
  static Optional<RawManifest> read(Path file, Variables build, Problems problems) {
    return new RawManifestReader(file, 0, build, problems).read();
  }

  private Optional<RawManifest> read() {
    return YamlFile.read(file, problems).flatMap(this::manifest).map(this::extended);
  }

  private Optional<RawManifest> manifest(Node root) {
    List<String> allowed =
        Stream.concat(Keys.MANIFEST.stream().map(Key::name), Keys.MANIFEST_PARTS.stream()).toList();
    Optional<Map<String, Node>> nodes = yaml.read(root, "a manifest", allowed);
    SourceMark start = yaml.mark(root);
    return nodes.map(
        parts ->
            new RawManifest(
                List.of(file),
                start,
                RawEntry.of(start, parts, Keys.MANIFEST, yaml),
                variables(parts),
                styles(parts),
                Optional.ofNullable(parts.get(Keys.DEFAULTS_NAME))
                    .flatMap(node -> entry(node, "defaults", Keys.DEFAULTS))
                    .orElseGet(() -> RawEntry.empty(start)),
                assets(parts, start),
                sheets(parts)));
  }

  private RawManifest extended(RawManifest manifest) {
    Optional<Located<String>> name = manifest.own().find(Keys.EXTENDS);
    if (name.isEmpty()) {
      return manifest;
    }
    if (depth == MAX_DEPTH) {
      problems.add(
          name.get().where(), "extends: more than %d files, or in a circle".formatted(MAX_DEPTH));
      return manifest;
    }
    Optional<Path> base =
        build.fill(name.get(), problems).flatMap(text -> resolve(name.get(), text));
    return base.flatMap(path -> new RawManifestReader(path, depth + 1, build, problems).read())
        .map(manifest::over)
        .orElse(manifest);
  }

  private Optional<Path> resolve(Located<String> name, String text) {
    try {
      return Optional.of(file.toAbsolutePath().resolveSibling(text.strip()).normalize());
    } catch (InvalidPathException e) {
      problems.add(name.where(), "extends: '%s' is no path: %s".formatted(text, e.getReason()));
      return Optional.empty();
    }
  }

  private Map<String, Located<String>> variables(Map<String, Node> parts) {
    Map<String, Located<String>> variables = new LinkedHashMap<>();
    Node node = parts.get(Keys.VARIABLES_NAME);
    if (node != null) {
      yaml.named(node, "variables")
          .forEach(
              (name, value) ->
                  yaml.text(name, value.value())
                      .ifPresent(
                          text ->
                              variables.put(name, new Located<>(text, yaml.mark(value.value())))));
    }
    return variables;
  }

  private Map<String, RawEntry> styles(Map<String, Node> parts) {
    Map<String, RawEntry> styles = new LinkedHashMap<>();
    Node node = parts.get(Keys.STYLES_NAME);
    if (node != null) {
      yaml.named(node, "styles")
          .forEach(
              (name, value) ->
                  entry(value.value(), "a style", Keys.STYLES)
                      .ifPresent(style -> styles.put(name, style)));
    }
    return styles;
  }

  private List<RawAsset> assets(Map<String, Node> parts, SourceMark start) {
    Node list = parts.get(Keys.ASSETS_NAME);
    if (list == null) {
      if (depth == 0) {
        problems.add(start, "the manifest has no 'assets'; expected a list");
      }
      return List.of();
    }
    List<String> allowed =
        Stream.concat(Keys.ASSET.stream().map(Key::name), Stream.of(Matrix.NAME)).toList();
    List<RawAsset> assets = new ArrayList<>();
    for (Node node : yaml.list(list, "assets")) {
      yaml.read(node, "an asset", allowed)
          .ifPresent(
              nodes ->
                  assets.add(
                      new RawAsset(
                          RawEntry.of(yaml.mark(node), nodes, Keys.ASSET, yaml),
                          Optional.ofNullable(nodes.get(Matrix.NAME))
                              .map(matrix -> Matrix.of(matrix, yaml, problems))
                              .orElse(Matrix.NONE))));
    }
    return assets;
  }

  private List<RawEntry> sheets(Map<String, Node> parts) {
    Node list = parts.get(Keys.SHEETS_NAME);
    return list == null
        ? List.of()
        : yaml.list(list, "sprite sheets").stream()
            .flatMap(node -> entry(node, "a sprite sheet", Keys.SHEET).stream())
            .toList();
  }

  private Optional<RawEntry> entry(Node node, String what, List<Key<?>> keys) {
    return yaml.read(node, what, keys.stream().map(Key::name).toList())
        .map(nodes -> RawEntry.of(yaml.mark(node), nodes, keys, yaml));
  }
}
