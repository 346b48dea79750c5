package org.latentj.models;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.latentj.models.download.DownloadListener;
import org.latentj.models.hub.StoredFile;
import org.latentj.models.source.EmbeddedSource;

/** The model inside this library: always here, and in no file of its own. */
record EmbeddedEntry(EmbeddedSource source) implements LibraryEntry {

  @Override
  public LocalModel locate(DownloadListener listener) {
    return new LocalModel(
        source, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  @Override
  public Optional<LocalModel> find() {
    return Optional.of(locate(DownloadListener.NONE));
  }

  @Override
  public boolean isHere() {
    return true;
  }

  @Override
  public Path where() {
    return Path.of(EmbeddedSource.NAME);
  }

  @Override
  public List<StoredFile> files() {
    return List.of();
  }
}
