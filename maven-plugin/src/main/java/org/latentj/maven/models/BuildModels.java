package org.latentj.maven.models;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.apache.maven.plugin.logging.Log;
import org.latentj.maven.generate.ModelLocator;
import org.latentj.models.LibrarySettings;
import org.latentj.models.LocalModel;
import org.latentj.models.ModelLibrary;
import org.latentj.models.download.DownloadListener;
import org.latentj.models.source.ModelSource;

/** Models that manifests name, from the user's library. */
public final class BuildModels implements ModelLocator {
  private final Supplier<LibrarySettings> here;
  private final Supplier<LibrarySettings> complete;
  private final Log log;
  private ModelLibrary finding;
  private ModelLibrary fetching;
  private boolean offline;

  /**
   * A library of which nothing is read before a manifest names a model of it.
   *
   * @param here where models are, for what needs no network: a server that {@code settings.xml}
   *     lacks must not fail a build that has all it needs
   * @param complete the same with Maven's token, proxy and offline mode
   */
  public BuildModels(Supplier<LibrarySettings> here, Supplier<LibrarySettings> complete, Log log) {
    this.here = here;
    this.complete = complete;
    this.log = log;
  }

  /** For goals that fetch nothing. */
  public static BuildModels here(Optional<String> variant, Log log) {
    Supplier<LibrarySettings> here = BuildLibrary.here(List.of(), variant);
    return new BuildModels(here, here, log);
  }

  private synchronized ModelLibrary finding() {
    finding = finding == null ? new ModelLibrary(here.get()) : finding;
    return finding;
  }

  private synchronized ModelLibrary fetching() {
    if (fetching == null) {
      LibrarySettings settings = complete.get();
      offline = settings.hub().offline();
      fetching = new ModelLibrary(settings);
    }
    return fetching;
  }

  @Override
  public Optional<LocalModel> find(ModelSource source) throws IOException {
    return finding().find(source);
  }

  @Override
  public Optional<String> identity(ModelSource source) throws IOException {
    return finding().identity(source);
  }

  @Override
  public synchronized boolean isOffline() {
    fetching();
    return offline;
  }

  @Override
  public OptionalLong bytesToFetch(ModelSource source) {
    try {
      return fetching().bytesToFetch(source, DownloadListener.NONE);
    } catch (IOException e) {
      // Fetching it will say the same, with what to do.
      return OptionalLong.empty();
    }
  }

  @Override
  public LocalModel locate(ModelSource source) throws IOException {
    // What is here needs no login, and no server that settings.xml may lack.
    ModelLibrary library = find(source).isPresent() ? finding() : fetching();
    return library.locate(source, new LogListener(log));
  }
}
