package org.latentj.models.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.latentj.models.source.HubSource;

/**
 * Where users put models of the hub that they got by hand: {@code OWNER/NAME/} below one folder,
 * {@code OWNER/NAME@REVISION/} if the reference names a revision.
 */
final class HandFolder {
  private final Path folder;

  HandFolder(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  Path of(HubSource source) {
    String revision = source.revision().map(name -> "@" + name.replace('/', '_')).orElse("");
    return folder.resolve(source.repository() + revision);
  }

  /** The model, if it is there and whole. */
  Optional<HubModel> find(HubSource source, Optional<String> variant) throws IOException {
    Path place = of(source);
    List<String> names = files(place);
    if (source.file().isPresent()) {
      Path file = place.resolve(source.file().get());
      Set<String> tokenizer = NeededFiles.tokenizer(names);
      return Files.isRegularFile(file)
          ? Optional.of(
              new HubModel(
                  file,
                  tokenizer.isEmpty() ? Optional.empty() : Optional.of(place.resolve("tokenizer")),
                  Optional.empty()))
          : Optional.empty();
    }
    return NeededFiles.ofFolder(names, variant).missing().isEmpty()
        ? Optional.of(new HubModel(place, Optional.empty(), Optional.empty()))
        : Optional.empty();
  }

  /** What a folder that is there lacks; empty if there is none. */
  List<String> lacks(HubSource source, Optional<String> variant) throws IOException {
    List<String> names = files(of(source));
    return names.isEmpty() || source.file().isPresent()
        ? List.of()
        : NeededFiles.ofFolder(names, variant).missing();
  }

  /** Everything that is there, whole or not. */
  List<HubSource> sources() throws IOException {
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

  static List<String> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }
}
