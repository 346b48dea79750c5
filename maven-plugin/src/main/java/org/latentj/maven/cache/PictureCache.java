package org.latentj.maven.cache;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.latentj.maven.files.CompleteFile;
import org.latentj.maven.files.FileHashes;

/**
 * Pictures by what they were made from. {@code objects} holds each under the SHA-256 of its bytes,
 * {@code index} says which of them a fingerprint means. A picture that is not what its name says is
 * deleted and made again. Several builds may use it at once, and all of it can be deleted at any
 * time.
 */
public final class PictureCache {
  /** Finds nothing and keeps nothing. */
  public static final PictureCache OFF = new PictureCache(Optional.empty());

  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  private final Optional<Path> folder;

  private PictureCache(Optional<Path> folder) {
    this.folder = folder;
  }

  /**
   * A cache in a folder.
   *
   * @param folder created when needed; empty for no cache
   */
  public static PictureCache in(Optional<Path> folder) {
    return folder.isEmpty() ? OFF : new PictureCache(folder);
  }

  /**
   * The picture that was made of this; empty if there is none, or if it is damaged or cannot be
   * read.
   */
  public Optional<Path> find(String fingerprint) {
    if (folder.isEmpty()) {
      return Optional.empty();
    }
    try {
      return picture(Files.readString(index(fingerprint)).strip());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The picture with these bytes; empty as in {@link #find}. */
  public Optional<Path> picture(String hash) {
    if (folder.isEmpty() || !HASH.matcher(hash).matches()) {
      return Optional.empty();
    }
    Path file = object(hash);
    try {
      if (FileHashes.hash(file).equals(hash)) {
        return Optional.of(file);
      }
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // Nothing was kept, or another build deleted it meanwhile, or it is another user's.
    }
    return Optional.empty();
  }

  /**
   * Keeps a picture.
   *
   * @param fingerprint of what it was made from
   * @param picture copied
   */
  public void keep(String fingerprint, Path picture) throws IOException {
    if (folder.isEmpty()) {
      return;
    }
    byte[] bytes = Files.readAllBytes(picture);
    String hash = FileHashes.hash(picture);
    if (picture(hash).isEmpty()) {
      CompleteFile.write(object(hash), bytes);
    }
    CompleteFile.write(index(fingerprint), (hash + "\n").getBytes(StandardCharsets.US_ASCII));
  }

  private Path object(String hash) {
    return below("objects", hash + ".png");
  }

  private Path index(String fingerprint) {
    return below("index", fingerprint);
  }

  /** A folder with ten thousand files is slow to list; 256 folders are not. */
  private Path below(String kind, String name) {
    return folder.orElseThrow().resolve(kind).resolve(name.substring(0, 2)).resolve(name);
  }
}
