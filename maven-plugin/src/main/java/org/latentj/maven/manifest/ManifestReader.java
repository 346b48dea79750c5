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
    Optional<Node> root = YamlFile.read(file, problems);
    if (root.isEmpty()) {
      return Optional.empty();
    }
    List<String> allowed =
        Stream.concat(
                Keys.MANIFEST.stream().map(Key::name),
                Stream.of(Keys.DEFAULTS_NAME, Keys.ASSETS_NAME))
            .toList();
    int before = problems.count();
    Map<String, Node> nodes = yaml.read(root.get(), "a manifest", allowed);
    if (nodes.isEmpty() && problems.count() > before) {
      return Optional.empty();
    }
    SourceMark start = yaml.mark(root.get());
    Entry own = Entry.of(start, nodes, Keys.MANIFEST, yaml, problems);
    Optional<ModelFiles> model = model(own, nodes);
    List<Asset> assets = assets(nodes, start);
    SourceMark modelMark = own.find(Keys.MODEL).map(Located::where).orElse(start);
    return model.map(m -> new Manifest(modelMark, m, assets));
  }

  private Optional<ModelFiles> model(Entry own, Map<String, Node> nodes) {
    if (!nodes.containsKey(Keys.MODEL.name())) {
      problems.add(
          own.where(),
          "the manifest has no 'model'; expected the path of a checkpoint or diffusers folder");
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
    Node defaultsNode = nodes.get(Keys.DEFAULTS_NAME);
    Entry defaults =
        defaultsNode == null ? Entry.empty(start) : entry(defaultsNode, "defaults", Keys.DEFAULTS);
    AssetReader reader = new AssetReader(defaults, files, problems);
    List<Asset> assets = new ArrayList<>();
    for (Node node : yaml.list(list, "assets")) {
      int before = problems.count();
      Map<String, Node> own = read(node, "an asset", Keys.ASSET);
      if (own.isEmpty() && problems.count() > before) {
        continue;
      }
      if (!own.containsKey(Keys.OUTPUT.name()) && !own.containsKey(Keys.NAME.name())) {
        problems.add(yaml.mark(node), "the asset has no 'output' and no 'name'");
      }
      Entry entry = Entry.of(yaml.mark(node), own, Keys.ASSET, yaml, problems);
      reader.read(entry).ifPresent(assets::add);
    }
    return assets;
  }

  private Entry entry(Node node, String what, List<Key<?>> keys) {
    return Entry.of(yaml.mark(node), read(node, what, keys), keys, yaml, problems);
  }

  private Map<String, Node> read(Node node, String what, List<Key<?>> keys) {
    return yaml.read(node, what, keys.stream().map(Key::name).toList());
  }
}
