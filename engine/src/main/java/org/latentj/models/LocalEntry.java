package org.latentj.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.latentj.models.download.DownloadListener;
import org.latentj.models.download.FileHash;
import org.latentj.models.hub.StoredFile;
import org.latentj.models.known.KnownFile;
import org.latentj.models.known.KnownModel;
import org.latentj.models.known.KnownModels;
import org.latentj.models.license.LicenseGate;
import org.latentj.models.source.LocalSource;

/** A model that the user names by its path: used where it is, under its licence if it is known. */
record LocalEntry(LocalSource source, LicenseGate gate) implements LibraryEntry {

  @Override
  public LocalModel locate(DownloadListener listener) throws IOException {
    if (!isHere()) {
      throw new IOException(missing());
    }
    Optional<KnownModel> known = KnownModels.ofLocalFile(source.path());
    if (known.isPresent()) {
      gate.require(known.get().license(), known.get().source().text(), "the file " + source.name());
    }
    return LocalModel.onDisk(source, source.path());
  }

  private String missing() {
    String name = source.name();
    String hint =
        KnownModels.named(name)
            .map(model -> model.source().text())
            .or(() -> KnownModels.fileNamed(name).map(file -> file.source().text()))
            .map(text -> "; if you mean the published model, name it " + text)
            .orElse("");
    return "there is no model at %s%s".formatted(source.path(), hint);
  }

  @Override
  public Optional<LocalModel> find() {
    return isHere() ? Optional.of(LocalModel.onDisk(source, source.path())) : Optional.empty();
  }

  @Override
  public boolean isHere() {
    return Files.exists(source.path());
  }

  @Override
  public Path where() {
    return source.path();
  }

  @Override
  public List<StoredFile> files() {
    Path path = source.path();
    Optional<FileHash> published =
        KnownModels.fileNamed(String.valueOf(path.getFileName()))
            .flatMap(KnownFile::sha256)
            .map(FileHash::sha256);
    return Files.isRegularFile(path) ? List.of(new StoredFile(path, published)) : List.of();
  }
}
