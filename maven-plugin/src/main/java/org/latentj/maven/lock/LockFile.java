package org.latentj.maven.lock;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.latentj.maven.files.CompleteFile;

/** A lock file in memory: assets by output. Not for use by several threads. */
public final class LockFile {
  /** The usual name. */
  public static final String NAME = "sd.lock.json";

  private static final long MAX_BYTES = 64L << 20;

  private final Path file;
  private final SortedMap<String, LockedAsset> assets;
  private final SortedMap<String, LockedAsset> read;

  private LockFile(Path file, SortedMap<String, LockedAsset> assets) {
    this.file = file;
    this.assets = assets;
    this.read = new TreeMap<>(assets);
  }

  /**
   * Reads a lock file; one that does not exist has no assets.
   *
   * @throws IllegalArgumentException if the file is there and is none
   */
  public static LockFile read(Path file) throws IOException {
    Path absolute = file.toAbsolutePath().normalize();
    if (!Files.exists(absolute)) {
      return new LockFile(absolute, new TreeMap<>());
    }
    try {
      if (Files.size(absolute) > MAX_BYTES) {
        throw new IllegalArgumentException("it has more than " + MAX_BYTES + " bytes");
      }
      return new LockFile(absolute, LockJson.parse(Files.readString(absolute)));
    } catch (RuntimeException | java.nio.charset.CharacterCodingException e) {
      throw new IllegalArgumentException(
          "%s is no lock file of this version: %s. Restore it from version control, or delete it and"
                  .formatted(absolute, e.getMessage())
              + " run sd:generate",
          e);
    }
  }

  /** A lock file that says nothing, whatever is in the file. */
  public static LockFile empty(Path file) {
    return new LockFile(file.toAbsolutePath().normalize(), new TreeMap<>());
  }

  /** A path as it stands in this file: relative to it, with {@code /}. */
  public String nameOf(Path path) {
    Path folder = file.getParent();
    Path absolute = path.toAbsolutePath().normalize();
    Path name =
        folder.getRoot().equals(absolute.getRoot()) ? folder.relativize(absolute) : absolute;
    return name.toString().replace('\\', '/');
  }

  /** The path that a name in this file means. */
  public Path pathOf(String name) {
    return file.resolveSibling(name).normalize();
  }

  /** The file itself. */
  public Path file() {
    return file;
  }

  /** What is said of an output, by its name in this file. */
  public Optional<LockedAsset> find(String output) {
    return Optional.ofNullable(assets.get(output));
  }

  /** A copy of everything that is said, by output. */
  public SortedMap<String, LockedAsset> assets() {
    return new TreeMap<>(assets);
  }

  /** Says something of an output, by its name in this file. */
  public void put(String output, LockedAsset asset) {
    assets.put(output, asset);
  }

  /** Says nothing of an output any more. */
  public void remove(String output) {
    assets.remove(output);
  }

  /** Writes the file if its bytes change, at once; a file without assets is not begun. */
  public void write() throws IOException {
    if (assets.equals(read)) {
      return;
    }
    byte[] bytes = LockJson.format(assets).getBytes(StandardCharsets.UTF_8);
    boolean there = Files.exists(file);
    if (there ? !Arrays.equals(bytes, Files.readAllBytes(file)) : !assets.isEmpty()) {
      CompleteFile.write(file, bytes);
    }
  }
}
