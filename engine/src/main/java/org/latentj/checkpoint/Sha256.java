package org.latentj.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/** SHA-256 of files, streaming. */
final class Sha256 {
  private static final int BLOCK = 1 << 20;

  private Sha256() {}

  static String ofFile(Path file) throws IOException {
    MessageDigest digest = digest();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] block = new byte[BLOCK];
      for (int count = in.read(block); count >= 0; count = in.read(block)) {
        digest.update(block, 0, count);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * The digest of the lines that {@code sha256sum} prints for {@code files} under {@code folder}.
   */
  static String ofFiles(Path folder, List<Path> files) throws IOException {
    TreeMap<String, String> byName = new TreeMap<>();
    for (Path file : files) {
      byName.put(folder.relativize(file).toString().replace('\\', '/'), ofFile(file));
    }
    MessageDigest digest = digest();
    byName.forEach(
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
