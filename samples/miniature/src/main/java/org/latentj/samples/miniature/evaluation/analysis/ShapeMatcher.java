package org.latentj.samples.miniature.evaluation.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.latentj.samples.miniature.scene.ShapeKind;

/** Names shapes by the best of many templates. */
final class ShapeMatcher {
  private static final double[] DEGREES = {-8, -4, 0, 4, 8};
  private static final double[] SCALES = {0.97, 1.03};
  private static final double NEAR_BEST = 0.04;
  private static final double[] LINES = {0.18, 0.22, 0.26, 0.3};
  private static final double LEAST_HOLE = 0.05;
  private static final double LEAST_HOLE_OF_RING = 0.12;
  private static final List<Template> SOLID = templates(0);
  private static final List<Template> OUTLINED = outlined();

  private ShapeMatcher() {}

  /**
   * What a shape resembles.
   *
   * @param kind the best
   * @param overlap its intersection over union, 0 to 1
   */
  record Match(ShapeKind kind, double overlap) {}

  /** Of an object without holes or with the hole of a ring or an outlined shape. */
  static Match best(BitSet object) {
    Silhouette silhouette = Silhouette.of(object);
    Match best = best(silhouette, SOLID);
    if (silhouette.hole() < LEAST_HOLE) {
      return best;
    }
    Match outlined = best(silhouette, OUTLINED);
    best = outlined.overlap() > best.overlap() ? outlined : best;
    return best.kind() == ShapeKind.CIRCLE && silhouette.hole() >= LEAST_HOLE_OF_RING
        ? new Match(ShapeKind.RING, best.overlap())
        : best;
  }

  /** At equal areas first, then at other scales too where that comes near the best. */
  private static Match best(Silhouette silhouette, List<Template> templates) {
    double[] overlaps =
        templates.stream().mapToDouble(template -> template.match(silhouette, 1)).toArray();
    double near = Arrays.stream(overlaps).max().orElse(0) - NEAR_BEST;
    Match best = new Match(ShapeKind.CIRCLE, 0);
    for (int i = 0; i < overlaps.length; i++) {
      Template template = templates.get(i);
      double overlap = overlaps[i];
      for (double scale : overlap >= near ? SCALES : new double[0]) {
        overlap = Math.max(overlap, template.match(silhouette, scale));
      }
      if (overlap > best.overlap()) {
        best = new Match(template.kind(), overlap);
      }
    }
    return best;
  }

  private static List<Template> outlined() {
    List<Template> all = new ArrayList<>();
    for (double line : LINES) {
      all.addAll(templates(line));
    }
    return all;
  }

  /** All filled contours; a ring has that of a circle. */
  private static List<Template> templates(double line) {
    List<Template> templates = new ArrayList<>();
    for (ShapeKind kind : ShapeKind.values()) {
      for (double degrees : kind.isRound() ? new double[] {0} : DEGREES) {
        if (kind != ShapeKind.RING) {
          templates.add(new Template(kind, degrees, line));
        }
      }
    }
    return templates;
  }
}
