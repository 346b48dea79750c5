package org.latentj.maven.generate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.latentj.checkpoint.CheckpointException;
import org.latentj.extend.ExtensionFolder;
import org.latentj.maven.files.FileHashes;
import org.latentj.maven.files.Fingerprint;
import org.latentj.maven.manifest.BuildProperties;
import org.latentj.maven.manifest.NamedModel;
import org.latentj.models.source.ModelSource;

/**
 * What a run depended on and made, a line for each thing: its kind, its hash and its name, with
 * tabs between them.
 *
 * @param models what tells models and their extensions apart
 * @param properties what manifests may use
 */
record RunFacts(ModelFingerprints models, BuildProperties properties) {
  private static final String ABSENT = "-";
  private static final String EMBEDDED = "embedded";

  /** Of a file that need not be there, and would count if it were. */
  private static final String NOT_THERE = "none";

  /** Whether a line is still true. */
  boolean holds(String line) {
    String[] parts = line.split("\t", -1);
    String hash =
        switch (parts[0]) {
          case "source" -> ofFile(Path.of(parts[2]));
          case "output" -> ofOutput(Path.of(parts[2]));
          case "property" -> ofProperty(properties.find(parts[2]));
          case "extension" -> ofExtension(Path.of(parts[2]));
          case "names" -> ofNames(Path.of(parts[2]));
          default -> ofModel(named(parts));
        };
    return parts[1].equals(hash);
  }

  /** Whether it is about something that is not there, or would not be one line. */
  static boolean isIncomplete(String line) {
    return line.contains("\n")
        || line.contains("\r")
        || line.contains("\t" + ABSENT + "\t") && !line.startsWith("property\t");
  }

  /** A file that was read. */
  String source(Path file) {
    return line("source", ofFile(file), file);
  }

  /** A file that was made. */
  String output(Path file, Optional<String> hash) {
    return line("output", hash.orElse(ABSENT), file);
  }

  /** A property that a manifest asked for, whether it has a value or not. */
  String property(String name, Optional<String> value) {
    return line("property", ofProperty(value), name);
  }

  /** A file that extends a model, or the place of one that is not there, and would. */
  String extension(Path file) {
    return line("extension", ofExtension(file), file);
  }

  /** A folder where another file of the right name would be found. */
  String names(Path folder) {
    return line("names", ofNames(folder), folder);
  }

  /** The model that a manifest names. */
  String model(Optional<NamedModel> model) {
    String names =
        model
            .map(
                files ->
                    "%s\t%s\t%s"
                        .formatted(
                            files.source().text(), text(files.tokenizer()), text(files.config())))
            .orElse(EMBEDDED);
    return line("model", ofModel(model), names);
  }

  private static Optional<NamedModel> named(String[] parts) {
    return parts[2].equals(EMBEDDED)
        ? Optional.empty()
        : Optional.of(new NamedModel(ModelSource.parse(parts[2]), path(parts[3]), path(parts[4])));
  }

  private static String text(Optional<Path> path) {
    return path.map(Path::toString).orElse("");
  }

  private static Optional<Path> path(String text) {
    return Optional.of(text).filter(t -> !t.isEmpty()).map(Path::of);
  }

  private String ofModel(Optional<NamedModel> model) {
    try {
      return models.of(model);
    } catch (IOException | CheckpointException e) {
      return ABSENT;
    }
  }

  private static String ofProperty(Optional<String> value) {
    return value.map(v -> new Fingerprint().add("value", v).toHex()).orElse(ABSENT);
  }

  /** A link in the place of an output leads to what this plugin did not write. */
  private static String ofOutput(Path file) {
    return Files.isSymbolicLink(file) ? ABSENT : ofFile(file);
  }

  private static String ofFile(Path file) {
    try {
      return FileHashes.hash(file);
    } catch (IOException e) {
      return ABSENT;
    }
  }

  /** Weights have up to gigabytes, so that their hashes are remembered as those of models are. */
  private String ofExtension(Path path) {
    try {
      return Files.exists(path) ? models.hashes().of(path) : NOT_THERE;
    } catch (IOException e) {
      return ABSENT;
    }
  }

  /** The names of a folder's weights; of a folder that is not there, no names. */
  private static String ofNames(Path folder) {
    try {
      List<Path> files =
          Files.isDirectory(folder) ? new ExtensionFolder(folder).files() : List.of();
      return new Fingerprint().add("names", files).toHex();
    } catch (CheckpointException e) {
      return ABSENT;
    }
  }

  private static String line(String kind, String hash, Object name) {
    return kind + "\t" + hash + "\t" + name;
  }
}
