package org.latentj.models.hub;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.latentj.models.download.Credentials;
import org.latentj.models.download.DownloadException;
import org.latentj.models.download.DownloadListener;
import org.latentj.models.download.DownloadSettings;
import org.latentj.models.source.HubSource;

/**
 * Models of the hub: found in the folder for those got by hand ({@link HandFolder}), which go
 * first, or in the hub's cache ({@link CachedModels}), else fetched into that ({@link HubFetch}).
 */
public final class HubModels {
  private final HubCache cache;
  private final CachedModels cached;
  private final HandFolder hand;
  private final HubFetch fetch;

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
    cache = new HubCache(settings.cache());
    cached = new CachedModels(cache, variant);
    hand = new HandFolder(handFolder, variant);
    fetch =
        new HubFetch(
            download
                .withCredentials(
                    settings.token().map(token -> new Credentials(settings.endpoint(), token)))
                .withOffline(download.offline() || settings.offline()),
            new HubAddresses(settings.endpoint()),
            cache,
            hand,
            variant);
  }

  /**
   * The model as it is on this machine, if it is there and whole. Asks nobody: a branch is the
   * commit that it was when it was last fetched.
   */
  public Optional<HubModel> find(HubSource source) throws IOException {
    Optional<HubModel> model = hand.find(source);
    return model.isPresent() ? model : cached.find(source);
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
    return cached.model(source, fetch.model(source, terms, listener));
  }

  /**
   * What tells a cached model from all others without reading it: its commit, and which of its
   * files are read. Empty if it is not in the cache, or if files that were got by hand take its
   * place, of which no commit is known.
   */
  public Optional<String> identity(HubSource source) throws IOException {
    return hand.find(source).isPresent() ? Optional.empty() : cached.identity(source);
  }

  /**
   * Asks the hub how much of the revision, as it is now, is not on this machine.
   *
   * @return bytes that {@link #fetch} would get
   * @throws DownloadException as {@link #fetch} does
   */
  public long bytesToFetch(HubSource source, DownloadListener listener) throws IOException {
    return fetch.bytes(source, listener);
  }

  /** The tokenizer of a repository as it is on this machine, if it is there. */
  public Optional<Path> findTokenizer(String repository) throws IOException {
    HubSource source = HubSource.of(repository);
    Optional<Path> found = cached.tokenizer(source);
    return found.isPresent() ? found : hand.tokenizer(source);
  }

  /**
   * The tokenizer of a repository, which single files of another need.
   *
   * @return the folder
   * @throws IOException if it is neither here nor to be had
   */
  public Path tokenizer(String repository, DownloadListener listener) throws IOException {
    Optional<Path> found = findTokenizer(repository);
    return found.isPresent() ? found.get() : fetch.tokenizer(HubSource.of(repository), listener);
  }

  /** Where a model is; where the cache is, if it is not there yet. */
  public Path where(HubSource source) throws IOException {
    return find(source).map(HubModel::path).orElse(cache.folder());
  }

  /**
   * What is on this machine, whole or not. What users put here by hand takes the place of the same
   * model in the cache.
   */
  public List<StoredRepository> list() throws IOException {
    List<StoredRepository> all = new ArrayList<>(cached.list());
    for (StoredRepository own : hand.list()) {
      all.removeIf(each -> each.source().equals(own.source()));
      all.add(own);
    }
    return all;
  }

  /** The files of a model that is there; of a cached one, its revision's. Empty if it is not. */
  public List<StoredFile> files(HubSource source) throws IOException {
    return hand.find(source).isPresent() ? hand.files(source) : cached.files(source);
  }

  /** Deletes a repository from the cache, with all its revisions. */
  public void remove(String repository) throws IOException {
    cache.remove(repository);
  }
}
