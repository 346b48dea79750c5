package org.latentj.maven.output;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Locale;
import org.latentj.image.Mask;
import org.latentj.image.Picture;

/**
 * Makes the plain background of a picture transparent: what is near the colour of the border and
 * connected to it. At the edge of what remains, colours are taken for mixtures of background and
 * object, as in any antialiased drawing: alpha is how far they are on the way to the object's
 * colour, and the background's share is taken out of them.
 *
 * <p>Holes that the border does not reach stay as they are, and so do shadows; an object of the
 * background's colour that touches it is lost with it.
 *
 * @param picture with the colours that are to be laid over something else
 * @param alpha 0 where the background was, 1 inside
 */
record CutOut(Picture picture, Mask alpha) {
  /** As much of the border must be background for the background to be plain. */
  private static final double PLAIN = 0.7;

  private static final int EDGE = 2;

  /**
   * Cuts out.
   *
   * @param picture not modified
   * @param tolerance how far a channel may be from the background's, 0 to 255
   * @throws IllegalArgumentException if the border is of several colours
   */
  static CutOut of(Picture picture, int tolerance) {
    int background = borderColor(picture, tolerance);
    requirePlain(picture, background, tolerance);
    BitSet outside = flood(picture, background, tolerance);
    int width = picture.width();
    byte[] rgb = picture.toRgb();
    float[] alpha = new float[width * picture.height()];
    for (int i = 0; i < alpha.length; i++) {
      if (outside.get(i)) {
        // Transparent pixels keep no colour: filters that ignore alpha would spread it.
        Arrays.fill(rgb, 3 * i, 3 * i + 3, (byte) 0);
        continue;
      }
      int object = objectColor(picture, outside, i, background);
      alpha[i] = object < 0 ? 1 : share(picture.rgb(i % width, i / width), background, object);
      for (int c = 0; alpha[i] > 0 && alpha[i] < 1 && c < 3; c++) {
        int back = channel(background, c);
        double own = back + ((rgb[3 * i + c] & 0xff) - back) / alpha[i];
        rgb[3 * i + c] = (byte) Math.rint(Math.max(0, Math.min(255, own)));
      }
    }
    return new CutOut(
        Picture.ofRgb(width, picture.height(), rgb), Mask.of(width, picture.height(), alpha));
  }

  /** Of the channels' medians along the border and the corners, what most of the border is near. */
  private static int borderColor(Picture picture, int tolerance) {
    int[] border = border(picture);
    int best = median(border);
    int right = picture.width() - 1;
    int bottom = picture.height() - 1;
    int[] corners = {
      picture.rgb(0, 0), picture.rgb(right, 0), picture.rgb(0, bottom), picture.rgb(right, bottom)
    };
    for (int corner : corners) {
      best = share(border, corner, tolerance) > share(border, best, tolerance) ? corner : best;
    }
    return best;
  }

  private static int median(int[] colors) {
    int median = 0;
    for (int c = 0; c < 3; c++) {
      int channel = c;
      int[] sorted = Arrays.stream(colors).map(rgb -> channel(rgb, channel)).sorted().toArray();
      median = median << 8 | sorted[sorted.length / 2];
    }
    return median;
  }

  private static double share(int[] colors, int background, int tolerance) {
    return Arrays.stream(colors).filter(rgb -> near(rgb, background, tolerance)).count()
        / (double) colors.length;
  }

  private static int[] border(Picture picture) {
    int width = picture.width();
    int height = picture.height();
    int[] colors = new int[2 * (width + height)];
    int count = 0;
    for (int x = 0; x < width; x++) {
      colors[count++] = picture.rgb(x, 0);
      colors[count++] = picture.rgb(x, height - 1);
    }
    for (int y = 0; y < height; y++) {
      colors[count++] = picture.rgb(0, y);
      colors[count++] = picture.rgb(width - 1, y);
    }
    return colors;
  }

  private static void requirePlain(Picture picture, int background, int tolerance) {
    double share = share(border(picture), background, tolerance);
    if (share < PLAIN) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "transparent: the background is not plain: %.0f %% of the border is near #%06x, %.0f %%"
                  + " is needed. Ask for a plain background in the prompt, or raise"
                  + " 'transparentTolerance' above %d",
              100 * share,
              background,
              100 * PLAIN,
              tolerance));
    }
  }

  /** What is near the background's colour and connected to the border, by four neighbours. */
  private static BitSet flood(Picture picture, int background, int tolerance) {
    int width = picture.width();
    int height = picture.height();
    BitSet seen = new BitSet(width * height);
    ArrayDeque<Integer> next = new ArrayDeque<>();
    for (int x = 0; x < width; x++) {
      next.add(x);
      next.add((height - 1) * width + x);
    }
    for (int y = 0; y < height; y++) {
      next.add(y * width);
      next.add(y * width + width - 1);
    }
    while (!next.isEmpty()) {
      int i = next.remove();
      int x = i % width;
      int y = i / width;
      if (seen.get(i) || !near(picture.rgb(x, y), background, tolerance)) {
        continue;
      }
      seen.set(i);
      if (x > 0) {
        next.add(i - 1);
      }
      if (x + 1 < width) {
        next.add(i + 1);
      }
      if (y > 0) {
        next.add(i - width);
      }
      if (y + 1 < height) {
        next.add(i + width);
      }
    }
    return seen;
  }

  /** The colour farthest from the background's near an edge pixel; -1 for a pixel inside. */
  private static int objectColor(Picture picture, BitSet outside, int i, int background) {
    int width = picture.width();
    boolean edge = false;
    int best = -1;
    long farthest = -1;
    for (int dy = -EDGE; dy <= EDGE; dy++) {
      for (int dx = -EDGE; dx <= EDGE; dx++) {
        int x = i % width + dx;
        int y = i / width + dy;
        if (x < 0 || y < 0 || x >= width || y >= picture.height()) {
          continue;
        }
        if (outside.get(y * width + x)) {
          edge = true;
          continue;
        }
        int rgb = picture.rgb(x, y);
        long distance = dot(rgb, background, rgb);
        if (distance > farthest) {
          farthest = distance;
          best = rgb;
        }
      }
    }
    return edge ? best : -1;
  }

  /** How far a colour is on the way from the background to the object, 0 to 1. */
  private static float share(int rgb, int background, int object) {
    long length = dot(object, background, object);
    double share = length == 0 ? 1 : (double) dot(rgb, background, object) / length;
    return (float) Math.max(0, Math.min(1, share));
  }

  /** The scalar product of two colours, as seen from the background's. */
  private static long dot(int a, int background, int b) {
    long sum = 0;
    for (int c = 0; c < 3; c++) {
      int back = channel(background, c);
      sum += (long) (channel(a, c) - back) * (channel(b, c) - back);
    }
    return sum;
  }

  private static boolean near(int rgb, int background, int tolerance) {
    for (int c = 0; c < 3; c++) {
      if (Math.abs(channel(rgb, c) - channel(background, c)) > tolerance) {
        return false;
      }
    }
    return true;
  }

  private static int channel(int rgb, int index) {
    return rgb >> 8 * (2 - index) & 0xff;
  }

  /** The same at a smaller size; colours count as much as they are opaque. */
  CutOut resize(int width, int height) {
    byte[] colors = picture.toRgb();
    float[] opacity = alpha.toArray();
    for (int i = 0; i < colors.length; i++) {
      colors[i] = (byte) Math.rint((colors[i] & 0xff) * opacity[i / 3]);
    }
    Picture premultiplied =
        Picture.ofRgb(picture.width(), picture.height(), colors)
            .resize(width, height, Derivation.FILTER);
    Mask smaller = alpha.resize(width, height, Derivation.FILTER);
    byte[] rgb = premultiplied.toRgb();
    float[] values = smaller.toArray();
    for (int i = 0; i < rgb.length; i++) {
      float a = values[i / 3];
      rgb[i] = (byte) (a < 1 / 255f ? 0 : Math.rint(Math.min(255, (rgb[i] & 0xff) / a)));
    }
    return new CutOut(Picture.ofRgb(width, height, rgb), smaller);
  }
}
