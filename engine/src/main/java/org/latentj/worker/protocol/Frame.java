package org.latentj.worker.protocol;

/**
 * A message as it travels: 4 bytes that begin every frame, the header's and the body's length and a
 * CRC-32 of both (each 4 bytes, big endian), the header, the body.
 *
 * @param header JSON in UTF-8; not copied
 * @param body raw bytes that the header describes; not copied
 */
public record Frame(byte[] header, byte[] body) {
  /** Not UTF-8, so that no text that a library prints is taken for a frame. */
  static final int MAGIC = 0xFF4C4A01;

  /** Longest header in bytes: prompts are text, and no text for a person is longer. */
  public static final int MAX_HEADER = 16 << 20;

  /** Longest body in bytes. */
  public static final int MAX_BODY = 1 << 30;

  private static final byte[] NOTHING = new byte[0];

  /**
   * A frame without a body.
   *
   * @param header JSON in UTF-8; not copied
   */
  public static Frame of(byte[] header) {
    return new Frame(header, NOTHING);
  }

  /**
   * Checks the lengths.
   *
   * @throws IllegalArgumentException if it is longer than the other side accepts
   */
  public void requireSendable() {
    if (header.length > MAX_HEADER || body.length > MAX_BODY) {
      throw new IllegalArgumentException(
          ("expected at most %d bytes of text and %d bytes of pixels but got %d and %d: use shorter"
                  + " prompts or smaller pictures")
              .formatted(MAX_HEADER, MAX_BODY, header.length, body.length));
    }
  }
}
