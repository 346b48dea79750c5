package org.latentj.imagej.pixels;

/**
 * The values that are displayed as black and as white.
 *
 * @param min shown as the first colour of the lookup table
 * @param max shown as its last
 */
record DisplayRange(double min, double max) {

  /** 0 for {@code min} and below, 1 for {@code max} and above; NaN is 0. */
  double toUnit(double value) {
    double width = max - min;
    double unit = width == 0 ? (value >= max ? 1 : 0) : (value - min) / width;
    // Written so that NaN becomes 0.
    return unit > 0 ? Math.min(1, unit) : 0;
  }
}
