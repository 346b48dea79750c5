package org.latentj.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

/**
 * An RGB picture of 8 bits a channel. Immutable; equal to another of the same size and pixels.
 *
 * <p>Bytes lie row by row, three for a pixel: red, green, blue (HWC, x fastest).
 */
public final class Picture {
  private static final int CHANNELS = 3;

  private final int width;
  private final int height;
  private final byte[] rgb;

  private Picture(int width, int height, byte[] rgb) {
    this.width = width;
    this.height = height;
    this.rgb = rgb;
  }

  /**
   * A picture of these bytes.
   *
   * @param width columns, at least 1
   * @param height rows, at least 1
   * @param rgb {@code 3 * width * height} unsigned bytes, HWC; copied
   */
  public static Picture ofRgb(int width, int height, byte[] rgb) {
    return wrap(width, height, rgb.clone());
  }

  /** As {@link #ofRgb} without the copy, for arrays that nobody else holds. */
  static Picture wrap(int width, int height, byte[] rgb) {
    if (width < 1 || height < 1 || (long) CHANNELS * width * height != rgb.length) {
      throw new IllegalArgumentException(
          "expected 3 bytes for each of %dx%d pixels but got %d bytes"
              .formatted(width, height, rgb.length));
    }
    return new Picture(width, height, rgb);
  }

  /**
   * A picture of an image of any type. Alpha is dropped and colour profiles are ignored, as
   * Pillow's {@code convert("RGB")} does; of 16-bit samples the upper byte is taken.
   *
   * @param image not modified
   */
  public static Picture of(BufferedImage image) {
    return wrap(image.getWidth(), image.getHeight(), Rasters.toRgb(image));
  }

  /**
   * A picture of an image over a plain background.
   *
   * @param image not modified
   * @param background {@code 0xRRGGBB}; what shows where the image is transparent
   */
  public static Picture of(BufferedImage image, int background) {
    byte[] rgb = Rasters.toRgb(image);
    if (image.getColorModel().hasAlpha()) {
      Rasters.compositeOver(image, background, rgb);
    }
    return wrap(image.getWidth(), image.getHeight(), rgb);
  }

  /**
   * Reads the first picture of a PNG, JPEG, BMP or GIF file; see {@link #of(BufferedImage)} for
   * alpha. A JPEG's EXIF orientation is not applied.
   *
   * @throws IOException if the file cannot be read, is damaged, is of another format, or has more
   *     than 64 million pixels
   */
  public static Picture read(Path file) throws IOException {
    return of(PictureReader.read(file));
  }

  /**
   * Picture {@code index} of a decoded batch: clamp(x / 2 + 0.5, 0, 1) * 255, rounded half to even,
   * as diffusers' {@code VaeImageProcessor.postprocess}.
   *
   * @param images shape (B, 3, H, W), nominally in [-1, 1]; not modified
   * @param index 0 to B - 1
   * @throws NumericOverflowException if the picture holds a NaN
   */
  public static Picture fromSignedTensor(FloatTensor images, int index) {
    Shape shape = images.shape();
    if (shape.rank() != 4 || shape.dimension(1) != CHANNELS) {
      throw new IllegalArgumentException("expected pictures (B, 3, H, W) but got " + shape);
    }
    if (index < 0 || index >= shape.dimension(0)) {
      throw new IndexOutOfBoundsException("no picture " + index + " in a batch of shape " + shape);
    }
    int pixels = Math.multiplyExact(shape.size(2), shape.size(3));
    byte[] rgb = new byte[CHANNELS * pixels];
    int start = index * CHANNELS * pixels;
    for (int c = 0; c < CHANNELS; c++) {
      for (int i = 0; i < pixels; i++) {
        float x = images.data()[start + c * pixels + i];
        if (Float.isNaN(x)) {
          throw new NumericOverflowException(
              ("picture %d holds NaN at channel %d, row %d, column %d: the numbers overflowed. "
                      + "Perhaps you should run the VAE in float32 or bfloat16.")
                  .formatted(index, c, i / shape.size(3), i % shape.size(3)));
        }
        float unit = Math.max(0f, Math.min(1f, x / 2 + 0.5f));
        rgb[CHANNELS * i + c] = (byte) Math.rint(unit * 255f);
      }
    }
    return wrap(shape.size(3), shape.size(2), rgb);
  }

  /**
   * The picture as the VAE takes it: 2 * (x / 255) - 1 in float32, as diffusers' {@code
   * VaeImageProcessor.preprocess}.
   *
   * @return shape (1, 3, H, W), in [-1, 1]
   */
  public FloatTensor toSignedTensor() {
    int pixels = width * height;
    float[] data = new float[rgb.length];
    for (int i = 0; i < rgb.length; i++) {
      data[i % CHANNELS * pixels + i / CHANNELS] = 2f * ((rgb[i] & 0xff) / 255f) - 1f;
    }
    return new FloatTensor(Shape.of(1, CHANNELS, height, width), data);
  }

  /** A new image of type {@link BufferedImage#TYPE_INT_RGB}. */
  public BufferedImage toBufferedImage() {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        row[x] = rgb(x, y);
      }
      image.setRGB(0, y, width, 1, row, 0, width);
    }
    return image;
  }

  /** Columns. */
  public int width() {
    return width;
  }

  /** Rows. */
  public int height() {
    return height;
  }

  /** The colour {@code 0xRRGGBB} of column {@code x}, row {@code y}. */
  public int rgb(int x, int y) {
    int i = CHANNELS * (y * width + x);
    return (rgb[i] & 0xff) << 16 | (rgb[i + 1] & 0xff) << 8 | rgb[i + 2] & 0xff;
  }

  /** A copy of the bytes, HWC. */
  public byte[] toRgb() {
    return rgb.clone();
  }

  /** The bytes themselves, HWC, for readers within the package that do not modify them. */
  byte[] rgb() {
    return rgb;
  }

  /** The pixels of a region that lies inside the picture. */
  public Picture crop(Region region) {
    region.requireInside(width, height);
    byte[] part = new byte[CHANNELS * region.width() * region.height()];
    int rowBytes = CHANNELS * region.width();
    for (int y = 0; y < region.height(); y++) {
      int from = CHANNELS * ((region.y() + y) * width + region.x());
      System.arraycopy(rgb, from, part, y * rowBytes, rowBytes);
    }
    return wrap(region.width(), region.height(), part);
  }

  /** The picture at another size, bit for bit as Pillow's {@code Image.resize}. */
  public Picture resize(int newWidth, int newHeight, ResampleFilter filter) {
    return wrap(
        newWidth,
        newHeight,
        Resample.bytes(rgb, CHANNELS, width, height, newWidth, newHeight, filter));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Picture p && p.width == width && Arrays.equals(p.rgb, rgb);
  }

  @Override
  public int hashCode() {
    return 31 * width + Arrays.hashCode(rgb);
  }

  /** For example {@code Picture 512x768}. */
  @Override
  public String toString() {
    return "Picture " + width + "x" + height;
  }
}
