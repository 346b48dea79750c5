package org.latentj.safety;

import org.latentj.image.Picture;
import org.latentj.image.Region;
import org.latentj.image.ResampleFilter;
import org.latentj.model.ImagePreprocessing;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

/**
 * Makes pictures ready for CLIP as transformers' {@code CLIPImageProcessor} does: a bicubic resize
 * in 8 bits by Pillow, the middle, and each channel normalised in float32.
 */
final class ClipPixels {
  private static final int CHANNELS = 3;

  private ClipPixels() {}

  /** The pixels of a picture: (1, 3, crop, crop). */
  static FloatTensor of(Picture picture, ImagePreprocessing how) {
    int crop = how.crop();
    byte[] rgb = middle(resized(picture, how.shorterSide()), crop).toRgb();
    float[] data = new float[rgb.length];
    for (int i = 0; i < rgb.length; i++) {
      int channel = i % CHANNELS;
      float unit = (float) ((rgb[i] & 0xff) * (1 / 255.0));
      float mean = how.mean().get(channel).floatValue();
      float deviation = how.deviation().get(channel).floatValue();
      data[channel * crop * crop + i / CHANNELS] = (unit - mean) / deviation;
    }
    return new FloatTensor(Shape.of(1, CHANNELS, crop, crop), data);
  }

  /** The longer side is cut off to a whole number, as upstream does. */
  private static Picture resized(Picture picture, int shorterSide) {
    int width = picture.width();
    int height = picture.height();
    boolean upright = width <= height;
    long shorter = Math.min(width, height);
    int longer = Math.toIntExact((long) shorterSide * Math.max(width, height) / shorter);
    return picture.resize(
        upright ? shorterSide : longer, upright ? longer : shorterSide, ResampleFilter.BICUBIC);
  }

  private static Picture middle(Picture picture, int crop) {
    int x = (picture.width() - crop) / 2;
    int y = (picture.height() - crop) / 2;
    return picture.crop(new Region(x, y, crop, crop));
  }
}
