package org.latentj.samples.miniature.evaluation.analysis;

import static org.latentj.samples.miniature.evaluation.analysis.LabPicture.EDGE;

import java.util.BitSet;
import java.util.List;

/**
 * The outer contour of an object, filled.
 *
 * @param pixels indices into a {@link LabPicture}
 * @param x the centroid, in pixels
 * @param y the centroid, in pixels
 * @param area in pixels
 * @param hole share of the area that the largest hole takes, 0 to 1
 */
record Silhouette(BitSet pixels, double x, double y, double area, double hole) {
  /**
   * Fills the holes of an object.
   *
   * @param object at least one pixel; not modified
   */
  static Silhouette of(BitSet object) {
    List<BitSet> holes = Area.holes(object);
    BitSet filled = (BitSet) object.clone();
    holes.forEach(filled::or);
    double area = filled.cardinality();
    double x = filled.stream().mapToDouble(i -> i % EDGE + 0.5).sum() / area;
    double y = filled.stream().mapToDouble(i -> i / EDGE + 0.5).sum() / area;
    double hole = holes.isEmpty() ? 0 : holes.get(0).cardinality() / area;
    return new Silhouette(filled, x, y, area, hole);
  }

  /** Whether a pixel inside the picture belongs to it. */
  boolean contains(int column, int row) {
    return pixels.get(row * EDGE + column);
  }
}
