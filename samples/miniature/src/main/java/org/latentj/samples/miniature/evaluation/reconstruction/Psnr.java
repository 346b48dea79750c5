package org.latentj.samples.miniature.evaluation.reconstruction;

import org.latentj.image.Picture;

/** Peak signal-to-noise ratio. */
final class Psnr {
  private static final double PEAK = 255;

  private Psnr() {}

  /**
   * 10 log10(255^2 / mean squared error), over all channels of all pixels.
   *
   * @return decibels; infinite for equal pictures
   */
  static double of(Picture picture, Picture other) {
    byte[] some = picture.toRgb();
    byte[] others = other.toRgb();
    if (picture.width() != other.width() || some.length != others.length) {
      throw new IllegalArgumentException(
          "expected pictures of one size but got %s and %s".formatted(picture, other));
    }
    double sum = 0;
    for (int i = 0; i < some.length; i++) {
      double difference = (some[i] & 0xff) - (others[i] & 0xff);
      sum += difference * difference;
    }
    return 10 * Math.log10(PEAK * PEAK * some.length / sum);
  }
}
