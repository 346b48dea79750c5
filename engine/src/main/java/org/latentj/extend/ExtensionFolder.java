package org.latentj.extend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.latentj.checkpoint.CheckpointException;

/**
 * A folder of LoRAs or textual inversions, found by name. A name is compared with the names of the
 * files that are there and never made into a path, so that none leads out of the folder.
 */
public final class ExtensionFolder {
  private static final Set<String> EXTENSIONS = Set.of("safetensors", "pt", "bin", "ckpt");
  private static final int MAX_DEPTH = 8;
  private static final int SHOWN = 20;

  private final Path folder;

  /** A folder, which is looked into at every call. */
  public ExtensionFolder(Path folder) {
    this.folder = folder;
  }

  /** A file's name without its extension. */
  public static String nameOf(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  /**
   * Its files of weights, subfolders included, sorted; links to files count, links to folders are
   * not followed.
   *
   * @throws CheckpointException if it cannot be read
   */
  public List<Path> files() {
    try (Stream<Path> walk = Files.walk(folder, MAX_DEPTH)) {
      return walk.filter(ExtensionFolder::holdsWeights).sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      throw new CheckpointException("the folder %s cannot be read: %s".formatted(folder, e), e);
    }
  }

  private static boolean holdsWeights(Path file) {
    String name = file.getFileName().toString();
    return EXTENSIONS.contains(name.substring(name.lastIndexOf('.') + 1))
        && Files.isRegularFile(file);
  }

  /**
   * The file of that name.
   *
   * @param what is looked for, for the message: {@code LoRA}
   * @param name without extension, as in {@code <lora:NAME:1>}
   * @throws IllegalArgumentException if there is none or more than one; the message lists what is
   *     there
   */
  public Path find(String what, String name) {
    List<Path> files = Files.isDirectory(folder) ? files() : List.of();
    List<Path> found = files.stream().filter(file -> nameOf(file).equals(name)).toList();
    if (found.size() == 1) {
      return found.get(0);
    }
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "there is no %s named '%s' in %s; %s"
              .formatted(what, printable(name), folder, present(files)));
    }
    throw new IllegalArgumentException(
        "more than one file is named '%s': %s; rename or remove all but one"
            .formatted(name, found.stream().map(Path::toString).collect(Collectors.joining(", "))));
  }

  private String present(List<Path> files) {
    if (!Files.isDirectory(folder)) {
      return "that folder does not exist: make it and put the file into it, or name another folder";
    }
    Set<String> names =
        files.stream().map(ExtensionFolder::nameOf).collect(Collectors.toCollection(TreeSet::new));
    String first = names.stream().limit(SHOWN).collect(Collectors.joining(", "));
    String more = names.size() > SHOWN ? " and %d more".formatted(names.size() - SHOWN) : "";
    return names.isEmpty() ? "the folder holds none" : "there are " + first + more;
  }

  private static String printable(String name) {
    String short80 = name.length() > 80 ? name.substring(0, 80) + "..." : name;
    return short80.replaceAll("\\p{Cntrl}", "?");
  }
}
