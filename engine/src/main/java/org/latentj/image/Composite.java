package org.latentj.image;

/**
 * Lays a generated picture over an original by a mask. Alpha 0 leaves the original bit for bit,
 * alpha 1 takes the generated picture bit for bit; between them the sum is rounded half to even.
 */
public final class Composite {
  private Composite() {}

  /**
   * Blends two pictures of the same size.
   *
   * @param original what is kept where alpha is 0; not modified
   * @param generated what is taken where alpha is 1; not modified
   * @param alpha of the same size
   */
  public static Picture over(Picture original, Picture generated, Mask alpha) {
    if (original.width() != generated.width() || original.height() != generated.height()) {
      throw new IllegalArgumentException(
          "expected pictures of one size but got " + original + " and " + generated);
    }
    return paste(original, generated, alpha, 0, 0);
  }

  /**
   * Blends a smaller picture into a larger one.
   *
   * @param original what is kept; not modified
   * @param generated the part to lay over it; not modified
   * @param alpha of the size of {@code generated}
   * @param left the column of {@code original} where {@code generated} begins
   * @param top the row of {@code original} where {@code generated} begins
   * @throws IllegalArgumentException if the part does not lie inside the original
   */
  public static Picture paste(Picture original, Picture generated, Mask alpha, int left, int top) {
    requireSameSize(generated, alpha);
    new Region(left, top, generated.width(), generated.height())
        .requireInside(original.width(), original.height());
    byte[] out = original.toRgb();
    byte[] part = generated.rgb();
    float[] weights = alpha.values();
    for (int i = 0; i < weights.length; i++) {
      int x = left + i % generated.width();
      int y = top + i / generated.width();
      for (int c = 0; c < 3; c++) {
        int at = 3 * (y * original.width() + x) + c;
        int old = out[at] & 0xff;
        int change = (part[3 * i + c] & 0xff) - old;
        out[at] = (byte) Math.rint(old + (double) weights[i] * change);
      }
    }
    return Picture.wrap(original.width(), original.height(), out);
  }

  static void requireSameSize(Picture picture, Mask mask) {
    if (picture.width() != mask.width() || picture.height() != mask.height()) {
      throw new IllegalArgumentException(
          "expected a mask of %dx%d pixels but got %dx%d"
              .formatted(picture.width(), picture.height(), mask.width(), mask.height()));
    }
  }
}
