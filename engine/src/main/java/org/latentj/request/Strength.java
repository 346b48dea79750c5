package org.latentj.request;

/** The range of image-to-image strengths. */
final class Strength {
  private Strength() {}

  static void check(double strength) {
    // Written so that NaN fails too.
    if (!(strength >= 0 && strength <= 1)) {
      throw new IllegalArgumentException(
          "expected a strength from 0 (keep the image) to 1 (begin with noise) but got "
              + strength);
    }
  }
}
