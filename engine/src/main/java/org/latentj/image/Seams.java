package org.latentj.image;

/**
 * How visible the seams of a picture are when it is laid side by side with itself: the mean
 * absolute difference between the two borders that meet, divided by the mean absolute difference
 * between neighbouring pixels inside, over all three channels. About 1 means seamless; a picture
 * made without tiling has several times that. 1 where nothing differs anywhere, infinite where only
 * the borders differ.
 *
 * @param leftRight the seam between the right border and the left one
 * @param topBottom the seam between the bottom border and the top one
 */
public record Seams(double leftRight, double topBottom) {

  /** Measures a picture of at least 2x2 pixels. */
  public static Seams of(Picture picture) {
    int width = picture.width();
    int height = picture.height();
    if (width < 2 || height < 2) {
      throw new IllegalArgumentException(
          "expected a picture of at least 2x2 pixels but got " + picture);
    }
    byte[] rgb = picture.rgb();
    long[] across = new long[2];
    long[] down = new long[2];
    for (int i = 0; i < rgb.length; i++) {
      int x = i / 3 % width;
      int y = i / 3 / width;
      int right = rgb[3 * (y * width + (x + 1) % width) + i % 3] & 0xff;
      int below = rgb[3 * ((y + 1) % height * width + x) + i % 3] & 0xff;
      across[x + 1 == width ? 1 : 0] += Math.abs(right - (rgb[i] & 0xff));
      down[y + 1 == height ? 1 : 0] += Math.abs(below - (rgb[i] & 0xff));
    }
    return new Seams(
        ratio(across[1], (double) across[0] / (width - 1)),
        ratio(down[1], (double) down[0] / (height - 1)));
  }

  private static double ratio(double seam, double inside) {
    return seam == 0 && inside == 0 ? 1 : seam / inside;
  }
}
