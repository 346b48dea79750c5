package org.latentj.samples.miniature.evaluation.report;

import java.awt.geom.Point2D;
import java.util.List;

/**
 * A line of a plot.
 *
 * @param name in the legend
 * @param points in the order that they are joined in, at least one
 */
public record Series(String name, List<Point2D> points) {
  /** Copies the list. */
  public Series {
    points = List.copyOf(points);
  }
}
