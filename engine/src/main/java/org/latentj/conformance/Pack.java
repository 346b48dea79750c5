package org.latentj.conformance;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A folder of reference cases: {@code cases/index.json} names index files, these list the cases;
 * models lie beside in diffusers folders and single files.
 */
public final class Pack {
  private static final int MAX_DEPTH = 6;

  private final Path root;
  private final boolean tokenizersReplaced;
  private final List<CaseEntry> entries = new ArrayList<>();
  private final List<Check> unreadable = new ArrayList<>();

  private Pack(Path root, boolean tokenizersReplaced) {
    this.root = root;
    this.tokenizersReplaced = tokenizersReplaced;
  }

  /**
   * Reads the index. An index file or entry that cannot be read becomes a failing case.
   *
   * @throws IOException if {@code cases/index.json} cannot be read
   */
  public static Pack open(Path root) throws IOException {
    Path file = root.resolve("cases").resolve("index.json");
    try {
      CaseParameters index = new CaseParameters("index.json", json(file).getAsJsonObject());
      Pack pack = new Pack(root, index.text("tokenizers", "").equals("replaced"));
      index.texts("index_files").forEach(pack::addIndex);
      return pack;
    } catch (RuntimeException e) {
      throw new IOException("expected an index of a conformance pack in " + file + ": " + e, e);
    }
  }

  private void addIndex(String name) {
    try {
      JsonArray array = json(root.resolve("cases").resolve(name)).getAsJsonArray();
      for (int i = 0; i < array.size(); i++) {
        addEntry(name + "[" + i + "]", array.get(i));
      }
    } catch (IOException | RuntimeException e) {
      unreadable.add(Check.failing(name, e));
    }
  }

  private void addEntry(String where, JsonElement element) {
    try {
      entries.add(CaseEntry.of(new CaseParameters(where, element.getAsJsonObject())));
    } catch (RuntimeException e) {
      unreadable.add(Check.failing(where, e));
    }
  }

  /** Parses a JSON file of the pack. */
  static JsonElement json(Path file) throws IOException {
    try {
      return JsonParser.parseString(Files.readString(file));
    } catch (JsonParseException e) {
      throw new IOException("expected JSON in " + file + ": " + e.getMessage(), e);
    }
  }

  /** The cases, in the order of the index. */
  List<CaseEntry> entries() {
    return entries;
  }

  /** A failing check for each part of the index that cannot be read. */
  List<Check> unreadable() {
    return unreadable;
  }

  /**
   * Whether the tokenizers in the pack are not those that its prompts were encoded with, so that
   * prompts cannot be compared with embeddings. Packs that must not carry CLIP's vocabulary say so
   * with {@code "tokenizers": "replaced"} in {@code cases/index.json}.
   */
  boolean tokenizersReplaced() {
    return tokenizersReplaced;
  }

  /** A path that a case names, relative to the pack. */
  Path resolve(String path) {
    return root.resolve(path);
  }

  /** The diffusers folder or checkpoint that a case names. */
  Path model(String name) throws IOException {
    Path direct = root.resolve(name);
    return Files.exists(direct) ? direct : checkpoint(name);
  }

  /** The checkpoint of that file name, with or without its extension, wherever it lies. */
  private Path checkpoint(String name) throws IOException {
    return checkpoints().stream()
        .filter(p -> p.endsWith(name) || p.getFileName().toString().startsWith(name + "."))
        .findFirst()
        .orElseThrow(() -> new IOException("there is no model '" + name + "' in " + root));
  }

  /** All diffusers folders. */
  List<Path> modelFolders() throws IOException {
    return find(p -> Files.isRegularFile(p.resolve("unet").resolve("config.json"))).stream()
        // A single file's settings lie in a folder of the same layout, without weights.
        .filter(p -> Files.isRegularFile(p.resolve("model_index.json")))
        .toList();
  }

  /** All single-file checkpoints: those with a {@code config} folder beside them. */
  List<Path> checkpoints() throws IOException {
    return find(
        p ->
            p.getFileName().toString().matches(".*\\.(ckpt|pt|pth|bin|safetensors)")
                && Files.isRegularFile(p)
                && Files.isDirectory(p.resolveSibling("config")));
  }

  /** Files of the pack of that name. */
  List<Path> named(String name) throws IOException {
    return find(p -> p.endsWith(name) && Files.isRegularFile(p));
  }

  /** How messages and ids name a file of the pack. */
  String name(Path path) {
    return root.relativize(path).toString().replace('\\', '/');
  }

  private List<Path> find(Predicate<Path> wanted) throws IOException {
    try (Stream<Path> all = Files.walk(root, MAX_DEPTH)) {
      return all.filter(wanted).sorted().toList();
    }
  }
}
