package org.latentj.image;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

/**
 * Where to repaint a picture: 1 = repaint, 0 = keep, between them a mixture. Immutable; equal to
 * another of the same size and values.
 */
public final class Mask {
  private final int width;
  private final int height;
  private final float[] values;

  private Mask(int width, int height, float[] values) {
    this.width = width;
    this.height = height;
    this.values = values;
  }

  /**
   * A mask of these values.
   *
   * @param width columns, at least 1
   * @param height rows, at least 1
   * @param values {@code width * height} values in [0, 1], row-major; copied
   */
  public static Mask of(int width, int height, float[] values) {
    if (width < 1 || height < 1 || (long) width * height != values.length) {
      throw new IllegalArgumentException(
          "expected one mask value for each of %dx%d pixels but got %d"
              .formatted(width, height, values.length));
    }
    for (float value : values) {
      if (!(value >= 0 && value <= 1)) {
        throw new IllegalArgumentException(
            "expected mask values from 0 (keep) to 1 (repaint) but got " + value);
      }
    }
    return new Mask(width, height, values.clone());
  }

  /** A mask that is 1 inside a region and 0 elsewhere. */
  public static Mask ofRegion(int width, int height, Region region) {
    region.requireInside(width, height);
    float[] values = new float[width * height];
    for (int y = region.y(); y < region.bottom(); y++) {
      Arrays.fill(values, y * width + region.x(), y * width + region.right(), 1f);
    }
    return new Mask(width, height, values);
  }

  /**
   * The luminance of a picture, white = repaint: (19595 R + 38470 G + 7471 B + 32768) >> 16,
   * divided by 255, as Pillow's {@code convert("L")} (ITU-R 601-2) and diffusers' mask processor.
   */
  public static Mask of(Picture picture) {
    byte[] rgb = picture.rgb();
    float[] values = new float[rgb.length / 3];
    for (int i = 0; i < values.length; i++) {
      int red = rgb[3 * i] & 0xff;
      int green = rgb[3 * i + 1] & 0xff;
      int blue = rgb[3 * i + 2] & 0xff;
      values[i] = (19595 * red + 38470 * green + 7471 * blue + 0x8000 >> 16) / 255f;
    }
    return new Mask(picture.width(), picture.height(), values);
  }

  /** The luminance of an image of any type; alpha is dropped. */
  public static Mask of(BufferedImage image) {
    return of(Picture.of(image));
  }

  /** Columns. */
  public int width() {
    return width;
  }

  /** Rows. */
  public int height() {
    return height;
  }

  /** The value at column {@code x}, row {@code y}. */
  public float value(int x, int y) {
    return values[y * width + x];
  }

  /** A copy of the values, row-major. */
  public float[] toArray() {
    return values.clone();
  }

  /** The values themselves, for readers within the package that do not modify them. */
  float[] values() {
    return values;
  }

  /** The mask as the networks take it: shape (1, 1, H, W), in [0, 1]. */
  public FloatTensor toTensor() {
    return new FloatTensor(Shape.of(1, 1, height, width), values.clone());
  }

  /** 1 where the value is 0.5 or more, else 0; as diffusers' {@code do_binarize}. */
  public Mask threshold() {
    return map(v -> v >= 0.5 ? 1 : 0);
  }

  /** 1 - value. */
  public Mask invert() {
    return map(v -> 1 - v);
  }

  /** The greatest value of each square of {@code 2 * pixels + 1} around a pixel. */
  public Mask grow(int pixels) {
    return new Mask(width, height, MaskFilters.dilate(values, width, height, pixels));
  }

  /**
   * Blurs with a Gaussian as A1111's mask blur does: over 2 * floor(2.5 sigma + 0.5) + 1 pixels
   * along each axis, mirrored at the borders.
   *
   * @param sigma standard deviation in pixels; 0 changes nothing
   */
  public Mask blur(double sigma) {
    return new Mask(width, height, MaskFilters.gaussian(values, width, height, sigma));
  }

  /**
   * Softens the border with a triangle that reaches {@code pixels} to either side; values over 0.99
   * become 1. As Krita AI Diffusion's denoising mask.
   */
  public Mask feather(int pixels) {
    Mask soft = new Mask(width, height, MaskFilters.triangle(values, width, height, pixels));
    return soft.map(v -> v > 0.99f ? 1 : v);
  }

  /** The values of a region that lies inside the mask. */
  public Mask crop(Region region) {
    region.requireInside(width, height);
    float[] part = new float[region.width() * region.height()];
    for (int y = 0; y < region.height(); y++) {
      int from = (region.y() + y) * width + region.x();
      System.arraycopy(values, from, part, y * region.width(), region.width());
    }
    return new Mask(region.width(), region.height(), part);
  }

  /** The mask at another size; overshoot of the filter is cut off. */
  public Mask resize(int newWidth, int newHeight, ResampleFilter filter) {
    float[] resized = Resample.floats(values, width, height, newWidth, newHeight, filter);
    return new Mask(newWidth, newHeight, resized).map(v -> Math.max(0, Math.min(1, v)));
  }

  /** The smallest region that holds every value above 0; none if there is no such value. */
  public Optional<Region> boundingBox() {
    int left = width;
    int right = -1;
    int top = height;
    int bottom = -1;
    for (int i = 0; i < values.length; i++) {
      if (values[i] > 0) {
        left = Math.min(left, i % width);
        right = Math.max(right, i % width);
        top = Math.min(top, i / width);
        bottom = i / width;
      }
    }
    return bottom < 0
        ? Optional.empty()
        : Optional.of(new Region(left, top, right - left + 1, bottom - top + 1));
  }

  /** Whether every value is 0: nothing is to be repainted. */
  public boolean isEmpty() {
    return boundingBox().isEmpty();
  }

  private Mask map(DoubleUnaryOperator function) {
    float[] out = new float[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) function.applyAsDouble(values[i]);
    }
    return new Mask(width, height, out);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Mask m && m.width == width && Arrays.equals(m.values, values);
  }

  @Override
  public int hashCode() {
    return 31 * width + Arrays.hashCode(values);
  }

  /** For example {@code Mask 512x768}. */
  @Override
  public String toString() {
    return "Mask " + width + "x" + height;
  }
}
