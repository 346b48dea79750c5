package org.latentj.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.latentj.models.download.DownloadListener;
import org.latentj.models.download.FileHash;
import org.latentj.models.hub.StoredFile;
import org.latentj.models.known.KnownModel;
import org.latentj.models.known.KnownModels;
import org.latentj.models.license.LicenseGate;
import org.latentj.models.source.WebSource;

/** A single file from an address; if its name is that of a known file, under that one's licence. */
record WebEntry(WebSource source, WebModels web, Vocabularies vocabularies, LicenseGate gate)
    implements LibraryEntry {

  @Override
  public LocalModel locate(DownloadListener listener) throws IOException {
    Optional<KnownModel> named = KnownModels.withFile(source.name());
    if (named.isPresent()) {
      gate.require(
          named.get().license(), named.get().source().text(), "the file at " + source.text());
    }
    Optional<Path> found = web.find(source);
    Path file = found.isPresent() ? found.get() : web.fetch(source, listener);
    return LocalModel.onDisk(source, file)
        .withTokenizer(vocabularies.get(KnownModels.ofLocalFile(file), listener));
  }

  @Override
  public Optional<LocalModel> find() throws IOException {
    Optional<Path> file = web.find(source);
    return file.isEmpty()
        ? Optional.empty()
        : vocabularies.completed(
            LocalModel.onDisk(source, file.get()), KnownModels.ofLocalFile(file.get()));
  }

  @Override
  public boolean isHere() throws IOException {
    return web.find(source).isPresent();
  }

  @Override
  public Path where() {
    return web.file(source);
  }

  @Override
  public List<StoredFile> files() {
    Path file = web.file(source);
    return Files.exists(file)
        ? List.of(
            new StoredFile(file, source.sha256().map(FileHash::sha256).or(() -> recorded(file))))
        : List.of();
  }

  private Optional<FileHash> recorded(Path file) {
    try {
      return web.recorded(file);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public void remove() throws IOException {
    web.remove(source);
  }
}
