package org.latentj.imagej.pixels;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.process.ImageProcessor;
import ij.process.LUT;
import java.util.ArrayList;
import java.util.List;
import org.latentj.image.Mask;
import org.latentj.image.Picture;
import org.latentj.inpaint.pixels.DeepImage;
import org.latentj.inpaint.pixels.DisplayChannel;
import org.latentj.inpaint.pixels.Planes;
import org.latentj.inpaint.pixels.SampleType;

/**
 * Slices of any type as the engine edits them, and back.
 *
 * <p>Of a composite all active channels are edited together, in the colours that they are displayed
 * in. A slice with a colour lookup table is edited in grey, by its values; one whose table is a
 * palette, in which neighbouring values have unrelated colours, in its colours.
 */
public final class DeepSlices {
  /** Mean distance of neighbours in a lookup table, of 441 at most, above which it is a palette. */
  private static final double PALETTE_STEP = 24;

  private DeepSlices() {}

  /**
   * Reads a slice.
   *
   * @param image not modified
   * @param index from 1; of a composite, its channel is of no matter
   * @throws IllegalArgumentException if nothing is displayed: all channels are off, or the display
   *     range is empty
   */
  public static DeepImage read(ImagePlus image, int index) {
    if (image.getType() == ImagePlus.COLOR_RGB || isPalette(image)) {
      return DeepImage.of(Pictures.displayed(image, index));
    }
    List<float[]> samples = new ArrayList<>();
    List<DisplayChannel> display = new ArrayList<>();
    boolean together = isMerged(image);
    for (int plane : planes(image, index)) {
      ImageProcessor slice = Pictures.plane(image, plane);
      float[] values = new float[slice.getPixelCount()];
      for (int i = 0; i < values.length; i++) {
        values[i] = slice.getf(i);
      }
      samples.add(values);
      display.add(channel(Pictures.lut(image, plane), together));
    }
    if (samples.isEmpty()) {
      throw new IllegalArgumentException(
          "'%s' displays no channel. Switch one on with Image > Color > Channels Tool..."
              .formatted(image.getTitle()));
    }
    return new DeepImage(
        Planes.of(image.getWidth(), image.getHeight(), samples.toArray(float[][]::new)),
        display,
        type(image));
  }

  private static DisplayChannel channel(LUT lut, boolean inColor) {
    boolean inverted = !inColor && brightness(lut.getRGB(0)) > brightness(lut.getRGB(255));
    double min = inverted ? lut.max : lut.min;
    double max = inverted ? lut.min : lut.max;
    if (!inColor) {
      return DisplayChannel.grey(min, max);
    }
    int full = lut.getRGB(255);
    int black = (full & 0xffffff) == 0 ? 0xffffff : full;
    return new DisplayChannel(
        min,
        max,
        (black >> 16 & 0xff) / 255.0,
        (black >> 8 & 0xff) / 255.0,
        (black & 0xff) / 255.0);
  }

  private static int brightness(int color) {
    return (color >> 16 & 0xff) + (color >> 8 & 0xff) + (color & 0xff);
  }

  private static SampleType type(ImagePlus image) {
    return switch (image.getBitDepth()) {
      case 8 -> SampleType.UINT8;
      case 16 -> SampleType.UINT16;
      default -> SampleType.FLOAT32;
    };
  }

  static boolean isMerged(ImagePlus image) {
    return image instanceof CompositeImage composite
        && composite.getMode() == CompositeImage.COMPOSITE;
  }

  /** The indices of the planes that a position's samples lie in, channel by channel. */
  static List<Integer> planes(ImagePlus image, int index) {
    if (!isMerged(image)) {
      return List.of(index);
    }
    CompositeImage composite = (CompositeImage) image;
    int[] position = image.convertIndexToPosition(index);
    List<Integer> planes = new ArrayList<>();
    for (int channel = 1; channel <= image.getNChannels(); channel++) {
      if (composite.getActiveChannels()[channel - 1]) {
        planes.add(image.getStackIndex(channel, position[1], position[2]));
      }
    }
    return planes;
  }

  private static boolean isPalette(ImagePlus image) {
    if (image.getType() != ImagePlus.COLOR_256) {
      return false;
    }
    LUT lut = image.getProcessor().getLut();
    double sum = 0;
    for (int i = 1; i < 256; i++) {
      sum += Math.sqrt(distance(lut.getRGB(i), lut.getRGB(i - 1)));
    }
    return sum / 255 > PALETTE_STEP;
  }

  private static int distance(int a, int b) {
    int red = (a >> 16 & 0xff) - (b >> 16 & 0xff);
    int green = (a >> 8 & 0xff) - (b >> 8 & 0xff);
    int blue = (a & 0xff) - (b & 0xff);
    return red * red + green * green + blue * blue;
  }

  /**
   * Writes an edited slice; pixels that did not change are not touched.
   *
   * @param image of the type that {@code edited} was read from; modified
   * @param index from 1
   * @param changed 1 where {@code edited} is to be written
   */
  public static void write(ImagePlus image, int index, DeepImage edited, Mask changed) {
    if (image.getType() == ImagePlus.COLOR_RGB || isPalette(image)) {
      writeColors(Pictures.plane(image, index), edited.toPicture(), changed);
      return;
    }
    List<Integer> planes = planes(image, index);
    for (int c = 0; c < planes.size(); c++) {
      ImageProcessor slice = Pictures.plane(image, planes.get(c));
      float[] values = edited.samples().channel(c);
      for (int i = 0; i < values.length; i++) {
        if (changed.value(i % changed.width(), i / changed.width()) > 0) {
          slice.setf(i, values[i]);
        }
      }
    }
  }

  private static void writeColors(ImageProcessor slice, Picture picture, Mask changed) {
    boolean palette = slice.getBitDepth() == 8;
    int[] colors = new int[256];
    if (palette) {
      slice.getLut().getRGBs(colors);
    }
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        if (changed.value(x, y) > 0) {
          int color = picture.rgb(x, y);
          slice.set(x, y, palette ? nearest(color, colors) : 0xff000000 | color);
        }
      }
    }
  }

  private static int nearest(int color, int[] colors) {
    int best = 0;
    for (int i = 1; i < colors.length; i++) {
      best = distance(color, colors[i]) < distance(color, colors[best]) ? i : best;
    }
    return best;
  }
}
