package org.latentj.samples.miniature.evaluation.edit;

import org.latentj.image.Picture;

/** How far two pictures have the same layout. */
final class Correlation {
  private static final int RED = 19595;
  private static final int GREEN = 38470;
  private static final int BLUE = 7471;

  private Correlation() {}

  /**
   * Pearson's correlation of the luminance (ITU-R 601-2) of pictures of one size.
   *
   * @return -1 to 1; 0 if one of them is of one luminance
   */
  static double of(Picture picture, Picture other) {
    double[] some = deviations(picture);
    double[] others = deviations(other);
    double product = 0;
    double square = 0;
    double otherSquare = 0;
    for (int i = 0; i < some.length; i++) {
      product += some[i] * others[i];
      square += some[i] * some[i];
      otherSquare += others[i] * others[i];
    }
    double norm = Math.sqrt(square * otherSquare);
    return norm == 0 ? 0 : product / norm;
  }

  /** From the mean. */
  private static double[] deviations(Picture picture) {
    double[] luminance = new double[picture.width() * picture.height()];
    double sum = 0;
    for (int i = 0; i < luminance.length; i++) {
      int rgb = picture.rgb(i % picture.width(), i / picture.width());
      luminance[i] =
          RED * (rgb >> 16 & 0xff) + GREEN * (rgb >> 8 & 0xff) + BLUE * (double) (rgb & 0xff);
      sum += luminance[i];
    }
    for (int i = 0; i < luminance.length; i++) {
      luminance[i] -= sum / luminance.length;
    }
    return luminance;
  }
}
