package org.latentj.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Finds the TIFF structure of EXIF data in JPEG and WebP files. */
final class ExifBlocks {
  private static final int JPEG_START = 0xffd8;
  private static final int JPEG_APP1 = 0xffe1;
  private static final int JPEG_SCAN = 0xffda;
  private static final int RIFF = 0x52494646;
  private static final int WEBP = 0x57454250;
  private static final int WEBP_EXIF = 0x45584946;
  private static final int EXIF = 0x45786966;

  private ExifBlocks() {}

  /** The first EXIF data, beginning at the TIFF header; none if the file is of another kind. */
  static Optional<ByteBuffer> find(FileWindow file) throws IOException {
    if (!file.has(0, 12)) {
      return Optional.empty();
    }
    ByteBuffer start = file.read(0, 12);
    if ((start.getShort(0) & 0xffff) == JPEG_START) {
      return inJpeg(file);
    }
    return start.getInt(0) == RIFF && start.getInt(8) == WEBP ? inWebp(file) : Optional.empty();
  }

  private static Optional<ByteBuffer> inJpeg(FileWindow file) throws IOException {
    long at = 2;
    while (file.has(at, 4)) {
      ByteBuffer header = file.read(at, 4);
      int marker = header.getShort() & 0xffff;
      int length = header.getShort() & 0xffff;
      if (marker >>> 8 != 0xff || marker == JPEG_SCAN || length < 2) {
        break;
      }
      if (marker == JPEG_APP1) {
        Optional<ByteBuffer> exif = withoutPrefix(file.read(at + 4, length - 2));
        if (exif.isPresent()) {
          return exif;
        }
      }
      at += 2 + length;
    }
    return Optional.empty();
  }

  private static Optional<ByteBuffer> inWebp(FileWindow file) throws IOException {
    long at = 12;
    while (file.has(at, 8)) {
      ByteBuffer header = file.read(at, 8);
      int type = header.getInt();
      long length = Integer.toUnsignedLong(Integer.reverseBytes(header.getInt()));
      if (type == WEBP_EXIF) {
        ByteBuffer data = file.read(at + 8, length);
        // Some writers keep the prefix of JPEG here.
        return Optional.of(withoutPrefix(data).orElse(data));
      }
      at += 8 + length + length % 2;
    }
    return Optional.empty();
  }

  private static Optional<ByteBuffer> withoutPrefix(ByteBuffer data) {
    return data.remaining() >= 6 && data.getInt(0) == EXIF && data.getShort(4) == 0
        ? Optional.of(data.slice(6, data.remaining() - 6))
        : Optional.empty();
  }
}
