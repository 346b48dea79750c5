package org.latentj.models;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.latentj.models.download.DownloadListener;
import org.latentj.models.hub.StoredFile;
import org.latentj.models.source.ModelSource;

/**
 * What a library does with one model, which depends on where the model comes from. The methods are
 * those of {@link ModelLibrary}, which says what they promise.
 */
interface LibraryEntry {
  ModelSource source();

  LocalModel locate(DownloadListener listener) throws IOException;

  default LocalModel fetch(DownloadListener listener) throws IOException {
    return locate(listener);
  }

  Optional<LocalModel> find() throws IOException;

  boolean isHere() throws IOException;

  Path where() throws IOException;

  /** What there is to be verified. */
  List<StoredFile> files() throws IOException;

  default Optional<String> identity() throws IOException {
    return Optional.empty();
  }

  default OptionalLong bytesToFetch(DownloadListener listener) throws IOException {
    return OptionalLong.empty();
  }

  default void remove() throws IOException {
    throw new IllegalArgumentException(
        "%s was not fetched, so it is not removed; delete it yourself if you want to"
            .formatted(source().text()));
  }
}
