package org.latentj.image;

import java.util.Arrays;
import java.util.zip.CRC32;

/** Pictures that tests share with reference values computed by Pillow 12.3. */
final class TestPictures {
  private TestPictures() {}

  /** Busy in all channels and without any symmetry; deterministic. */
  static Picture busy(int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < rgb.length; i++) {
      int x = i / 3 % width;
      int y = i / 3 / width;
      rgb[i] = (byte) (x * 37 + y * 101 + i % 3 * 53 + x * y * 7 + x * x * y % 29 * 3);
    }
    return Picture.ofRgb(width, height, rgb);
  }

  static Picture plain(int width, int height, int value) {
    byte[] rgb = new byte[3 * width * height];
    Arrays.fill(rgb, (byte) value);
    return Picture.ofRgb(width, height, rgb);
  }

  static long crc(Picture picture) {
    return crc(picture.toRgb());
  }

  static long crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return crc.getValue();
  }
}
