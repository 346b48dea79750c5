package org.latentj.samples.miniature.evaluation.analysis;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.BitSet;
import org.latentj.samples.miniature.scene.Lab;
import org.latentj.samples.miniature.scene.NamedColor;

/** A picture of {@value #EDGE} x {@value #EDGE} pixels with what its colours are called. */
final class LabPicture {
  /** Rows and columns. */
  static final int EDGE = 128;

  /** Pixels. */
  static final int PIXELS = EDGE * EDGE;

  private final int[] rgb;
  private final Lab[] lab;
  private final NamedColor[] names;

  private LabPicture(int[] rgb) {
    this.rgb = rgb;
    lab = Arrays.stream(rgb).mapToObj(Lab::of).toArray(Lab[]::new);
    names = Arrays.stream(lab).map(NamedColor::nearest).toArray(NamedColor[]::new);
  }

  /**
   * The colours of a picture, scaled if it is of another size.
   *
   * @param image not modified
   */
  static LabPicture of(BufferedImage image) {
    BufferedImage square = new BufferedImage(EDGE, EDGE, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = square.createGraphics();
    try {
      graphics.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      graphics.drawImage(image, 0, 0, EDGE, EDGE, null);
    } finally {
      graphics.dispose();
    }
    int[] rgb = square.getRGB(0, 0, EDGE, EDGE, null, 0, EDGE);
    return new LabPicture(Arrays.stream(rgb).map(pixel -> pixel & 0xffffff).toArray());
  }

  /**
   * The colour at an index.
   *
   * @param index row by row, below {@link #PIXELS}
   */
  Lab lab(int index) {
    return lab[index];
  }

  /** What the colour at an index is called. */
  NamedColor name(int index) {
    return names[index];
  }

  /**
   * The median of each channel over some pixels.
   *
   * @param pixels at least one
   * @return {@code 0xRRGGBB}
   */
  int median(BitSet pixels) {
    return median(pixels.stream().toArray(), 0, 1);
  }

  /**
   * The median of each channel over those of some pixels whose lightness ranks within a range.
   *
   * @param pixels indices, at least one
   * @param from share of the pixels that are darker, 0 to 1
   * @param to 1 - share of the pixels that are lighter
   * @return {@code 0xRRGGBB}
   */
  int median(int[] pixels, double from, double to) {
    Integer[] byLightness = Arrays.stream(pixels).boxed().toArray(Integer[]::new);
    Arrays.sort(byLightness, (p, q) -> Double.compare(lab[p].l(), lab[q].l()));
    int first = Math.min(pixels.length - 1, (int) (from * pixels.length));
    int last = Math.max(first + 1, (int) (to * pixels.length));
    int color = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int channel = shift;
      int[] levels =
          Arrays.stream(byLightness, first, last).mapToInt(p -> rgb[p] >> channel & 0xff).toArray();
      Arrays.sort(levels);
      color |= levels[levels.length / 2] << shift;
    }
    return color;
  }
}
