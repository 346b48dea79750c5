package org.latentj.models.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.latentj.models.download.DownloadException;
import org.latentj.models.download.DownloadException.Reason;
import org.latentj.models.download.DownloadListener;
import org.latentj.models.download.DownloadSettings;
import org.latentj.models.download.Downloader;
import org.latentj.models.download.RemoteFile;
import org.latentj.models.known.KnownFile;
import org.latentj.models.known.KnownModels;
import org.latentj.models.source.HubSource;

/** Asks the hub for a revision as it is now, and fetches into the cache what is not there. */
final class HubFetch {
  private static final int MAX_LISTING = 32 << 20;

  private final DownloadSettings download;
  private final HubAddresses hub;
  private final HubCache cache;
  private final ByHand byHand;
  private final Refusals refusals;
  private final Optional<String> variant;

  HubFetch(
      DownloadSettings download,
      HubAddresses hub,
      HubCache cache,
      HandFolder hand,
      Optional<String> variant) {
    this.download = download;
    this.hub = hub;
    this.cache = cache;
    this.byHand = new ByHand(hub, hand);
    this.refusals = new Refusals(hub, hand, byHand);
    this.variant = variant;
  }

  /**
   * Fetches a model.
   *
   * @return its commit
   */
  String model(HubSource source, HubTerms terms, DownloadListener listener) throws IOException {
    try (Downloader downloader = new Downloader(download)) {
      HubListing listing = listing(downloader, source, listener);
      terms.require(listing.license(), listing.commit());
      List<String> needed = ChosenFiles.of(source, listing.names(), variant);
      source.file().ifPresent(file -> compare(source, file, listing, listener));
      fetch(downloader, source, listing, needed, listener);
      return listing.commit();
    }
  }

  /** Bytes that {@link #model} would get. */
  long bytes(HubSource source, DownloadListener listener) throws IOException {
    try (Downloader downloader = new Downloader(download)) {
      HubListing listing = listing(downloader, source, listener);
      List<String> needed = ChosenFiles.of(source, listing.names(), variant);
      return listing.files().stream()
          .filter(file -> needed.contains(file.name()))
          .filter(file -> !Files.exists(cache.blob(source.repository(), file.hash())))
          .mapToLong(file -> file.size().orElse(0))
          .sum();
    }
  }

  /**
   * Fetches the tokenizer of a repository, and nothing else of it.
   *
   * @return its folder
   */
  Path tokenizer(HubSource source, DownloadListener listener) throws IOException {
    try (Downloader downloader = new Downloader(download)) {
      HubListing listing = listing(downloader, source, listener);
      List<String> needed = List.copyOf(NeededFiles.tokenizer(listing.names()));
      fetch(downloader, source, listing, needed, listener);
      return cache.snapshot(source.repository(), listing.commit()).resolve("tokenizer");
    } catch (DownloadException e) {
      throw e.reason() == Reason.CANCELLED ? e : refusals.vocabulary(source, e);
    }
  }

  private HubListing listing(Downloader downloader, HubSource source, DownloadListener listener)
      throws IOException {
    try {
      return HubListing.parse(downloader.text(hub.listing(source), MAX_LISTING, listener), source);
    } catch (DownloadException e) {
      throw e.reason() == Reason.CANCELLED ? e : refusals.model(source, e);
    }
  }

  /** Says so if a known file is not the known one any more. */
  private static void compare(
      HubSource source, String name, HubListing listing, DownloadListener listener) {
    Optional<String> known = KnownModels.file(source.repository(), name).flatMap(KnownFile::sha256);
    HubFile file = listing.file(name);
    if (known.isPresent() && !file.hash().hex().equals(known.get())) {
      listener.remark(
          "%s is not the published file of SHA-256 %s any more: the hub has %s"
              .formatted(source.text(), known.get(), file.hash()));
    }
  }

  private void fetch(
      Downloader downloader,
      HubSource source,
      HubListing listing,
      List<String> needed,
      DownloadListener listener)
      throws IOException {
    List<RemoteFile> files = new ArrayList<>();
    for (String name : needed) {
      files.add(remote(source, listing.commit(), listing.file(name)));
    }
    downloader.fetch(files, listener);
    for (String name : needed) {
      cache.link(source.repository(), listing.commit(), name, listing.file(name).hash());
    }
    cache.remember(source.repository(), source.revisionOrDefault(), listing.commit());
  }

  private RemoteFile remote(HubSource source, String commit, HubFile file) {
    String repository = source.repository();
    return new RemoteFile(
        file.name(),
        hub.file(repository, commit, file.name()),
        cache.blob(repository, file.hash()),
        cache.lock(repository, file.hash()),
        file.size(),
        Optional.of(file.hash()),
        byHand.file(source, commit, file));
  }
}
