package org.latentj.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The RIFF container of WebP pictures (RFC 9649, section 2): chunks of a four-character name, a
 * little-endian length, and data filled up to an even length. Encoders leave out what is optional
 * in it; this adds EXIF and XMP.
 */
final class WebpContainer {
  private static final int HEADER_BYTES = 12;

  /** No first chunk is shorter: VP8X has ten bytes, and so has the header of VP8's frames. */
  private static final int MIN_PIXELS = 10;

  private static final int LOSSLESS_SIGNATURE = 0x2f;
  private static final int LOSSY_START_CODE = 0x2a019d;
  private static final int HAS_ALPHA = 0x10;
  private static final int HAS_EXIF = 0x08;
  private static final int HAS_XMP = 0x04;
  private static final int SIDE_BITS = 0x3fff;

  private WebpContainer() {}

  /** A chunk without its padding. */
  private record Chunk(String name, ByteBuffer data) {
    static Chunk of(String name, byte[] data) {
      return new Chunk(name, ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN));
    }

    int bytes() {
      return 8 + data.capacity() + data.capacity() % 2;
    }
  }

  /**
   * The same picture with these metadata in place of its own.
   *
   * @param webp a whole file
   * @throws IllegalArgumentException if it is none
   */
  static byte[] withInfo(byte[] webp, PictureInfo info) {
    List<Chunk> chunks = new ArrayList<>(parse(webp));
    chunks.removeIf(chunk -> chunk.name().equals("EXIF") || chunk.name().equals("XMP "));
    if (!chunks.get(0).name().equals("VP8X")) {
      if (info.equals(PictureInfo.NONE)) {
        return webp.clone();
      }
      chunks.add(0, extended(chunks.get(0)));
    }
    int flags = chunks.get(0).data().get(0) & ~(HAS_EXIF | HAS_XMP);
    if (info.parameters().isPresent()) {
      flags |= HAS_EXIF;
      chunks.add(Chunk.of("EXIF", UserComment.write(info.parameters().get())));
    }
    if (info.source().isPresent()) {
      flags |= HAS_XMP;
      byte[] xmp = info.source().get().toXmp().getBytes(StandardCharsets.UTF_8);
      chunks.add(Chunk.of("XMP ", xmp));
    }
    byte[] header = new byte[10];
    chunks.get(0).data().get(0, header);
    header[0] = (byte) flags;
    chunks.set(0, Chunk.of("VP8X", header));
    return format(chunks);
  }

  private static List<Chunk> parse(byte[] webp) {
    ByteBuffer in = ByteBuffer.wrap(webp).order(ByteOrder.LITTLE_ENDIAN);
    if (webp.length < HEADER_BYTES || !name(in, 0).equals("RIFF") || !name(in, 8).equals("WEBP")) {
      throw new IllegalArgumentException(
          "expected a WebP picture but got " + webp.length + " bytes");
    }
    List<Chunk> chunks = new ArrayList<>();
    for (int at = HEADER_BYTES; at + 8 <= webp.length; ) {
      int length = in.getInt(at + 4);
      if (length < 0 || length > webp.length - at - 8) {
        throw new IllegalArgumentException(
            "the WebP picture ends within its chunk '%s' of %s bytes"
                .formatted(name(in, at), Integer.toUnsignedString(length)));
      }
      ByteBuffer data = in.slice(at + 8, length).order(ByteOrder.LITTLE_ENDIAN);
      chunks.add(new Chunk(name(in, at), data));
      at += 8 + length + length % 2;
    }
    if (chunks.isEmpty() || chunks.get(0).data().capacity() < MIN_PIXELS) {
      throw new IllegalArgumentException("the WebP picture has no pixels");
    }
    return chunks;
  }

  private static String name(ByteBuffer in, int at) {
    byte[] name = new byte[4];
    in.get(at, name);
    return new String(name, StandardCharsets.US_ASCII);
  }

  /** The header that a picture needs before other chunks may follow it. */
  private static Chunk extended(Chunk pixels) {
    ByteBuffer data = pixels.data();
    int width;
    int height;
    boolean alpha = false;
    if (pixels.name().equals("VP8L") && data.get(0) == LOSSLESS_SIGNATURE) {
      // RFC 9649, section 3.4: 14 bits each of width and height less one, then whether alpha is
      // used.
      int bits = data.getInt(1);
      width = (bits & SIDE_BITS) + 1;
      height = (bits >>> 14 & SIDE_BITS) + 1;
      alpha = (bits >>> 28 & 1) == 1;
    } else if (pixels.name().equals("VP8 ") && (data.getInt(3) & 0xffffff) == LOSSY_START_CODE) {
      // RFC 6386, section 9.1; the upper two bits are a scale for display.
      width = data.getShort(6) & SIDE_BITS;
      height = data.getShort(8) & SIDE_BITS;
    } else {
      throw new IllegalArgumentException(
          "the WebP picture's chunk '%s' is damaged or unknown".formatted(pixels.name()));
    }
    ByteBuffer header = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
    header.put((byte) (alpha ? HAS_ALPHA : 0)).put(new byte[3]);
    header.putShort((short) (width - 1)).put((byte) 0);
    header.putShort((short) (height - 1)).put((byte) 0);
    return Chunk.of("VP8X", header.array());
  }

  private static byte[] format(List<Chunk> chunks) {
    int bytes = HEADER_BYTES + chunks.stream().mapToInt(Chunk::bytes).sum();
    ByteBuffer out = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    out.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(bytes - 8);
    out.put("WEBP".getBytes(StandardCharsets.US_ASCII));
    for (Chunk chunk : chunks) {
      int end = out.position() + chunk.bytes();
      out.put(chunk.name().getBytes(StandardCharsets.US_ASCII)).putInt(chunk.data().capacity());
      out.put(chunk.data().duplicate().clear());
      out.position(end);
    }
    return out.array();
  }
}
