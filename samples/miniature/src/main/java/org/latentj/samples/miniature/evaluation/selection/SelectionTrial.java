package org.latentj.samples.miniature.evaluation.selection;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Optional;
import org.latentj.image.Picture;
import org.latentj.inpaint.InpaintedImage;
import org.latentj.inpaint.InpaintingResult;
import org.latentj.samples.miniature.evaluation.analysis.DetectedObject;
import org.latentj.samples.miniature.evaluation.analysis.PictureAnalysis;
import org.latentj.samples.miniature.scene.NamedColor;
import org.latentj.samples.miniature.scene.ShapeKind;

/**
 * What came of a task.
 *
 * @param found the largest object that lies mostly in the selection
 * @param changedOutside pixels that changed outside the feathered selection
 */
record SelectionTrial(
    Variant variant,
    Picture after,
    Optional<DetectedObject> found,
    SeamMeasure seam,
    int changedOutside) {
  private static final int EDGE = 128;
  private static final double MOSTLY = 0.5;

  /** Shadows and soft edges of an object are not the background's. */
  private static final int GROWTH = 3;

  static SelectionTrial of(
      SelectionTask task, Variant variant, Picture before, InpaintingResult result) {
    InpaintedImage first = result.first();
    Picture after = first.image().toPicture();
    BitSet place = task.ellipse().pixels(EDGE);
    Optional<DetectedObject> found =
        PictureAnalysis.of(after.toBufferedImage(), task.scene().background()).objects().stream()
            .filter(object -> object.shareIn(place) >= MOSTLY)
            .max(Comparator.comparingInt(object -> object.pixels().cardinality()));
    int edge = before.width();
    BitSet feathered = new BitSet();
    for (int i = 0; i < edge * edge; i++) {
      feathered.set(i, result.selection().value(i % edge, i / edge) > 0);
    }
    BitSet object = found.map(o -> grown(o.pixels(), edge)).orElse(new BitSet());
    SeamMeasure seam =
        SeamMeasure.of(before, after, task.ellipse().pixels(edge), feathered, object);
    return new SelectionTrial(variant, after, found, seam, first.report().changedOutside());
  }

  /** The pixels of 128x128 and those around, in a picture of that edge. */
  private static BitSet grown(BitSet pixels, int edge) {
    BitSet grown = new BitSet();
    for (int i = 0; i < edge * edge; i++) {
      int x = i % edge * EDGE / edge;
      int y = i / edge * EDGE / edge;
      boolean near = false;
      for (int dy = -GROWTH; dy <= GROWTH && !near; dy++) {
        for (int dx = -GROWTH; dx <= GROWTH && !near; dx++) {
          boolean in = x + dx >= 0 && y + dy >= 0 && x + dx < EDGE && y + dy < EDGE;
          near = in && pixels.get((y + dy) * EDGE + x + dx);
        }
      }
      grown.set(i, near);
    }
    return grown;
  }

  boolean red() {
    return found.filter(object -> object.color() == NamedColor.RED).isPresent();
  }

  boolean star() {
    return found.flatMap(DetectedObject::shape).filter(s -> s == ShapeKind.STAR).isPresent();
  }

  /** The picture before with the selection's outline. */
  static Picture outlined(SelectionTask task, Picture before) {
    BufferedImage image = before.toBufferedImage();
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    // Two lines: one of them is seen on any background.
    drawOval(graphics, task.ellipse(), before.width(), Color.WHITE, 0);
    drawOval(graphics, task.ellipse(), before.width(), Color.BLACK, 1);
    graphics.dispose();
    return Picture.of(image);
  }

  private static void drawOval(
      Graphics2D graphics, Ellipse ellipse, int edge, Color color, int larger) {
    graphics.setColor(color);
    graphics.draw(
        new Ellipse2D.Double(
            (ellipse.x() - ellipse.radiusX()) * edge - larger,
            (ellipse.y() - ellipse.radiusY()) * edge - larger,
            2 * ellipse.radiusX() * edge + 2 * larger,
            2 * ellipse.radiusY() * edge + 2 * larger));
  }
}
