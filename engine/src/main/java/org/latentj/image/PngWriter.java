package org.latentj.image;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Encodes 8-bit RGB and RGBA PNGs (PNG specification, second edition) with text. Own because it is
 * shorter than describing text chunks to ImageIO, and so that the same picture always gives the
 * same bytes.
 */
final class PngWriter {
  /** Keyword of the chunk with the generation parameters. */
  static final String PARAMETERS = "parameters";

  /** Keyword of the chunk with an XMP packet (XMP specification part 3, section 1.1.5). */
  static final String XMP = "XML:com.adobe.xmp";

  private static final long SIGNATURE = 0x89504e470d0a1a0aL;

  private PngWriter() {}

  static void write(OutputStream to, Picture picture, PictureInfo info) throws IOException {
    byte trueColour = 2;
    write(to, picture, trueColour, picture.rgb(), info);
  }

  /** The same with alpha, of the picture's size; 0 is transparent, 1 opaque. */
  static void write(OutputStream to, Picture picture, Mask alpha, PictureInfo info)
      throws IOException {
    byte trueColourWithAlpha = 6;
    byte[] rgba = new byte[4 * alpha.values().length];
    for (int i = 0; i < alpha.values().length; i++) {
      System.arraycopy(picture.rgb(), 3 * i, rgba, 4 * i, 3);
      rgba[4 * i + 3] = (byte) Math.rint(255 * alpha.values()[i]);
    }
    write(to, picture, trueColourWithAlpha, rgba, info);
  }

  private static void write(
      OutputStream to, Picture picture, byte colourType, byte[] pixels, PictureInfo info)
      throws IOException {
    DataOutputStream out = new DataOutputStream(to);
    out.writeLong(SIGNATURE);
    byte bits = 8;
    ByteBuffer header = ByteBuffer.allocate(13).putInt(picture.width()).putInt(picture.height());
    chunk(out, "IHDR", header.put(bits).put(colourType).array());
    if (info.source().isPresent()) {
      chunk(out, "iTXt", internationalText(XMP, info.source().get().toXmp()));
    }
    if (info.parameters().isPresent()) {
      text(out, PARAMETERS, info.parameters().get());
    }
    chunk(out, "IDAT", compress(pixels, picture.width(), picture.height()));
    chunk(out, "IEND", new byte[0]);
    out.flush();
  }

  private static void text(DataOutputStream out, String keyword, String text) throws IOException {
    if (text.chars().allMatch(c -> c > 0 && c <= 0xff)) {
      chunk(out, "tEXt", (keyword + "\0" + text).getBytes(StandardCharsets.ISO_8859_1));
    } else {
      chunk(out, "iTXt", internationalText(keyword, text.replace('\0', '\uFFFD')));
    }
  }

  /** Not compressed, no language, no translated keyword. */
  private static byte[] internationalText(String keyword, String text) {
    return (keyword + "\0\0\0\0\0" + text).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] compress(byte[] pixels, int width, int height) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream(pixels.length / 2 + 64);
    Deflater deflater = new Deflater();
    try (OutputStream out = new DeflaterOutputStream(packed, deflater, 1 << 16)) {
      int rowBytes = pixels.length / height;
      PngFilter filter = new PngFilter(rowBytes / width);
      byte[] above = new byte[rowBytes];
      byte[] row = new byte[rowBytes];
      for (int y = 0; y < height; y++) {
        System.arraycopy(pixels, y * rowBytes, row, 0, rowBytes);
        out.write(filter.best(row, above));
        byte[] swap = above;
        above = row;
        row = swap;
      }
    } finally {
      deflater.end();
    }
    return packed.toByteArray();
  }

  private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data);
    out.writeInt(data.length);
    out.write(name);
    out.write(data);
    out.writeInt((int) crc.getValue());
  }
}
