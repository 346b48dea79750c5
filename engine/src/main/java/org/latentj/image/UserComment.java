package org.latentj.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The UserComment in EXIF's TIFF structure (EXIF 2.32, section 4.6.5), which is where A1111's web
 * UI puts generation parameters in formats without text chunks.
 */
final class UserComment {
  private static final int EXIF_POINTER = 0x8769;
  private static final int COMMENT = 0x9286;
  private static final int TYPE_LONG = 4;
  private static final int TYPE_UNDEFINED = 7;
  private static final int TIFF_MAGIC = 42;
  private static final int PREFIX_BYTES = 8;
  private static final byte[] UNICODE = "UNICODE\0".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ASCII = "ASCII\0\0\0".getBytes(StandardCharsets.US_ASCII);

  private UserComment() {}

  /** A big-endian TIFF structure that holds only the comment, in UTF-16 as piexif writes it. */
  static byte[] write(String comment) {
    byte[] text = comment.getBytes(StandardCharsets.UTF_16BE);
    int firstDirectory = 8;
    int directoryBytes = 2 + 12 + 4;
    int exifDirectory = firstDirectory + directoryBytes;
    int commentAt = exifDirectory + directoryBytes;
    ByteBuffer tiff = ByteBuffer.allocate(commentAt + PREFIX_BYTES + text.length);
    tiff.put((byte) 'M').put((byte) 'M').putShort((short) TIFF_MAGIC).putInt(firstDirectory);
    directory(tiff, EXIF_POINTER, TYPE_LONG, 1, exifDirectory);
    directory(tiff, COMMENT, TYPE_UNDEFINED, PREFIX_BYTES + text.length, commentAt);
    return tiff.put(UNICODE).put(text).array();
  }

  private static void directory(ByteBuffer tiff, int tag, int type, int count, int value) {
    tiff.putShort((short) 1).putShort((short) tag).putShort((short) type);
    tiff.putInt(count).putInt(value).putInt(0);
  }

  /** The comment of a TIFF structure; none if it has none or is damaged. */
  static Optional<String> read(ByteBuffer tiff) {
    if (tiff.remaining() < 8) {
      return Optional.empty();
    }
    boolean little = tiff.get(0) == 'I';
    tiff.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    if (tiff.getShort(2) != TIFF_MAGIC) {
      return Optional.empty();
    }
    int exif = findEntry(tiff, Integer.toUnsignedLong(tiff.getInt(4)), EXIF_POINTER);
    if (exif < 0) {
      return Optional.empty();
    }
    int entry = findEntry(tiff, Integer.toUnsignedLong(tiff.getInt(exif + 8)), COMMENT);
    if (entry < 0) {
      return Optional.empty();
    }
    long count = Integer.toUnsignedLong(tiff.getInt(entry + 4));
    long at = count <= 4 ? entry + 8 : Integer.toUnsignedLong(tiff.getInt(entry + 8));
    if (at + count > tiff.limit()) {
      return Optional.empty();
    }
    byte[] comment = new byte[(int) count];
    tiff.get((int) at, comment);
    return Optional.of(decode(comment));
  }

  /** The position of a tag's 12 bytes in a directory, or -1. */
  private static int findEntry(ByteBuffer tiff, long directory, int tag) {
    if (directory + 2 > tiff.limit()) {
      return -1;
    }
    int entries = tiff.getShort((int) directory) & 0xffff;
    for (int i = 0; i < entries; i++) {
      long at = directory + 2 + 12L * i;
      if (at + 12 > tiff.limit()) {
        return -1;
      }
      if ((tiff.getShort((int) at) & 0xffff) == tag) {
        return (int) at;
      }
    }
    return -1;
  }

  private static String decode(byte[] comment) {
    boolean hasPrefix = comment.length >= PREFIX_BYTES;
    byte[] prefix = hasPrefix ? Arrays.copyOf(comment, PREFIX_BYTES) : new byte[0];
    if (Arrays.equals(prefix, UNICODE)) {
      return string(comment, PREFIX_BYTES, utf16OrderOf(comment));
    }
    boolean skip = Arrays.equals(prefix, ASCII) || hasPrefix && isZero(prefix);
    return string(comment, skip ? PREFIX_BYTES : 0, StandardCharsets.UTF_8);
  }

  /**
   * The standard leaves the byte order open; most parameters are ASCII, whose upper bytes are 0.
   */
  private static Charset utf16OrderOf(byte[] comment) {
    int zeros = 0;
    for (int i = PREFIX_BYTES; i < comment.length; i++) {
      if (comment[i] == 0) {
        zeros += i % 2 == 0 ? 1 : -1;
      }
    }
    return zeros < 0 ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
  }

  private static boolean isZero(byte[] bytes) {
    return Arrays.equals(bytes, new byte[bytes.length]);
  }

  private static String string(byte[] bytes, int from, Charset charset) {
    String text = new String(bytes, from, bytes.length - from, charset);
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }
}
