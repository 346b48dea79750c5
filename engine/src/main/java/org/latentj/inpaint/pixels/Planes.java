package org.latentj.inpaint.pixels;

import java.util.Arrays;
import org.latentj.image.Picture;
import org.latentj.image.Region;
import org.latentj.image.Resample;
import org.latentj.image.ResampleFilter;

/**
 * An image as planes of floats, one a channel, of any range: 0 to 255 for what is displayed,
 * photons or volts for what was measured.
 *
 * <p>Arrays are wrapped, not copied. Nothing here or in the packages beside it modifies the planes
 * that it is given, and results have arrays of their own.
 */
public final class Planes {
  private final int width;
  private final int height;
  private final float[][] channels;

  private Planes(int width, int height, float[][] channels) {
    this.width = width;
    this.height = height;
    this.channels = channels;
  }

  /**
   * Wraps arrays.
   *
   * @param width columns, at least 1
   * @param height rows, at least 1
   * @param channels one or more, each of {@code width * height} values, row-major; not copied
   */
  public static Planes of(int width, int height, float[]... channels) {
    if (width < 1 || height < 1 || channels.length < 1) {
      throw new IllegalArgumentException(
          "expected at least 1x1 pixels of one channel but got %dx%d of %d"
              .formatted(width, height, channels.length));
    }
    for (float[] channel : channels) {
      if (channel.length != (long) width * height) {
        throw new IllegalArgumentException(
            "expected a value for each of %dx%d pixels but got %d"
                .formatted(width, height, channel.length));
      }
    }
    return new Planes(width, height, channels.clone());
  }

  /** Red, green and blue of a picture, from 0 to 255. */
  public static Planes of(Picture picture) {
    byte[] rgb = picture.toRgb();
    float[][] channels = new float[3][rgb.length / 3];
    for (int i = 0; i < rgb.length; i++) {
      channels[i % 3][i / 3] = rgb[i] & 0xff;
    }
    return new Planes(picture.width(), picture.height(), channels);
  }

  /** All channels of one value each. */
  public static Planes constant(int width, int height, float... values) {
    float[][] channels = new float[values.length][width * height];
    for (int c = 0; c < values.length; c++) {
      Arrays.fill(channels[c], values[c]);
    }
    return of(width, height, channels);
  }

  /**
   * The picture of three planes from 0 to 255, rounded; what lies beyond is cut off.
   *
   * @throws IllegalStateException if there are not three planes
   */
  public Picture toPicture() {
    if (channels.length != 3) {
      throw new IllegalStateException(
          "expected red, green and blue but there are %d channels".formatted(channels.length));
    }
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) Math.rint(Math.max(0, Math.min(255, channels[i % 3][i / 3])));
    }
    return Picture.ofRgb(width, height, rgb);
  }

  /** Columns. */
  public int width() {
    return width;
  }

  /** Rows. */
  public int height() {
    return height;
  }

  /** {@code width * height}. */
  public int pixels() {
    return width * height;
  }

  /** Number of channels. */
  public int channels() {
    return channels.length;
  }

  /** A channel's values themselves, row-major; not to be modified. */
  public float[] channel(int index) {
    return channels[index];
  }

  /** Whether every channel's value at a pixel is a finite number. */
  public boolean finite(int pixel) {
    for (float[] channel : channels) {
      if (!Float.isFinite(channel[pixel])) {
        return false;
      }
    }
    return true;
  }

  /** The part inside a region, as a copy. */
  public Planes crop(Region region) {
    if (region.right() > width || region.bottom() > height) {
      throw new IllegalArgumentException(
          "%s does not fit into %dx%d pixels".formatted(region, width, height));
    }
    float[][] part = new float[channels.length][region.width() * region.height()];
    for (int c = 0; c < part.length; c++) {
      for (int y = 0; y < region.height(); y++) {
        int from = (region.y() + y) * width + region.x();
        System.arraycopy(channels[c], from, part[c], y * region.width(), region.width());
      }
    }
    return new Planes(region.width(), region.height(), part);
  }

  /** A copy with a smaller image in a region's place. */
  public Planes withRegion(Region region, Planes part) {
    float[][] out = toArrays();
    for (int c = 0; c < out.length; c++) {
      for (int y = 0; y < region.height(); y++) {
        int to = (region.y() + y) * width + region.x();
        System.arraycopy(part.channels[c], y * region.width(), out[c], to, region.width());
      }
    }
    return new Planes(width, height, out);
  }

  /** At another size, resampled. */
  public Planes resize(int newWidth, int newHeight, ResampleFilter filter) {
    float[][] out = new float[channels.length][];
    for (int c = 0; c < out.length; c++) {
      out[c] = Resample.floats(channels[c], width, height, newWidth, newHeight, filter);
    }
    return new Planes(newWidth, newHeight, out);
  }

  /** Copies of all channels. */
  public float[][] toArrays() {
    float[][] copy = new float[channels.length][];
    for (int c = 0; c < copy.length; c++) {
      copy[c] = channels[c].clone();
    }
    return copy;
  }

  /** For example {@code Planes 512x512x3}. */
  @Override
  public String toString() {
    return "Planes %dx%dx%d".formatted(width, height, channels.length);
  }
}
