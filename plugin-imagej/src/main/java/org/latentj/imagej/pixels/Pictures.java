package org.latentj.imagej.pixels;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;
import org.latentj.image.Picture;

/** ImageJ's images as pictures, as they are displayed, and pictures as processors. */
public final class Pictures {
  private Pictures() {}

  /** A new RGB processor. */
  public static ColorProcessor toProcessor(Picture picture) {
    int[] pixels = new int[picture.width() * picture.height()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = 0xff000000 | picture.rgb(i % picture.width(), i / picture.width());
    }
    return new ColorProcessor(picture.width(), picture.height(), pixels);
  }

  /** The active slice as it is displayed, without overlay and selection. */
  public static Picture displayed(ImagePlus image) {
    return displayed(image, image.getCurrentSlice());
  }

  /**
   * A slice as it is displayed: through the display range and the lookup table; of a composite, all
   * active channels together. Overlay and selection are left out.
   *
   * @param image not modified
   * @param index from 1; of a composite, its channel is of no matter
   */
  public static Picture displayed(ImagePlus image, int index) {
    if (image instanceof CompositeImage composite
        && composite.getMode() == CompositeImage.COMPOSITE) {
      return merged(composite, index);
    }
    ImageProcessor slice = plane(image, index);
    if (slice instanceof ColorProcessor color) {
      return ofRgb(slice.getWidth(), slice.getHeight(), (int[]) color.getPixels());
    }
    LUT lut = lut(image, index);
    int[] rgb = new int[slice.getWidth() * slice.getHeight()];
    add(rgb, slice, lut);
    return ofRgb(slice.getWidth(), slice.getHeight(), rgb);
  }

  /** The lookup table and display range that hold for a slice. */
  static LUT lut(ImagePlus image, int index) {
    if (image instanceof CompositeImage composite) {
      return composite.getChannelLut(image.convertIndexToPosition(index)[0]);
    }
    ImageProcessor active = image.getProcessor();
    LUT lut = (LUT) active.getLut().clone();
    lut.min = active.getMin();
    lut.max = active.getMax();
    return lut;
  }

  /** A slice's processor; changing it changes the image. */
  static ImageProcessor plane(ImagePlus image, int index) {
    return image.getStackSize() == 1 ? image.getProcessor() : image.getStack().getProcessor(index);
  }

  private static Picture merged(CompositeImage image, int index) {
    int[] position = image.convertIndexToPosition(index);
    int[] rgb = new int[image.getWidth() * image.getHeight()];
    for (int channel = 1; channel <= image.getNChannels(); channel++) {
      if (image.getActiveChannels()[channel - 1]) {
        int at = image.getStackIndex(channel, position[1], position[2]);
        add(rgb, image.getStack().getProcessor(at), image.getChannelLut(channel));
      }
    }
    return ofRgb(image.getWidth(), image.getHeight(), rgb);
  }

  /** Adds a channel's colours, each clipped at 255. */
  private static void add(int[] rgb, ImageProcessor channel, LUT lut) {
    int[] colors = new int[256];
    lut.getRGBs(colors);
    DisplayRange range = new DisplayRange(lut.min, lut.max);
    for (int i = 0; i < rgb.length; i++) {
      int color = colors[(int) Math.min(255, range.toUnit(channel.getf(i)) * 256)];
      int red = Math.min(255, (rgb[i] >> 16 & 0xff) + (color >> 16 & 0xff));
      int green = Math.min(255, (rgb[i] >> 8 & 0xff) + (color >> 8 & 0xff));
      int blue = Math.min(255, (rgb[i] & 0xff) + (color & 0xff));
      rgb[i] = red << 16 | green << 8 | blue;
    }
  }

  private static Picture ofRgb(int width, int height, int[] rgb) {
    byte[] bytes = new byte[3 * rgb.length];
    for (int i = 0; i < rgb.length; i++) {
      bytes[3 * i] = (byte) (rgb[i] >> 16);
      bytes[3 * i + 1] = (byte) (rgb[i] >> 8);
      bytes[3 * i + 2] = (byte) rgb[i];
    }
    return Picture.ofRgb(width, height, bytes);
  }
}
