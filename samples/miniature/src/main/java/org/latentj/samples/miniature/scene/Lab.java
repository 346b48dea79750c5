package org.latentj.samples.miniature.scene;

/**
 * A colour in CIE L*a*b* for the white point D65, where distances follow what is seen.
 *
 * @param l lightness, 0 to 100
 * @param a green (below 0) to red
 * @param b blue (below 0) to yellow
 */
public record Lab(double l, double a, double b) {
  /** The colour of {@code 0xRRGGBB} in sRGB (IEC 61966-2-1). */
  public static Lab of(int rgb) {
    double red = linear(rgb >> 16 & 0xff);
    double green = linear(rgb >> 8 & 0xff);
    double blue = linear(rgb & 0xff);
    double x = cubeRoot((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505);
    double y = cubeRoot(0.2126 * red + 0.7152 * green + 0.0722 * blue);
    double z = cubeRoot((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089);
    return new Lab(116 * y - 16, 500 * (x - y), 200 * (y - z));
  }

  /** Delta E of 1976. */
  public double distance(Lab other) {
    return Math.sqrt(
        (l - other.l) * (l - other.l)
            + (a - other.a) * (a - other.a)
            + (b - other.b) * (b - other.b));
  }

  private static double linear(int level) {
    double value = level / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }

  private static double cubeRoot(double t) {
    return t > 216.0 / 24389 ? Math.cbrt(t) : (24389.0 / 27 * t + 16) / 116;
  }
}
