package org.latentj.samples.miniature.evaluation.analysis;

import java.util.BitSet;
import java.util.Optional;
import org.latentj.samples.miniature.scene.NamedColor;
import org.latentj.samples.miniature.scene.ShapeKind;

/**
 * An object of a picture.
 *
 * @param color what most of it is called
 * @param resembles the shape that it resembles most, an outlined one by its outer contour
 * @param overlap how much so: intersection over union, 0 to 1
 * @param pixels row by row, of 128x128
 */
public record DetectedObject(NamedColor color, ShapeKind resembles, double overlap, BitSet pixels) {
  /** The least overlap of a shape that is told. */
  public static final double LEAST_OVERLAP = 0.7;

  /** Copies the pixels. */
  public DetectedObject {
    pixels = (BitSet) pixels.clone();
  }

  static DetectedObject of(Blob blob) {
    ShapeMatcher.Match match = ShapeMatcher.best(blob.pixels());
    return new DetectedObject(blob.color(), match.kind(), match.overlap(), blob.pixels());
  }

  /** The shape; empty if it resembles none. */
  public Optional<ShapeKind> shape() {
    return overlap < LEAST_OVERLAP ? Optional.empty() : Optional.of(resembles);
  }

  /**
   * The share of it inside a region.
   *
   * @param region row by row, of 128x128
   * @return 0 to 1
   */
  public double shareIn(BitSet region) {
    return (double) Area.and(pixels, region).cardinality() / pixels.cardinality();
  }

  /** For example {@code red star}. */
  @Override
  public String toString() {
    return color.word() + " " + shape().map(ShapeKind::word).orElse("blob");
  }
}
