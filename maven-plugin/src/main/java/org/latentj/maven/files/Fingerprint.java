package org.latentj.maven.files;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A SHA-256 over named values. Each is preceded by its length, so that no two lists of values run
 * together to the same bytes.
 */
public final class Fingerprint {
  private final MessageDigest digest = sha256();

  /** Adds a value. */
  public Fingerprint add(String name, Object value) {
    addText(name);
    addText(String.valueOf(value));
    return this;
  }

  private void addText(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
    digest.update(bytes);
  }

  /** The hash of all values; ends the fingerprint. */
  public String toHex() {
    return hex(digest);
  }

  static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
