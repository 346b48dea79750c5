package org.latentj.inpaint.color;

/** sRGB (IEC 61966-2-1) to CIE L*a*b* under its white point D65, and back. */
public final class Lab {
  private static final double[] WHITE = {0.95047, 1, 1.08883};
  private static final double EDGE = 6.0 / 29;

  private Lab() {}

  /**
   * To Lab.
   *
   * @param rgb from 0 to 255; overwritten with L* (0 to 100), a* and b*
   */
  public static void fromRgb(double[] rgb) {
    double r = linear(rgb[0] / 255);
    double g = linear(rgb[1] / 255);
    double b = linear(rgb[2] / 255);
    double x = root((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / WHITE[0]);
    double y = root((0.2126729 * r + 0.7151522 * g + 0.0721750 * b) / WHITE[1]);
    double z = root((0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / WHITE[2]);
    rgb[0] = 116 * y - 16;
    rgb[1] = 500 * (x - y);
    rgb[2] = 200 * (y - z);
  }

  /**
   * From Lab.
   *
   * @param lab overwritten with red, green and blue; beyond 0 to 255 where no such colour is shown
   */
  public static void toRgb(double[] lab) {
    double fy = (lab[0] + 16) / 116;
    double x = WHITE[0] * cube(fy + lab[1] / 500);
    double y = WHITE[1] * cube(fy);
    double z = WHITE[2] * cube(fy - lab[2] / 200);
    lab[0] = 255 * coded(3.2404542 * x - 1.5371385 * y - 0.4985314 * z);
    lab[1] = 255 * coded(-0.9692660 * x + 1.8760108 * y + 0.0415560 * z);
    lab[2] = 255 * coded(0.0556434 * x - 0.2040259 * y + 1.0572252 * z);
  }

  private static double linear(double coded) {
    return coded <= 0.04045 ? coded / 12.92 : Math.pow((coded + 0.055) / 1.055, 2.4);
  }

  private static double coded(double linear) {
    return linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.pow(linear, 1 / 2.4) - 0.055;
  }

  private static double root(double t) {
    return t > EDGE * EDGE * EDGE ? Math.cbrt(t) : t / (3 * EDGE * EDGE) + 4.0 / 29;
  }

  private static double cube(double t) {
    return t > EDGE ? t * t * t : 3 * EDGE * EDGE * (t - 4.0 / 29);
  }
}
