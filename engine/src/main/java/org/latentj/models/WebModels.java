package org.latentj.models;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;
import org.latentj.models.download.DownloadListener;
import org.latentj.models.download.DownloadSettings;
import org.latentj.models.download.Downloader;
import org.latentj.models.download.FileHash;
import org.latentj.models.download.RemoteFile;
import org.latentj.models.hub.FolderTree;
import org.latentj.models.source.WebSource;

/**
 * Single files from addresses: each in a folder of its own, which is named by the address, with the
 * address and the hash of what arrived beside it.
 */
final class WebModels {
  private static final String ADDRESS = "address.txt";
  private static final String HASH = "sha256.txt";

  private final Path folder;
  private final DownloadSettings download;

  WebModels(Path folder, DownloadSettings download) {
    this.folder = folder;
    this.download = download;
  }

  Path file(WebSource source) {
    String key =
        UUID.nameUUIDFromBytes(source.uri().toString().getBytes(StandardCharsets.UTF_8)).toString();
    return folder.resolve(key).resolve(source.name());
  }

  Optional<Path> find(WebSource source) throws IOException {
    Path file = file(source);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    // A reference with another hash means another file.
    boolean other =
        source.sha256().isPresent()
            && recorded(file).isPresent()
            && !recorded(file).get().hex().equals(source.sha256().get());
    return other ? Optional.empty() : Optional.of(file);
  }

  Path fetch(WebSource source, DownloadListener listener) throws IOException {
    Path file = file(source);
    if (Files.exists(file) && find(source).isEmpty()) {
      Files.delete(file);
    }
    RemoteFile remote =
        new RemoteFile(
            source.name(),
            source.uri(),
            file,
            file.resolveSibling(".lock"),
            OptionalLong.empty(),
            source.sha256().map(FileHash::sha256),
            "By hand: fetch %s with a browser or on another machine, and save it as %s; or name the file itself as the model, wherever it is."
                .formatted(source.uri(), file));
    try (Downloader downloader = new Downloader(download)) {
      downloader.fetch(List.of(remote), listener);
    }
    Files.writeString(file.resolveSibling(ADDRESS), source.text() + "\n");
    Files.writeString(
        file.resolveSibling(HASH),
        source.sha256().isPresent() ? source.sha256().get() : FileHash.sha256Of(file).hex());
    return file;
  }

  /** The hash that the file had when it arrived. */
  Optional<FileHash> recorded(Path file) throws IOException {
    Path hash = file.resolveSibling(HASH);
    return Files.isRegularFile(hash)
        ? FileHash.ofBlobName(Files.readString(hash).strip())
        : Optional.empty();
  }

  List<StoredModel> list() throws IOException {
    List<StoredModel> models = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return models;
    }
    try (Stream<Path> all = Files.list(folder)) {
      for (Path each : all.sorted().toList()) {
        Path address = each.resolve(ADDRESS);
        if (Files.isRegularFile(address)) {
          String reference = Files.readString(address).strip();
          models.add(
              new StoredModel(
                  reference, "single file", each, FolderTree.bytes(each), List.of(reference)));
        }
      }
    }
    return models;
  }

  void remove(WebSource source) throws IOException {
    FolderTree.delete(file(source).getParent());
  }
}
