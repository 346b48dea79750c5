package org.latentj.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Finds text in PNG files. Chunks other than text are skipped unread; text whose CRC is wrong is
 * not believed; a file that ends early ends the search.
 */
final class PngText {
  private static final long SIGNATURE = 0x89504e470d0a1a0aL;
  private static final int TEXT = 0x74455874;
  private static final int COMPRESSED_TEXT = 0x7a545874;
  private static final int INTERNATIONAL_TEXT = 0x69545874;
  private static final int END = 0x49454e44;

  private PngText() {}

  /** The first text with that keyword; none if the file is no PNG. */
  static Optional<String> find(FileWindow file, String keyword) throws IOException {
    if (!file.has(0, 8) || file.read(0, 8).getLong() != SIGNATURE) {
      return Optional.empty();
    }
    long at = 8;
    while (file.has(at, 12)) {
      ByteBuffer header = file.read(at, 8);
      long length = Integer.toUnsignedLong(header.getInt());
      int type = header.getInt();
      if (type == END) {
        break;
      }
      if (type == TEXT || type == COMPRESSED_TEXT || type == INTERNATIONAL_TEXT) {
        byte[] chunk = toArray(file.read(at + 4, 4 + length + 4));
        // What follows a matching keyword is decisive, so a file unpacks at most one text.
        if (isIntact(chunk) && matches(chunk, keyword)) {
          return decode(type, ByteBuffer.wrap(chunk, 4, chunk.length - 8), keyword.length());
        }
      }
      at += 12 + length;
    }
    return Optional.empty();
  }

  /** Whether a chunk, from its type to its CRC, is whole. */
  private static boolean isIntact(byte[] chunk) {
    if (chunk.length < 8) {
      return false;
    }
    CRC32 crc = new CRC32();
    crc.update(chunk, 0, chunk.length - 4);
    return ByteBuffer.wrap(chunk).getInt(chunk.length - 4) == (int) crc.getValue();
  }

  private static boolean matches(byte[] chunk, String keyword) {
    byte[] name = (keyword + "\0").getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < name.length; i++) {
      if (4 + i >= chunk.length - 4 || chunk[4 + i] != name[i]) {
        return false;
      }
    }
    return true;
  }

  private static Optional<String> decode(int type, ByteBuffer data, int keywordLength) {
    data.position(data.position() + keywordLength + 1);
    if (type == TEXT) {
      return text(data, false, StandardCharsets.ISO_8859_1);
    }
    if (type == COMPRESSED_TEXT) {
      return data.hasRemaining() && data.get() == 0
          ? text(data, true, StandardCharsets.ISO_8859_1)
          : Optional.empty();
    }
    if (data.remaining() < 4) {
      return Optional.empty();
    }
    boolean compressed = data.get() != 0;
    boolean unknownMethod = data.get() != 0 && compressed;
    if (unknownMethod || !skipPastNul(data) || !skipPastNul(data)) {
      return Optional.empty();
    }
    return text(data, compressed, StandardCharsets.UTF_8);
  }

  private static boolean skipPastNul(ByteBuffer data) {
    while (data.hasRemaining()) {
      if (data.get() == 0) {
        return true;
      }
    }
    return false;
  }

  private static Optional<String> text(ByteBuffer data, boolean compressed, Charset charset) {
    byte[] bytes = toArray(data);
    if (!compressed) {
      return Optional.of(new String(bytes, charset));
    }
    return inflate(bytes).map(unpacked -> new String(unpacked, charset));
  }

  /** Unpacks a whole zlib stream; none if it is damaged or too large. */
  private static Optional<byte[]> inflate(byte[] packed) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(packed);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[1 << 13];
      while (!inflater.finished()) {
        int count = inflater.inflate(buffer);
        if (count == 0 || out.size() + count > TextLimit.MAX_BYTES) {
          return Optional.empty();
        }
        out.write(buffer, 0, count);
      }
      return Optional.of(out.toByteArray());
    } catch (DataFormatException e) {
      return Optional.empty();
    } finally {
      inflater.end();
    }
  }

  private static byte[] toArray(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
