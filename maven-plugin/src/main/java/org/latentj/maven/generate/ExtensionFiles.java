package org.latentj.maven.generate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.latentj.checkpoint.CheckpointException;
import org.latentj.extend.ExtensionFolder;
import org.latentj.maven.files.FileHashes;
import org.latentj.maven.manifest.Asset;
import org.latentj.maven.manifest.AssetExtensions;
import org.latentj.maven.manifest.UsedFile;

/**
 * The files besides its model that decide an asset's pixels: the LoRAs that its prompt or its
 * manifest names, textual inversions that its prompts use, the autoencoder, ControlNets. What lies
 * beside them in their folders does not count.
 */
final class ExtensionFiles {
  private final FileHashes hashes;
  private final Map<List<Path>, List<UsedFile>> embeddings = new HashMap<>();

  ExtensionFiles(FileHashes hashes) {
    this.hashes = hashes;
  }

  /** Why one of an asset's files cannot be used; empty if all are there. */
  Optional<String> missing(Asset asset) {
    return of(asset).stream().map(UsedFile::missing).flatMap(Optional::stream).findFirst();
  }

  /**
   * Their hashes, by kind and name.
   *
   * @return of those that are there
   * @throws IllegalArgumentException if a folder cannot be read
   */
  SortedMap<String, String> hashes(Asset asset) throws IOException {
    SortedMap<String, String> all = new TreeMap<>();
    for (UsedFile file : of(asset)) {
      for (Map.Entry<String, Path> part : parts(file).entrySet()) {
        if (Files.exists(part.getValue())) {
          put(part.getKey(), hashes.of(part.getValue()), all);
        }
      }
    }
    return all;
  }

  /** Two files may have one name, in folders of their own; one may be used twice. */
  private static void put(String label, String hash, SortedMap<String, String> all) {
    String name = label;
    for (int i = 2; !all.getOrDefault(name, hash).equals(hash); i++) {
      name = "%s (%d)".formatted(label, i);
    }
    all.put(name, hash);
  }

  /** What is hashed, whether it is there or not; to be watched for changes. */
  List<Path> paths(Asset asset) {
    return of(asset).stream().flatMap(file -> parts(file).values().stream()).toList();
  }

  /** Whether an asset's prompts may use a textual inversion. */
  boolean usesEmbeddings(Asset asset) {
    return of(asset).stream().anyMatch(file -> file.kind() == UsedFile.Kind.EMBEDDING);
  }

  private List<UsedFile> of(Asset asset) {
    AssetExtensions extensions = asset.extensions();
    List<UsedFile> all = new ArrayList<>(extensions.model().files());
    all.addAll(extensions.loras());
    extensions.controls().forEach(control -> all.add(control.network()));
    List<UsedFile> known =
        embeddings.computeIfAbsent(extensions.model().embeddings(), ExtensionFiles::embeddingsIn);
    if (!known.isEmpty()) {
      PromptWords words = PromptWords.of(asset);
      known.stream().filter(file -> words.mayUse(file.name())).forEach(all::add);
    }
    return all;
  }

  private static List<UsedFile> embeddingsIn(List<Path> places) {
    try {
      return places.stream()
          .filter(Files::exists)
          .flatMap(
              place ->
                  Files.isDirectory(place)
                      ? new ExtensionFolder(place).files().stream()
                      : Stream.of(place))
          .map(ExtensionFiles::embedding)
          .toList();
    } catch (CheckpointException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static UsedFile embedding(Path file) {
    String name = ExtensionFolder.nameOf(file);
    return new UsedFile(UsedFile.Kind.EMBEDDING, name, Optional.of(file), file + " is gone");
  }

  /** What the engine reads of a file or folder, by the names of lock files. */
  private static Map<String, Path> parts(UsedFile file) {
    Map<String, Path> parts = new TreeMap<>();
    if (file.path().isEmpty()) {
      return parts;
    }
    Path path = file.path().get();
    if (file.kind() == UsedFile.Kind.VAE && Files.isDirectory(path.resolve("vae"))) {
      // A whole model of which only this is taken.
      parts.put(file.label(), path.resolve("vae"));
      return parts;
    }
    parts.put(file.label(), path);
    if (file.kind() == UsedFile.Kind.CONTROL_NET && !Files.isDirectory(path)) {
      parts.put(file.label() + " config.json", path.resolveSibling("config.json"));
    }
    return parts;
  }
}
