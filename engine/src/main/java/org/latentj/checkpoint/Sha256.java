package org.latentj.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.function.BooleanSupplier;

/** SHA-256 of files and streams, in hexadecimal. */
public final class Sha256 {
  /** Small enough for the processor's cache: what was read is there when it is digested. */
  private static final int BLOCK = 1 << 16;

  private Sha256() {}

  /** The digest of a file. */
  public static String ofFile(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return of(in);
    }
  }

  /**
   * The digest of the bytes that are left in a stream, which stays open.
   *
   * @throws IOException if it cannot be read to its end
   */
  public static String of(InputStream in) throws IOException {
    MessageDigest digest = digest();
    byte[] block = new byte[BLOCK];
    for (int count = in.read(block); count >= 0; count = in.read(block)) {
      digest.update(block, 0, count);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * The digest of a file from the channel's position on.
   *
   * @param stopped asked before every block; ends the reading
   */
  static String of(FileChannel file, BooleanSupplier stopped) throws IOException {
    MessageDigest digest = digest();
    ByteBuffer block = ByteBuffer.allocate(BLOCK);
    while (!stopped.getAsBoolean() && file.read(block) >= 0) {
      digest.update(block.array(), 0, block.position());
      block.clear();
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The digest of at most {@code length} bytes of a file from {@code start} on. */
  static String ofRange(Path file, long start, int length) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      in.skip(start);
      MessageDigest digest = digest();
      digest.update(in.readNBytes(length));
      return HexFormat.of().formatHex(digest.digest());
    }
  }

  /**
   * The digest of the lines that {@code sha256sum} prints for some files.
   *
   * @param hashes of the files by their names, in the order of the lines
   */
  public static String ofListing(SortedMap<String, String> hashes) {
    MessageDigest digest = digest();
    hashes.forEach(
        (name, hash) ->
            digest.update((hash + "  " + name + "\n").getBytes(StandardCharsets.UTF_8)));
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
