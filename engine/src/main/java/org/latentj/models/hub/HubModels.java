package org.latentj.models.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.latentj.models.download.Credentials;
import org.latentj.models.download.DownloadException;
import org.latentj.models.download.DownloadException.Reason;
import org.latentj.models.download.DownloadListener;
import org.latentj.models.download.DownloadSettings;
import org.latentj.models.download.Downloader;
import org.latentj.models.download.FileHash;
import org.latentj.models.download.RemoteFile;
import org.latentj.models.known.KnownFile;
import org.latentj.models.known.KnownModels;
import org.latentj.models.source.HubSource;

/** Models of the hub: found in its cache or in the folder for those got by hand, else fetched. */
public final class HubModels {
  private static final int MAX_LISTING = 32 << 20;

  private final HubCache cache;
  private final HandFolder hand;
  private final ByHand byHand;
  private final DownloadSettings download;
  private final Optional<String> variant;

  /**
   * The hub's models.
   *
   * @param settings where hub and cache are
   * @param download how files are fetched; token and offline mode are those of {@code settings}
   * @param handFolder where users put what they got by hand
   * @param variant diffusers' name of the weight files to prefer, for example {@code fp16}
   */
  public HubModels(
      HubSettings settings, DownloadSettings download, Path handFolder, Optional<String> variant) {
    this.cache = new HubCache(settings.cache());
    this.hand = new HandFolder(handFolder);
    this.byHand = new ByHand(settings.endpoint(), hand);
    this.download =
        download
            .withCredentials(
                settings.token().map(token -> new Credentials(settings.endpoint(), token)))
            .withOffline(download.offline() || settings.offline());
    this.variant = variant;
  }

  /**
   * The model as it is on this machine, if it is there and whole. Asks nobody: a branch is the
   * commit that it was when it was last fetched.
   */
  public Optional<HubModel> find(HubSource source) throws IOException {
    Optional<HubModel> model = hand.find(source, variant);
    return model.isPresent() ? model : cached(source);
  }

  private Optional<HubModel> cached(HubSource source) throws IOException {
    Optional<String> commit = cache.commit(source.repository(), source.revisionOrDefault());
    if (commit.isEmpty()) {
      return Optional.empty();
    }
    List<String> names = cache.files(source.repository(), commit.get());
    boolean whole =
        source.file().isPresent()
            ? names.contains(source.file().get())
            : NeededFiles.ofFolder(names, variant).missing().isEmpty();
    return whole ? Optional.of(model(source, commit.get(), names)) : Optional.empty();
  }

  private HubModel model(HubSource source, String commit, List<String> names) {
    Path snapshot = cache.snapshot(source.repository(), commit);
    boolean tokenizer = source.file().isPresent() && !NeededFiles.tokenizer(names).isEmpty();
    return new HubModel(
        source.file().map(snapshot::resolve).orElse(snapshot),
        tokenizer ? Optional.of(snapshot.resolve("tokenizer")) : Optional.empty(),
        Optional.of(commit));
  }

  /**
   * Asks the hub for the revision as it is now, and fetches what is not there.
   *
   * @param terms asked before anything but the listing is fetched
   * @throws DownloadException if it cannot be had, with what to do
   * @throws IOException if the terms do not allow it, or the cache cannot be written
   */
  public HubModel fetch(HubSource source, HubTerms terms, DownloadListener listener)
      throws IOException {
    try (Downloader downloader = new Downloader(download)) {
      HubListing listing = listing(downloader, source, listener);
      terms.require(listing.license(), listing.commit());
      List<String> needed = needed(source, listing);
      source.file().ifPresent(file -> compare(source, file, listing, listener));
      List<String> names = fetch(downloader, source, listing, needed, listener);
      cache.remember(source.repository(), source.revisionOrDefault(), listing.commit());
      return model(source, listing.commit(), names);
    }
  }

  /**
   * What tells a cached model from all others without reading it: its commit, and which of its
   * files are read. Empty if it is not in the cache, or if files that were got by hand take its
   * place, of which no commit is known.
   */
  public Optional<String> identity(HubSource source) throws IOException {
    Optional<HubModel> model =
        hand.find(source, variant).isPresent() ? Optional.empty() : cached(source);
    if (model.isEmpty()) {
      return Optional.empty();
    }
    String commit = model.get().commit().orElseThrow();
    List<String> read =
        source.file().isPresent()
            ? List.of(source.file().get())
            : NeededFiles.ofFolder(cache.files(source.repository(), commit), variant).files();
    return Optional.of(
        "hf:%s@%s#%s".formatted(source.repository(), commit, String.join("#", read)));
  }

  /**
   * Asks the hub how much of the revision, as it is now, is not on this machine.
   *
   * @return bytes that {@link #fetch} would get
   * @throws DownloadException as {@link #fetch} does
   */
  public long bytesToFetch(HubSource source, DownloadListener listener) throws IOException {
    try (Downloader downloader = new Downloader(download)) {
      HubListing listing = listing(downloader, source, listener);
      List<String> needed = needed(source, listing);
      return listing.files().stream()
          .filter(file -> needed.contains(file.name()))
          .filter(file -> !Files.exists(cache.blob(source.repository(), file.hash())))
          .mapToLong(file -> file.size().orElse(0))
          .sum();
    }
  }

  /** The tokenizer of a repository as it is on this machine, if it is there. */
  public Optional<Path> findTokenizer(String repository) throws IOException {
    HubSource source = HubSource.of(repository);
    Optional<String> commit = cache.commit(repository, source.revisionOrDefault());
    if (commit.isPresent()
        && !NeededFiles.tokenizer(cache.files(repository, commit.get())).isEmpty()) {
      return Optional.of(cache.snapshot(repository, commit.get()).resolve("tokenizer"));
    }
    return NeededFiles.tokenizer(HandFolder.files(hand.of(source))).isEmpty()
        ? Optional.empty()
        : Optional.of(hand.of(source).resolve("tokenizer"));
  }

  /**
   * The tokenizer of a repository, which single files of another need.
   *
   * @return the folder
   * @throws IOException if it is neither here nor to be had
   */
  public Path tokenizer(String repository, DownloadListener listener) throws IOException {
    Optional<Path> found = findTokenizer(repository);
    if (found.isPresent()) {
      return found.get();
    }
    HubSource source = HubSource.of(repository);
    try {
      return fetchTokenizer(source, listener);
    } catch (DownloadException e) {
      throw e.reason() == Reason.CANCELLED
          ? e
          : new DownloadException(
              e.reason(),
              "the vocabulary, which single files lack, cannot be had: %s%n%s"
                  .formatted(firstLine(e), byHand.vocabulary(source)),
              e);
    }
  }

  private Path fetchTokenizer(HubSource source, DownloadListener listener) throws IOException {
    try (Downloader downloader = new Downloader(download)) {
      HubListing listing = listing(downloader, source, listener);
      Set<String> needed =
          NeededFiles.tokenizer(listing.files().stream().map(HubFile::name).toList());
      fetch(downloader, source, listing, List.copyOf(needed), listener);
      cache.remember(source.repository(), source.revisionOrDefault(), listing.commit());
      return cache.snapshot(source.repository(), listing.commit()).resolve("tokenizer");
    }
  }

  private static String firstLine(DownloadException e) {
    return e.getMessage().lines().findFirst().orElse("");
  }

  private HubListing listing(Downloader downloader, HubSource source, DownloadListener listener)
      throws IOException {
    try {
      return HubListing.parse(
          downloader.text(byHand.listing(source), MAX_LISTING, listener), source);
    } catch (DownloadException e) {
      throw e.reason() == Reason.CANCELLED ? e : explained(source, e);
    }
  }

  private DownloadException explained(HubSource source, DownloadException e) throws IOException {
    StringBuilder text =
        new StringBuilder("%s cannot be had: %s.".formatted(source.text(), e.getMessage()));
    if (e.reason() == Reason.NOT_ALLOWED) {
      text.append(
          "%nEither the name is misspelt, or the model wants a login: accept its conditions at %s, make a token with read access in the settings there, and give it in the environment variable HF_TOKEN."
              .formatted(byHand.page(source)));
    } else if (e.reason() == Reason.NOT_FOUND) {
      text.append(
          "%nLook whether %s is there, and its revision %s."
              .formatted(byHand.page(source), source.revisionOrDefault()));
    }
    if (e.reason() != Reason.UNREACHABLE) {
      ByHand.mirror(source)
          .ifPresent(mirror -> text.append("%nThe same files: %s.".formatted(mirror)));
    }
    List<String> lacks = hand.lacks(source, variant);
    if (!lacks.isEmpty()) {
      text.append(
          "%n%s is there, but lacks %s.".formatted(hand.of(source), String.join(", ", lacks)));
    }
    text.append("%n".formatted()).append(byHand.model(source)).append('.');
    return new DownloadException(e.reason(), text.toString(), e);
  }

  private List<String> needed(HubSource source, HubListing listing) throws DownloadException {
    List<String> names = listing.files().stream().map(HubFile::name).toList();
    if (source.file().isPresent()) {
      String file = source.file().get();
      if (!names.contains(file)) {
        throw new DownloadException(
            Reason.NOT_FOUND,
            "%s has no file %s; its checkpoints are %s"
                .formatted("hf:" + source.repository(), file, checkpoints(names)));
      }
      Set<String> needed = new LinkedHashSet<>(List.of(file));
      needed.addAll(NeededFiles.tokenizer(names));
      return List.copyOf(needed);
    }
    NeededFiles needed = NeededFiles.ofFolder(names, variant);
    if (!needed.missing().isEmpty()) {
      List<String> single = checkpoints(names);
      String hint =
          single.isEmpty()
              ? "it is no Stable Diffusion model that this engine reads"
              : "it has single files, and one is to be named, for example hf:%s#%s (of %s)"
                  .formatted(source.repository(), single.get(0), single);
      throw new DownloadException(
          Reason.NOT_FOUND,
          "%s is no whole diffusers folder: it lacks %s; %s"
              .formatted(source.text(), String.join(", ", needed.missing()), hint));
    }
    return needed.files();
  }

  /** Says so if a known file is not the known one any more. */
  private static void compare(
      HubSource source, String name, HubListing listing, DownloadListener listener) {
    Optional<String> known = KnownModels.file(source.repository(), name).flatMap(KnownFile::sha256);
    listing.files().stream()
        .filter(file -> file.name().equals(name))
        .filter(file -> known.isPresent() && !file.hash().hex().equals(known.get()))
        .findFirst()
        .ifPresent(
            file ->
                listener.remark(
                    "%s is not the published file of SHA-256 %s any more: the hub has %s"
                        .formatted(source.text(), known.get(), file.hash())));
  }

  private static List<String> checkpoints(List<String> names) {
    return names.stream()
        .filter(name -> !name.contains("/"))
        .filter(name -> name.endsWith(".safetensors") || name.endsWith(".ckpt"))
        .toList();
  }

  private List<String> fetch(
      Downloader downloader,
      HubSource source,
      HubListing listing,
      List<String> needed,
      DownloadListener listener)
      throws IOException {
    Map<String, HubFile> byName = new HashMap<>();
    listing.files().forEach(file -> byName.put(file.name(), file));
    List<RemoteFile> files = new ArrayList<>();
    for (String name : needed) {
      files.add(remote(source, listing.commit(), byName.get(name)));
    }
    downloader.fetch(files, listener);
    for (String name : needed) {
      cache.link(source.repository(), listing.commit(), name, byName.get(name).hash());
    }
    return needed;
  }

  private RemoteFile remote(HubSource source, String commit, HubFile file) {
    String repository = source.repository();
    return new RemoteFile(
        file.name(),
        byHand.file(repository, commit, file.name()),
        cache.blob(repository, file.hash()),
        cache.lock(repository, file.hash()),
        file.size(),
        Optional.of(file.hash()),
        byHand.file(source, commit, file));
  }

  /** Where the hub's cache is. */
  public Path cacheFolder() {
    return cache.folder();
  }

  /** Where a model goes that is got by hand. */
  public Path handFolder(HubSource source) {
    return hand.of(source);
  }

  /** Repositories in the cache that hold a model of the kind that the engine reads. */
  public List<String> stored() throws IOException {
    List<String> found = new ArrayList<>();
    for (String repository : cache.repositories()) {
      for (String commit : cache.commits(repository)) {
        List<String> names = cache.files(repository, commit);
        if (names.contains(NeededFiles.INDEX) || !checkpoints(names).isEmpty()) {
          found.add(repository);
          break;
        }
      }
    }
    return found;
  }

  /** Bytes that a repository takes in the cache. */
  public long size(String repository) throws IOException {
    return cache.size(repository);
  }

  /** Single files of a repository that are in the cache. */
  public List<String> storedFiles(String repository) throws IOException {
    Set<String> files = new LinkedHashSet<>();
    for (String commit : cache.commits(repository)) {
      files.addAll(checkpoints(cache.files(repository, commit)));
    }
    return List.copyOf(files);
  }

  /**
   * A file of a cached model and the hash that it must have.
   *
   * @param file where it is
   * @param expected what its bytes must hash to; empty if nothing here tells
   */
  public record StoredFile(Path file, Optional<FileHash> expected) {}

  /** The files of a cached revision; empty if it is not there. */
  public List<StoredFile> files(HubSource source) throws IOException {
    Optional<String> commit = cache.commit(source.repository(), source.revisionOrDefault());
    List<StoredFile> files = new ArrayList<>();
    if (commit.isPresent()) {
      Path snapshot = cache.snapshot(source.repository(), commit.get());
      for (String name : cache.files(source.repository(), commit.get())) {
        if (source.file().isEmpty() || source.file().get().equals(name)) {
          Path file = snapshot.resolve(name);
          files.add(new StoredFile(file, cache.expectedHash(source.repository(), file)));
        }
      }
    }
    return files;
  }

  /** Deletes a repository from the cache, with all its revisions. */
  public void remove(String repository) throws IOException {
    cache.remove(repository);
  }
}
