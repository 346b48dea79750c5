package org.latentj.models.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.latentj.models.download.FileHash;
import org.latentj.models.known.KnownFile;
import org.latentj.models.known.KnownModels;
import org.latentj.models.source.HubSource;

/**
 * Where users put models of the hub that they got by hand: {@code OWNER/NAME/} below one folder,
 * {@code OWNER/NAME@REVISION/} if the reference names a revision.
 */
final class HandFolder {
  private final Path folder;
  private final Optional<String> variant;

  HandFolder(Path folder, Optional<String> variant) {
    this.folder = folder.toAbsolutePath().normalize();
    this.variant = variant;
  }

  Path of(HubSource source) {
    String revision = source.revision().map(name -> "@" + name.replace('/', '_')).orElse("");
    return folder.resolve(source.repository() + revision);
  }

  /** The model, if it is there and whole. */
  Optional<HubModel> find(HubSource source) throws IOException {
    Path place = of(source);
    if (source.file().isPresent()) {
      Path file = place.resolve(source.file().get());
      return Files.isRegularFile(file)
          ? Optional.of(new HubModel(file, tokenizer(source), Optional.empty()))
          : Optional.empty();
    }
    return NeededFiles.ofFolder(FolderTree.names(place), variant).missing().isEmpty()
        ? Optional.of(new HubModel(place, Optional.empty(), Optional.empty()))
        : Optional.empty();
  }

  /** The tokenizer folder that is there. */
  Optional<Path> tokenizer(HubSource source) throws IOException {
    Path place = of(source);
    return NeededFiles.tokenizer(FolderTree.names(place)).isEmpty()
        ? Optional.empty()
        : Optional.of(place.resolve("tokenizer"));
  }

  /** What a folder that is there lacks; empty if there is none. */
  List<String> lacks(HubSource source) throws IOException {
    List<String> names = FolderTree.names(of(source));
    return names.isEmpty() || source.file().isPresent()
        ? List.of()
        : NeededFiles.ofFolder(names, variant).missing();
  }

  /** The files of a model that is there, or the one that the reference names. */
  List<StoredFile> files(HubSource source) throws IOException {
    List<StoredFile> files = new ArrayList<>();
    for (String name : FolderTree.names(of(source))) {
      if (source.file().isEmpty() || source.file().get().equals(name)) {
        Optional<FileHash> known =
            KnownModels.file(source.repository(), name)
                .flatMap(KnownFile::sha256)
                .map(FileHash::sha256);
        files.add(new StoredFile(of(source).resolve(name), known));
      }
    }
    return files;
  }

  /** Everything that is there, whole or not. */
  List<StoredRepository> list() throws IOException {
    List<StoredRepository> found = new ArrayList<>();
    for (HubSource source : sources()) {
      Path place = of(source);
      found.add(
          new StoredRepository(
              source, NeededFiles.checkpoints(FolderTree.names(place)), FolderTree.bytes(place)));
    }
    return found;
  }

  private List<HubSource> sources() throws IOException {
    List<HubSource> sources = new ArrayList<>();
    for (Path owner : folders(folder)) {
      for (Path model : folders(owner)) {
        String[] name = model.getFileName().toString().split("@", 2);
        try {
          sources.add(
              new HubSource(
                  owner.getFileName() + "/" + name[0],
                  name.length == 1 ? Optional.empty() : Optional.of(name[1]),
                  Optional.empty()));
        } catch (IllegalArgumentException e) {
          // A folder of another name, which no reference finds.
        }
      }
    }
    return sources;
  }

  private static List<Path> folders(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(Files::isDirectory).sorted().toList();
    }
  }
}
