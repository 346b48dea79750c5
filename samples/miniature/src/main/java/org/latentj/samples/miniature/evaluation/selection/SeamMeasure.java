package org.latentj.samples.miniature.evaluation.selection;

import java.util.BitSet;
import org.latentj.image.Picture;
import org.latentj.samples.miniature.scene.Lab;

/**
 * How visible the border of an inpainted selection is.
 *
 * @param seam mean difference (Delta E of 1976) of neighbours across the selection's border, by
 *     that of neighbours inside; 1 where nothing differs anywhere, about 1 or less where no seam is
 *     seen
 * @param feather the same across the border of the feathered selection, by that of neighbours
 *     outside it, which nothing has changed
 * @param outside how far the mean colour has moved around the selection, in Delta E: pixels that
 *     are feathered, not selected, and not of the new object
 * @param inside the same within the selection, beside its border
 */
record SeamMeasure(double seam, double feather, double outside, double inside) {
  private static final int BAND = 6;

  /**
   * Measures.
   *
   * @param before an empty place where the selection is
   * @param after of the same size, square
   * @param selected row by row
   * @param feathered all pixels that may have changed, row by row
   * @param object pixels of what was painted, row by row
   */
  static SeamMeasure of(
      Picture before, Picture after, BitSet selected, BitSet feathered, BitSet object) {
    Lab[] old = lab(before);
    Lab[] fresh = lab(after);
    int edge = after.width();
    BitSet ring = (BitSet) feathered.clone();
    ring.andNot(selected);
    ring.andNot(object);
    BitSet rim = band(selected, edge);
    rim.andNot(object);
    BitSet unchanged = new BitSet();
    unchanged.set(0, fresh.length);
    unchanged.andNot(feathered);
    return new SeamMeasure(
        ratio(across(fresh, selected, edge), within(fresh, selected, edge)),
        ratio(across(fresh, feathered, edge), within(fresh, unchanged, edge)),
        shift(old, fresh, ring),
        shift(old, fresh, rim));
  }

  private static Lab[] lab(Picture picture) {
    Lab[] lab = new Lab[picture.width() * picture.height()];
    for (int i = 0; i < lab.length; i++) {
      lab[i] = Lab.of(picture.rgb(i % picture.width(), i / picture.width()));
    }
    return lab;
  }

  /** Selected pixels near one that is not. */
  private static BitSet band(BitSet selected, int edge) {
    BitSet band = new BitSet();
    for (int i = selected.nextSetBit(0); i >= 0; i = selected.nextSetBit(i + 1)) {
      int x = i % edge;
      int y = i / edge;
      boolean near = false;
      for (int dy = -BAND; dy <= BAND && !near; dy++) {
        for (int dx = -BAND; dx <= BAND && !near; dx++) {
          boolean in = x + dx >= 0 && y + dy >= 0 && x + dx < edge && y + dy < edge;
          near = in && dx * dx + dy * dy <= BAND * BAND && !selected.get(i + dy * edge + dx);
        }
      }
      band.set(i, near);
    }
    return band;
  }

  private static double across(Lab[] picture, BitSet region, int edge) {
    return neighbours(picture, edge, (a, b) -> region.get(a) != region.get(b));
  }

  private static double within(Lab[] picture, BitSet region, int edge) {
    return neighbours(picture, edge, (a, b) -> region.get(a) && region.get(b));
  }

  /** Two neighbouring pixels. */
  private interface Pair {
    boolean counts(int a, int b);
  }

  private static double neighbours(Lab[] picture, int edge, Pair pair) {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < picture.length; i++) {
      if (i % edge < edge - 1 && pair.counts(i, i + 1)) {
        sum += picture[i].distance(picture[i + 1]);
        count++;
      }
      if (i + edge < picture.length && pair.counts(i, i + edge)) {
        sum += picture[i].distance(picture[i + edge]);
        count++;
      }
    }
    return count == 0 ? 0 : sum / count;
  }

  private static double ratio(double border, double inside) {
    return border == 0 && inside == 0 ? 1 : border / Math.max(inside, 1e-3);
  }

  private static double shift(Lab[] old, Lab[] fresh, BitSet where) {
    return where.isEmpty() ? 0 : mean(old, where).distance(mean(fresh, where));
  }

  private static Lab mean(Lab[] picture, BitSet where) {
    double l = 0;
    double a = 0;
    double b = 0;
    for (int i = where.nextSetBit(0); i >= 0; i = where.nextSetBit(i + 1)) {
      l += picture[i].l();
      a += picture[i].a();
      b += picture[i].b();
    }
    int count = where.cardinality();
    return new Lab(l / count, a / count, b / count);
  }
}
