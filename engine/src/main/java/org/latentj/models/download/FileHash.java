package org.latentj.models.download;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a file's bytes must hash to. The hub knows large files (Git LFS) by their SHA-256 and small
 * ones by Git's own identifier.
 *
 * @param kind how it is computed
 * @param hex lower-case hexadecimal digits, 64 or 40
 */
public record FileHash(Kind kind, String hex) {
  private static final int BLOCK = 1 << 20;
  private static final Pattern DIGITS = Pattern.compile("[0-9a-f]+");

  /** Ways to hash a file. */
  public enum Kind {
    /** SHA-256 of the bytes. */
    SHA256("SHA-256", 64),
    /**
     * Git's blob identifier: SHA-1 of {@code blob}, the length in bytes, a zero byte, the bytes.
     */
    GIT_BLOB("SHA-1", 40);

    private final String algorithm;
    private final int digits;

    Kind(String algorithm, int digits) {
      this.algorithm = algorithm;
      this.digits = digits;
    }
  }

  /**
   * Checks the digits.
   *
   * @throws IllegalArgumentException if they are not those of a hash of this kind
   */
  public FileHash {
    if (hex.length() != kind.digits || !DIGITS.matcher(hex).matches()) {
      throw new IllegalArgumentException(
          "expected %d lower-case hexadecimal digits but got '%s'".formatted(kind.digits, hex));
    }
  }

  /** A SHA-256. */
  public static FileHash sha256(String hex) {
    return new FileHash(Kind.SHA256, hex);
  }

  /** The hash that a name in the hub's {@code blobs} folder is; empty if it is none. */
  public static Optional<FileHash> ofBlobName(String name) {
    for (Kind kind : Kind.values()) {
      if (name.length() == kind.digits && DIGITS.matcher(name).matches()) {
        return Optional.of(new FileHash(kind, name));
      }
    }
    return Optional.empty();
  }

  /**
   * The hash of the same kind of a file as it is. Reads it once.
   *
   * @throws IOException if it cannot be read
   */
  public FileHash of(Path file) throws IOException {
    MessageDigest digest = digest(kind.algorithm);
    if (kind == Kind.GIT_BLOB) {
      digest.update(("blob " + Files.size(file) + "\0").getBytes(StandardCharsets.US_ASCII));
    }
    byte[] block = new byte[BLOCK];
    try (InputStream in = Files.newInputStream(file)) {
      for (int count = in.read(block); count >= 0; count = in.read(block)) {
        digest.update(block, 0, count);
      }
    }
    return new FileHash(kind, HexFormat.of().formatHex(digest.digest()));
  }

  /**
   * A file's SHA-256.
   *
   * @throws IOException if it cannot be read
   */
  public static FileHash sha256Of(Path file) throws IOException {
    return new FileHash(Kind.SHA256, "0".repeat(64)).of(file);
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has " + algorithm, e);
    }
  }

  /** For messages: kind and digits. */
  @Override
  public String toString() {
    return (kind == Kind.SHA256 ? "SHA-256 " : "Git blob ") + hex;
  }
}
