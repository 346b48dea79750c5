package org.latentj.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Builds PNG files chunk by chunk, also wrong ones. */
final class PngFiles {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  PngFiles() {
    bytes.writeBytes(ByteBuffer.allocate(8).putLong(0x89504e470d0a1a0aL).array());
    chunk("IHDR", new byte[13]);
  }

  PngFiles chunk(String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data);
    return rawChunk(data.length, type, data, (int) crc.getValue());
  }

  PngFiles rawChunk(int length, String type, byte[] data, int crc) {
    bytes.writeBytes(ByteBuffer.allocate(4).putInt(length).array());
    bytes.writeBytes(type.getBytes(StandardCharsets.US_ASCII));
    bytes.writeBytes(data);
    bytes.writeBytes(ByteBuffer.allocate(4).putInt(crc).array());
    return this;
  }

  byte[] toArray() {
    return bytes.toByteArray();
  }

  static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static byte[] concat(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }

  static byte[] deflate(byte[] data) {
    Deflater deflater = new Deflater(9);
    deflater.setInput(data);
    deflater.finish();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    while (!deflater.finished()) {
      out.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    return out.toByteArray();
  }
}
