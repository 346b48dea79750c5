package org.latentj.maven.manifest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads manifests. */
public final class ManifestReader {
  private final Path file;
  private final Problems problems;
  private final YamlMapping yaml;
  private final InputFiles files;

  private ManifestReader(Path file, Problems problems) {
    this.file = file;
    this.problems = problems;
    this.yaml = new YamlMapping(file, problems);
    this.files = new InputFiles(file, problems);
  }

  /**
   * Reads some manifests whose outputs go into one folder.
   *
   * @throws ManifestException with every mistake of all of them
   */
  public static List<Manifest> read(Collection<Path> files) throws ManifestException {
    Problems problems = new Problems();
    List<Manifest> manifests = new ArrayList<>();
    for (Path file : files) {
      new ManifestReader(file, problems).read().ifPresent(manifests::add);
    }
    DuplicateOutputs.find(manifests, problems);
    problems.throwIfAny();
    return manifests;
  }

  private Optional<Manifest> read() {
    return YamlFile.read(file, problems).flatMap(this::manifest);
  }

  private Optional<Manifest> manifest(Node root) {
    List<String> allowed =
        Stream.concat(
                Keys.MANIFEST.stream().map(Key::name),
                Stream.of(Keys.DEFAULTS_NAME, Keys.ASSETS_NAME))
            .toList();
    Optional<Map<String, Node>> nodes = yaml.read(root, "a manifest", allowed);
    if (nodes.isEmpty()) {
      return Optional.empty();
    }
    SourceMark start = yaml.mark(root);
    Entry own = Entry.of(start, nodes.get(), Keys.MANIFEST, yaml, problems);
    Optional<ModelFiles> model = model(own);
    List<Asset> assets = assets(nodes.get(), start);
    SourceMark modelMark = own.find(Keys.MODEL).map(Located::where).orElse(start);
    return Optional.of(new Manifest(modelMark, model, assets));
  }

  /** Empty if none is named, or if a problem was noted. */
  private Optional<ModelFiles> model(Entry own) {
    for (Key<String> part : List.of(Keys.TOKENIZER, Keys.CONFIG)) {
      // The embedded model has its own.
      own.find(part)
          .filter(found -> !own.has(Keys.MODEL))
          .ifPresent(
              found ->
                  problems.add(
                      found.where(), "'%s' has no effect without 'model'".formatted(part.name())));
    }
    Optional<Path> tokenizer = files.folder(own, Keys.TOKENIZER);
    Optional<Path> config = files.folder(own, Keys.CONFIG);
    return files.fileOrFolder(own, Keys.MODEL).map(path -> new ModelFiles(path, tokenizer, config));
  }

  private List<Asset> assets(Map<String, Node> nodes, SourceMark start) {
    Node list = nodes.get(Keys.ASSETS_NAME);
    if (list == null) {
      problems.add(start, "the manifest has no 'assets'; expected a list");
      return List.of();
    }
    Optional<Entry> defaults =
        Optional.ofNullable(nodes.get(Keys.DEFAULTS_NAME))
            .flatMap(node -> entry(node, "defaults", Keys.DEFAULTS));
    AssetReader reader =
        new AssetReader(defaults.orElseGet(() -> Entry.empty(start)), files, problems);
    return yaml.list(list, "assets").stream()
        .flatMap(node -> entry(node, "an asset", Keys.ASSET).stream())
        .flatMap(entry -> reader.read(entry).stream())
        .toList();
  }

  private Optional<Entry> entry(Node node, String what, List<Key<?>> keys) {
    SourceMark mark = yaml.mark(node);
    return yaml.read(node, what, keys.stream().map(Key::name).toList())
        .map(nodes -> Entry.of(mark, nodes, keys, yaml, problems));
  }
}
