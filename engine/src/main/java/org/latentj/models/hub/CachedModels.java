package org.latentj.models.hub;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.latentj.models.source.HubSource;

/** What the hub's cache holds of models that the engine reads. */
final class CachedModels {
  private final HubCache cache;
  private final Optional<String> variant;

  CachedModels(HubCache cache, Optional<String> variant) {
    this.cache = cache;
    this.variant = variant;
  }

  /** The model, if it is there and whole. */
  Optional<HubModel> find(HubSource source) throws IOException {
    Optional<String> commit = commit(source);
    if (commit.isEmpty()) {
      return Optional.empty();
    }
    List<String> names = cache.files(source.repository(), commit.get());
    boolean whole =
        source.file().isPresent()
            ? names.contains(source.file().get())
            : NeededFiles.ofFolder(names, variant).missing().isEmpty();
    return whole ? Optional.of(model(source, commit.get())) : Optional.empty();
  }

  /** The model as it was at a commit that has been fetched. */
  HubModel model(HubSource source, String commit) throws IOException {
    Path snapshot = cache.snapshot(source.repository(), commit);
    return new HubModel(
        source.file().map(snapshot::resolve).orElse(snapshot),
        source.file().isPresent() ? tokenizer(source.repository(), commit) : Optional.empty(),
        Optional.of(commit));
  }

  /** The tokenizer folder of a repository's revision, if it is there. */
  Optional<Path> tokenizer(HubSource source) throws IOException {
    Optional<String> commit = commit(source);
    return commit.isPresent() ? tokenizer(source.repository(), commit.get()) : Optional.empty();
  }

  private Optional<Path> tokenizer(String repository, String commit) throws IOException {
    return NeededFiles.tokenizer(cache.files(repository, commit)).isEmpty()
        ? Optional.empty()
        : Optional.of(cache.snapshot(repository, commit).resolve("tokenizer"));
  }

  /** Its commit and which of its files are read; empty if it is not there, or not whole. */
  Optional<String> identity(HubSource source) throws IOException {
    Optional<HubModel> model = find(source);
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

  /** The files of a revision, or the one that the reference names. */
  List<StoredFile> files(HubSource source) throws IOException {
    Optional<String> commit = commit(source);
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

  /** Repositories that hold a model of the kind that the engine reads, whole or not. */
  List<StoredRepository> list() throws IOException {
    List<StoredRepository> found = new ArrayList<>();
    for (String repository : cache.repositories()) {
      boolean folder = false;
      Set<String> singleFiles = new LinkedHashSet<>();
      for (String commit : cache.commits(repository)) {
        List<String> names = cache.files(repository, commit);
        folder |= names.contains(NeededFiles.INDEX);
        singleFiles.addAll(NeededFiles.checkpoints(names));
      }
      if (folder || !singleFiles.isEmpty()) {
        found.add(
            new StoredRepository(
                HubSource.of(repository), List.copyOf(singleFiles), cache.size(repository)));
      }
    }
    return found;
  }

  private Optional<String> commit(HubSource source) throws IOException {
    return cache.commit(source.repository(), source.revisionOrDefault());
  }
}
