package org.latentj.models;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.latentj.models.download.DownloadException;
import org.latentj.models.download.DownloadListener;
import org.latentj.models.hub.HubModels;
import org.latentj.models.hub.StoredRepository;
import org.latentj.models.known.KnownModel;
import org.latentj.models.known.KnownModels;
import org.latentj.models.license.Acceptance;
import org.latentj.models.license.AcceptanceFile;
import org.latentj.models.license.LicenseGate;
import org.latentj.models.license.LicenseNotAcceptedException;
import org.latentj.models.source.EmbeddedSource;
import org.latentj.models.source.HubSource;
import org.latentj.models.source.LocalSource;
import org.latentj.models.source.ModelSource;
import org.latentj.models.source.WebSource;

/**
 * The user's models. Needs neither DJL nor libtorch.
 *
 * <p>A model whose licence binds its users is neither fetched nor handed out before the licence is
 * accepted; this holds for models that other programs have fetched, and for known files that the
 * user names by their path.
 *
 * <p>Holds no connection or file open between calls. Thread-safe.
 */
public final class ModelLibrary {
  private final HubModels hub;
  private final WebModels web;
  private final Vocabularies vocabularies;
  private final AcceptanceFile record;
  private final LicenseGate gate;
  private final Path folder;

  /** A library; touches nothing yet. */
  public ModelLibrary(LibrarySettings settings) {
    folder = settings.folder();
    hub =
        new HubModels(
            settings.hub(), settings.download(), folder.resolve("hub"), settings.variant());
    boolean offline = settings.download().offline() || settings.hub().offline();
    web = new WebModels(folder.resolve("web"), settings.download().withOffline(offline));
    vocabularies = new Vocabularies(hub);
    record = new AcceptanceFile(folder.resolve("accepted-licenses.json"));
    gate = new LicenseGate(record, settings.consent());
  }

  private LibraryEntry entry(ModelSource source) {
    if (source instanceof HubSource hubSource) {
      return new HubEntry(hubSource, hub, vocabularies, gate);
    }
    if (source instanceof WebSource webSource) {
      return new WebEntry(webSource, web, vocabularies, gate);
    }
    return source instanceof LocalSource local
        ? new LocalEntry(local, gate)
        : new EmbeddedEntry((EmbeddedSource) source);
  }

  /**
   * The model on this machine; fetched if it is not there. What is there is used as it is, without
   * asking anybody whether there is something newer.
   *
   * @throws LicenseNotAcceptedException if its licence was not accepted
   * @throws DownloadException if it cannot be had, with what to do
   * @throws IOException if it is not where it should be, or folders cannot be read or written
   */
  public LocalModel locate(ModelSource source, DownloadListener listener) throws IOException {
    return entry(source).locate(listener);
  }

  /**
   * The model as it is on this machine; empty if it is not there, or not whole. Fetches nothing and
   * asks for no licence: it is for telling models apart. Whoever uses one {@linkplain #locate
   * locates} it.
   */
  public Optional<LocalModel> find(ModelSource source) throws IOException {
    return entry(source).find();
  }

  /**
   * What tells the hub's model, as it is on this machine, from all other versions of it without
   * reading its gigabytes: see {@link HubModels#identity}. Empty for all other sources, and where
   * nothing but the files themselves can tell.
   */
  public Optional<String> identity(ModelSource source) throws IOException {
    return entry(source).identity();
  }

  /**
   * How much {@link #fetch} would get, as far as that can be asked: of the hub. Asks for no licence
   * and fetches nothing but the listing.
   *
   * @throws IOException as {@link #fetch} does
   */
  public OptionalLong bytesToFetch(ModelSource source, DownloadListener listener)
      throws IOException {
    return entry(source).bytesToFetch(listener);
  }

  /**
   * As {@link #locate}, but asks the hub whether the branch has moved on, and fetches that.
   *
   * @throws IOException as {@link #locate} does
   */
  public LocalModel fetch(ModelSource source, DownloadListener listener) throws IOException {
    return entry(source).fetch(listener);
  }

  /** Whether a model is on this machine, whole. Fetches nothing and asks for nothing. */
  public boolean isHere(ModelSource source) throws IOException {
    return entry(source).isHere();
  }

  /** Where a model is, or will be once it is fetched. Fetches nothing and asks for nothing. */
  public Path where(ModelSource source) throws IOException {
    return entry(source).where();
  }

  /** Models of the hub and from addresses that are on this machine. */
  public List<StoredModel> list() throws IOException {
    List<StoredModel> models = new ArrayList<>();
    for (StoredRepository repository : hub.list()) {
      models.add(listed(repository));
    }
    models.addAll(web.list());
    return models;
  }

  private StoredModel listed(StoredRepository stored) throws IOException {
    HubSource source = stored.source();
    List<String> files = stored.singleFiles();
    boolean whole = hub.find(source).isPresent();
    List<String> usable = new ArrayList<>();
    if (whole) {
      usable.add(source.text());
    }
    for (String file : files) {
      usable.add(new HubSource(source.repository(), source.revision(), Optional.of(file)).text());
    }
    String title =
        KnownModels.inRepository(source.repository())
            .map(KnownModel::title)
            .orElse("not a known model");
    String state =
        whole ? "" : files.isEmpty() ? ", not whole" : ", files " + String.join(", ", files);
    return new StoredModel(source.text(), title + state, where(source), stored.bytes(), usable);
  }

  /** Licences that were accepted so far, oldest first. */
  public List<Acceptance> accepted() throws IOException {
    return record.read();
  }

  /**
   * As {@link #verify(ModelSource, DownloadListener)}, with nobody who follows.
   *
   * @return as there
   */
  public List<FileCheck> verify(ModelSource source) throws IOException {
    return verify(source, DownloadListener.NONE);
  }

  /**
   * Reads a model's files and compares their hashes with what the hub said of them, what the
   * registry knows, or what arrived.
   *
   * @param listener hears of every file, and may cancel between two of them
   * @return one entry for each file; empty if the model is not on this machine
   * @throws DownloadException if the listener cancels
   */
  public List<FileCheck> verify(ModelSource source, DownloadListener listener) throws IOException {
    return Verification.of(entry(source).files(), listener);
  }

  /**
   * Deletes a model that was fetched: of the hub, the repository with all its revisions, for other
   * programs, too.
   *
   * @throws IllegalArgumentException for a path, which is the user's own, and for the embedded
   *     model
   */
  public void remove(ModelSource source) throws IOException {
    entry(source).remove();
  }

  /** This project's own folder. */
  public Path folder() {
    return folder;
  }
}
