package org.latentj.maven.generate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.latentj.maven.files.FileHashes;
import org.latentj.maven.files.Fingerprint;
import org.latentj.maven.files.StateFolder;
import org.latentj.maven.lock.LockFile;
import org.latentj.maven.lock.LockedAsset;
import org.latentj.maven.manifest.Asset;
import org.latentj.maven.manifest.Manifest;
import org.latentj.watermark.Watermark;

/**
 * Most builds change no picture, and reading five hundred entries to find that out takes longer
 * than all else. So a run writes down everything that it depended on (manifests, properties,
 * inputs, models, lock file) and all files that it made, with their hashes; the next one compares
 * the hashes, of every file anew, and reads manifests only if one differs.
 */
final class UnchangedRun {
  /**
   * Raise it when the lines of {@link RunFacts} change, or when the same inputs begin to mean other
   * files.
   */
  private static final int FORMAT = 3;

  private static final String ABSENT = "-";

  private final GenerationSettings settings;
  private final ModelFingerprints models;
  private final RunFacts facts;
  private final StateFolder state;
  private final String key;
  private final String first;
  private final long start = System.currentTimeMillis();

  /**
   * A run with these settings.
   *
   * @param files the manifests
   */
  UnchangedRun(GenerationSettings settings, List<Path> files, PictureSource.Opener opener)
      throws IOException {
    this.settings = settings;
    this.state = new StateFolder(settings.stateFolder());
    FileHashes hashes = new FileHashes(state);
    this.models =
        new ModelFingerprints(
            hashes, opener::embeddedModel, settings.models(), settings.options().variant());
    this.facts = new RunFacts(models, settings.properties());
    this.key = "run of " + files + " into " + settings.outputFolder();
    this.first =
        new Fingerprint()
            .add("format", FORMAT)
            .add("plugin", UnchangedRun.class.getPackage().getImplementationVersion())
            .add("engine", EngineIdentity.of(hashes))
            // Not the record as text, for which a JVM that has just started makes dozens of
            // classes.
            .add("device", settings.options().device())
            .add("precision", settings.options().precision().name())
            .add("variant", settings.options().variant().orElse(ABSENT))
            .add("lock", settings.writesLock() ? settings.lockFile() : ABSENT)
            .add("LoRAs", settings.extras().loraFolder())
            .add("embeddings", settings.extras().embeddingFolder())
            .add("watermark", settings.extras().watermark().map(Watermark::text).orElse(ABSENT))
            .toHex();
  }

  /** How many assets are up to date; empty if something changed, or if nothing is known. */
  OptionalInt find() throws IOException {
    List<String> lines = state.read(key);
    if (lines.size() < 2 || !lines.get(0).equals(first)) {
      return OptionalInt.empty();
    }
    try {
      // Hashing is most of the work, and the processors have nothing else to do.
      boolean same = lines.subList(2, lines.size()).parallelStream().allMatch(facts::holds);
      return same ? OptionalInt.of(Integer.parseInt(lines.get(1))) : OptionalInt.empty();
    } catch (RuntimeException e) {
      // Damaged, or of another version, or a model that is not there: the run itself will tell.
      return OptionalInt.empty();
    }
  }

  /**
   * Writes a run down after which nothing is to be done. One of which that cannot be said is not:
   * some file changed meanwhile, or something could not be generated.
   *
   * @param lock as it is in its file, or would be
   */
  void remember(List<Path> files, List<Manifest> manifests, UsedProperties used, LockFile lock)
      throws IOException {
    List<String> lines = new ArrayList<>(List.of(first));
    lines.add(String.valueOf(manifests.stream().mapToInt(m -> m.assets().size()).sum()));
    used.used().forEach((name, value) -> lines.add(facts.property(name, value)));
    manifests.forEach(manifest -> lines.add(facts.model(manifest.model())));
    Set<Path> extensions = extensions(manifests);
    extensions.forEach(file -> lines.add(facts.extension(file)));
    Set<Path> folders = folders(manifests);
    folders.forEach(folder -> lines.add(facts.names(folder)));
    Set<Path> sources = sources(files, manifests);
    sources.forEach(file -> lines.add(facts.source(file)));
    if (settings.writesLock()) {
      lines.add(facts.source(lock.file()));
    }
    addOutputs(manifests, lock, lines);
    // An editor may have saved a manifest after it was read.
    boolean quiet =
        Stream.of(sources, extensions, folders)
            .flatMap(Set::stream)
            .allMatch(path -> changedAt(path) < start);
    boolean complete = lines.stream().noneMatch(RunFacts::isIncomplete);
    state.write(key, quiet && complete ? lines : List.of());
  }

  private static Set<Path> sources(List<Path> files, List<Manifest> manifests) {
    Set<Path> sources = new TreeSet<>(files);
    for (Manifest manifest : manifests) {
      sources.addAll(manifest.files());
      for (Asset asset : manifest.assets()) {
        asset.init().ifPresent(init -> sources.add(init.image()));
        asset.init().flatMap(init -> init.mask()).ifPresent(sources::add);
        asset.extensions().controls().forEach(control -> sources.add(control.image()));
      }
    }
    return sources;
  }

  /** Files that extend models; also the places of some that are not there, and would count. */
  private Set<Path> extensions(List<Manifest> manifests) {
    ExtensionFiles files = new ExtensionFiles(models.hashes());
    Set<Path> paths = new TreeSet<>();
    for (Manifest manifest : manifests) {
      manifest.assets().forEach(asset -> paths.addAll(files.paths(asset)));
    }
    return paths;
  }

  /** Folders where another file of the right name would be found, or make a name ambiguous. */
  private Set<Path> folders(List<Manifest> manifests) {
    Set<Path> folders = new TreeSet<>();
    for (Manifest manifest : manifests) {
      for (Asset asset : manifest.assets()) {
        folders.addAll(asset.extensions().model().embeddings());
        if (!asset.extensions().loras().isEmpty()) {
          folders.add(settings.extras().loraFolder());
        }
      }
    }
    return folders;
  }

  private void addOutputs(List<Manifest> manifests, LockFile lock, List<String> lines) {
    Path root = settings.outputFolder().toAbsolutePath().normalize();
    List<String> outputs = new ArrayList<>();
    for (Manifest manifest : manifests) {
      manifest.assets().forEach(asset -> outputs.add(asset.output()));
      manifest.sheets().forEach(sheet -> outputs.add(sheet.output()));
    }
    for (String output : outputs) {
      Optional<LockedAsset> made = lock.find(lock.nameOf(root.resolve(output)));
      if (made.isEmpty()) {
        lines.add(facts.output(lock.pathOf(output), Optional.empty()));
      } else {
        made.get()
            .files()
            .forEach((name, hash) -> lines.add(facts.output(lock.pathOf(name), Optional.of(hash))));
      }
    }
  }

  /** When a file, or any of a folder, was changed last. */
  private static long changedAt(Path path) {
    if (!Files.exists(path)) {
      return Long.MIN_VALUE;
    }
    try (Stream<Path> files = Files.walk(path)) {
      return files.mapToLong(UnchangedRun::time).max().orElse(Long.MIN_VALUE);
    } catch (IOException | UncheckedIOException e) {
      return Long.MAX_VALUE;
    }
  }

  private static long time(Path file) {
    try {
      return Files.getLastModifiedTime(file).toMillis();
    } catch (IOException e) {
      return Long.MAX_VALUE;
    }
  }
}
