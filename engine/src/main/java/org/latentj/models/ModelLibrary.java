package org.latentj.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.latentj.models.download.ByteCount;
import org.latentj.models.download.DownloadListener;
import org.latentj.models.download.FileHash;
import org.latentj.models.hub.HubModel;
import org.latentj.models.hub.HubModels;
import org.latentj.models.known.KnownFile;
import org.latentj.models.known.KnownModel;
import org.latentj.models.known.KnownModels;
import org.latentj.models.license.AcceptanceFile;
import org.latentj.models.license.LicenseGate;
import org.latentj.models.license.LicenseNotAcceptedException;
import org.latentj.models.license.ModelLicense;
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
    gate =
        new LicenseGate(
            new AcceptanceFile(folder.resolve("accepted-licenses.json")), settings.consent());
  }

  /**
   * The model on this machine; fetched if it is not there. What is there is used as it is, without
   * asking anybody whether there is something newer.
   *
   * @throws LicenseNotAcceptedException if its licence was not accepted
   * @throws org.latentj.models.download.DownloadException if it cannot be had, with what to do
   * @throws IOException if it is not where it should be, or folders cannot be read or written
   */
  public LocalModel locate(ModelSource source, DownloadListener listener) throws IOException {
    if (source instanceof HubSource hubSource) {
      HubSource resolved = withFile(hubSource);
      Optional<HubModel> found = hub.find(resolved);
      return found.isPresent()
          ? used(resolved, found.get(), listener)
          : fetchFromHub(resolved, listener);
    }
    if (source instanceof WebSource webSource) {
      acceptKnown(webSource.name(), webSource.text());
      Optional<Path> found = web.find(webSource);
      Path file = found.isPresent() ? found.get() : web.fetch(webSource, listener);
      return single(webSource, file, listener);
    }
    return source instanceof LocalSource local ? local(local) : embedded(source);
  }

  /**
   * The model as it is on this machine; empty if it is not there, or not whole. Fetches nothing and
   * asks for no licence: it is for telling models apart. Whoever uses one {@linkplain #locate
   * locates} it.
   */
  public Optional<LocalModel> find(ModelSource source) throws IOException {
    if (source instanceof HubSource hubSource) {
      HubSource resolved = withFile(hubSource);
      Optional<HubModel> model = hub.find(resolved);
      boolean bare = resolved.file().isPresent() && model.flatMap(HubModel::tokenizer).isEmpty();
      return model.isEmpty()
          ? Optional.empty()
          : withTokenizer(
              new LocalModel(
                  resolved,
                  Optional.of(model.get().path()),
                  model.get().tokenizer(),
                  model.get().commit(),
                  license(resolved).map(ModelLicense::id)),
              bare ? KnownModels.inRepository(resolved.repository()) : Optional.empty());
    }
    if (source instanceof WebSource webSource) {
      Optional<Path> file = web.find(webSource);
      return file.isEmpty()
          ? Optional.empty()
          : withTokenizer(onDisk(source, file.get()), KnownModels.ofLocalFile(file.get()));
    }
    return source instanceof LocalSource local
        ? Optional.of(onDisk(source, local.path())).filter(model -> Files.exists(local.path()))
        : Optional.of(embedded(source));
  }

  private static LocalModel embedded(ModelSource source) {
    return new LocalModel(
        source, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static LocalModel onDisk(ModelSource source, Path path) {
    return new LocalModel(
        source,
        Optional.of(path),
        Optional.empty(),
        Optional.empty(),
        KnownModels.ofLocalFile(path).map(model -> model.license().id()));
  }

  /** Empty if the vocabulary of that known model is not on this machine. */
  private Optional<LocalModel> withTokenizer(LocalModel model, Optional<KnownModel> known)
      throws IOException {
    if (known.isEmpty()) {
      return Optional.of(model);
    }
    return hub.findTokenizer(known.get().tokenizer())
        .map(
            folder ->
                new LocalModel(
                    model.source(),
                    model.checkpoint(),
                    Optional.of(folder),
                    model.revision(),
                    model.license()));
  }

  /**
   * What tells the hub's model, as it is on this machine, from all other versions of it without
   * reading its gigabytes: see {@link HubModels#identity}. Empty for all other sources, and where
   * nothing but the files themselves can tell.
   */
  public Optional<String> identity(ModelSource source) throws IOException {
    return source instanceof HubSource hubSource
        ? hub.identity(withFile(hubSource))
        : Optional.empty();
  }

  /**
   * How much {@link #fetch} would get, as far as that can be asked: of the hub. Asks for no licence
   * and fetches nothing but the listing.
   *
   * @throws IOException as {@link #fetch} does
   */
  public OptionalLong bytesToFetch(ModelSource source, DownloadListener listener)
      throws IOException {
    return source instanceof HubSource hubSource
        ? OptionalLong.of(hub.bytesToFetch(withFile(hubSource), listener))
        : OptionalLong.empty();
  }

  /**
   * As {@link #locate}, but asks the hub whether the branch has moved on, and fetches that.
   *
   * @throws IOException as {@link #locate} does
   */
  public LocalModel fetch(ModelSource source, DownloadListener listener) throws IOException {
    return source instanceof HubSource hubSource
        ? fetchFromHub(withFile(hubSource), listener)
        : locate(source, listener);
  }

  /** Repositories that hold single files only: the one to take, where the reference names none. */
  private static HubSource withFile(HubSource source) {
    if (source.file().isPresent()) {
      return source;
    }
    return KnownModels.inRepository(source.repository()).stream()
        .filter(model -> !model.repository().equalsIgnoreCase(source.repository()))
        .flatMap(model -> model.files().stream())
        .filter(file -> file.repository().equalsIgnoreCase(source.repository()))
        .findFirst()
        .map(
            file -> new HubSource(source.repository(), source.revision(), Optional.of(file.file())))
        .orElse(source);
  }

  private LocalModel fetchFromHub(HubSource source, DownloadListener listener) throws IOException {
    HubModel model =
        hub.fetch(
            source,
            (license, commit) -> {
              Optional<ModelLicense> binding =
                  license(source).or(() -> license.flatMap(ModelLicense::of));
              if (binding.isPresent()) {
                gate.require(binding.get(), name(source), commit);
              }
            },
            listener);
    return used(source, model, listener);
  }

  private LocalModel used(HubSource source, HubModel model, DownloadListener listener)
      throws IOException {
    Optional<ModelLicense> license = license(source);
    if (license.isPresent()) {
      gate.require(
          license.get(), name(source), model.commit().orElse("not known: put there by hand"));
    }
    Optional<Path> tokenizer = model.tokenizer();
    if (source.file().isPresent() && tokenizer.isEmpty()) {
      tokenizer = tokenizer(KnownModels.inRepository(source.repository()), listener);
    }
    return new LocalModel(
        source,
        Optional.of(model.path()),
        tokenizer,
        model.commit(),
        license.map(ModelLicense::id));
  }

  private Optional<Path> tokenizer(Optional<KnownModel> model, DownloadListener listener)
      throws IOException {
    return model.isPresent()
        ? Optional.of(hub.tokenizer(model.get().tokenizer(), listener))
        : Optional.empty();
  }

  private static Optional<ModelLicense> license(HubSource source) {
    return KnownModels.inRepository(source.repository()).map(KnownModel::license);
  }

  private static String name(HubSource source) {
    return "hf:" + source.repository();
  }

  private LocalModel local(LocalSource source) throws IOException {
    Path path = source.path();
    if (!Files.exists(path)) {
      throw new IOException(missing(source));
    }
    Optional<KnownModel> known = KnownModels.ofLocalFile(path);
    if (known.isPresent()) {
      gate.require(known.get().license(), known.get().source().text(), "the file " + source.name());
    }
    return onDisk(source, path);
  }

  private static String missing(LocalSource source) {
    String hint =
        KnownModels.named(source.name())
            .map(model -> model.source().text())
            .or(
                () ->
                    KnownModels.all().stream()
                        .flatMap(model -> model.files().stream())
                        .filter(file -> file.file().equals(source.name()))
                        .map(file -> file.source().text())
                        .findFirst())
            .map(text -> "; if you mean the published model, name it " + text)
            .orElse("");
    return "there is no model at %s%s".formatted(source.path(), hint);
  }

  private void acceptKnown(String fileName, String reference) throws IOException {
    for (KnownModel model : KnownModels.all()) {
      for (KnownFile file : model.files()) {
        if (file.file().equals(fileName)) {
          gate.require(model.license(), model.source().text(), "the file at " + reference);
          return;
        }
      }
    }
  }

  private LocalModel single(WebSource source, Path file, DownloadListener listener)
      throws IOException {
    Optional<KnownModel> known = KnownModels.ofLocalFile(file);
    return new LocalModel(
        source,
        Optional.of(file),
        tokenizer(known, listener),
        Optional.empty(),
        known.map(model -> model.license().id()));
  }

  /** Where a model is, or will be once it is fetched. Fetches nothing and asks for nothing. */
  public Path where(ModelSource source) throws IOException {
    if (source instanceof HubSource hubSource) {
      HubSource resolved = withFile(hubSource);
      Optional<HubModel> found = hub.find(resolved);
      return found.isPresent() ? found.get().path() : hub.cacheFolder();
    }
    if (source instanceof WebSource webSource) {
      return web.file(webSource);
    }
    return source instanceof LocalSource local ? local.path() : Path.of(EmbeddedSource.NAME);
  }

  /** Models of the hub and from addresses that are on this machine. */
  public List<StoredModel> list() throws IOException {
    List<StoredModel> models = new ArrayList<>();
    for (String repository : hub.stored()) {
      HubSource source = HubSource.of(repository);
      String title =
          KnownModels.inRepository(repository).map(KnownModel::title).orElse("not a known model");
      List<String> files = hub.storedFiles(repository);
      String state =
          hub.find(source).isPresent()
              ? ""
              : files.isEmpty() ? ", not whole" : ", files " + String.join(", ", files);
      models.add(
          new StoredModel(source.text(), title + state, where(source), hub.size(repository)));
    }
    models.addAll(web.list());
    return models;
  }

  /**
   * Reads a model's files and compares their hashes with what the hub said of them, what the
   * registry knows, or what arrived.
   *
   * @return one entry for each file; empty if the model is not on this machine
   */
  public List<FileCheck> verify(ModelSource source) throws IOException {
    List<FileCheck> checks = new ArrayList<>();
    if (source instanceof HubSource hubSource) {
      for (HubModels.StoredFile file : hub.files(withFile(hubSource))) {
        checks.add(check(file.file(), file.expected()));
      }
    } else if (source instanceof WebSource webSource && Files.exists(web.file(webSource))) {
      Path file = web.file(webSource);
      checks.add(check(file, webSource.sha256().map(FileHash::sha256).or(() -> recorded(file))));
    } else if (source instanceof LocalSource local && Files.isRegularFile(local.path())) {
      checks.add(check(local.path(), known(local.path())));
    }
    return checks;
  }

  private Optional<FileHash> recorded(Path file) {
    try {
      return web.recorded(file);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<FileHash> known(Path path) {
    return KnownModels.all().stream()
        .flatMap(model -> model.files().stream())
        .filter(file -> file.file().equals(String.valueOf(path.getFileName())))
        .findFirst()
        .flatMap(KnownFile::sha256)
        .map(FileHash::sha256);
  }

  private static FileCheck check(Path file, Optional<FileHash> expected) throws IOException {
    if (expected.isEmpty()) {
      return new FileCheck(
          file,
          FileCheck.Result.UNKNOWN,
          "nothing says which hash it must have; it has " + FileHash.sha256Of(file));
    }
    FileHash found = expected.get().of(file);
    return found.equals(expected.get())
        ? new FileCheck(file, FileCheck.Result.OK, found.toString())
        : new FileCheck(
            file,
            FileCheck.Result.WRONG,
            "expected %s but it has %s (%s); remove the model and fetch it again"
                .formatted(expected.get(), found.hex(), ByteCount.text(Files.size(file))));
  }

  /**
   * Deletes a model that was fetched: of the hub, the repository with all its revisions, for other
   * programs, too.
   *
   * @throws IllegalArgumentException for a path, which is the user's own, and for the embedded
   *     model
   */
  public void remove(ModelSource source) throws IOException {
    if (source instanceof HubSource hubSource) {
      hub.remove(hubSource.repository());
    } else if (source instanceof WebSource webSource) {
      web.remove(webSource);
    } else {
      throw new IllegalArgumentException(
          "%s was not fetched, so it is not removed; delete it yourself if you want to"
              .formatted(source.text()));
    }
  }

  /** This project's own folder. */
  public Path folder() {
    return folder;
  }
}
