package org.latentj.inpaint;

import java.util.Optional;
import org.latentj.image.Mask;
import org.latentj.image.Region;

/**
 * What is cut out around a selection, and at which sizes it is painted. Widths and sizes are those
 * of Krita AI Diffusion for Stable Diffusion 1.5; where they stand for what the model was trained
 * on, they follow the model's own size.
 *
 * @param crop the part of the image that the model sees
 * @param grow pixels by which the selection is enlarged, in squares
 * @param feather pixels over which the enlarged selection fades, to either side
 * @param blend pixels over which the result is blended into the image
 * @param painted the size of the (first) pass; the crop is resampled to it
 * @param refined the size of the second pass, if there is one
 */
public record InpaintingPlan(
    Region crop, int grow, int feather, int blend, Size painted, Optional<Size> refined) {

  /** The size, in pixels, that the widths below were found at. */
  private static final double REFERENCE = 512;

  /** Beyond this times the model's own size, along an edge, a region takes two passes. */
  private static final double WINDOW = 1.5;

  /** No pass is larger than this times the model's own size. */
  private static final double LARGEST = 3;

  private static final int GRID = 8;
  private static final int CROP_GRID = 16;

  /**
   * Columns and rows.
   *
   * @param width at least 1
   * @param height at least 1
   */
  public record Size(int width, int height) {
    private static Size ofArea(Region crop, double area) {
      double scale = Math.sqrt(area / ((double) crop.width() * crop.height()));
      return new Size(onGrid(crop.width() * scale), onGrid(crop.height() * scale));
    }

    private static int onGrid(double pixels) {
      return GRID * (int) Math.max(1, Math.round(pixels / GRID));
    }
  }

  /**
   * Plans.
   *
   * @param selection of the image's size; above 0 is selected
   * @param nativeSize the edge of the pictures that the model was trained on
   * @throws IllegalArgumentException if nothing is selected
   */
  public static InpaintingPlan of(Mask selection, InpaintingOptions options, int nativeSize) {
    Region box = requireSelected(selection);
    double scale = nativeSize / REFERENCE;
    double strength = options.strength();
    double diagonal = Math.hypot(box.width(), box.height());
    int least = (int) Math.round(32 * strength * scale);
    int feather = options.feather().orElse(Math.max((int) (0.1 * strength * diagonal), least));
    feather = Math.min(feather, InpaintingOptions.MAX_WIDTH);
    int grow = options.grow().orElse(4 + feather / 2);
    int blend = Math.min((int) Math.round(25 * scale), grow + feather / 2);
    int reach = grow + feather + blend / 2 + 1;
    int context = options.context().orElse(context(selection, box, strength, feather, diagonal));
    // With little context the result looks foreign; with full strength the model needs the most.
    int smallest = strength == 1 ? nativeSize : nativeSize / 2;
    Region crop = crop(selection, box, Math.max(context, reach), smallest);
    Size painted = new Size(crop.width(), crop.height());
    Optional<Size> refined = Optional.empty();
    double own = (double) nativeSize * nativeSize;
    double area = (double) crop.width() * crop.height();
    if (area < own || area > WINDOW * WINDOW * own) {
      painted = Size.ofArea(crop, own);
    }
    if (area > WINDOW * WINDOW * own && options.twoPasses()) {
      refined = Optional.of(Size.ofArea(crop, Math.min(area, LARGEST * LARGEST * own)));
    }
    return new InpaintingPlan(crop, grow, feather, blend, painted, refined);
  }

  /** What holds all of a selection. */
  static Region requireSelected(Mask selection) {
    return selection
        .boundingBox()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "nothing is selected: the mask is 0 everywhere. Select what is to be"
                        + " repainted."));
  }

  private static int context(
      Mask selection, Region box, double strength, int feather, double diagonal) {
    int context = feather + 4 + (int) (0.06 * diagonal);
    if (strength == 1) {
      int ofImage = Math.max(selection.width(), selection.height()) / 16;
      int ofSelection = (box.width() + box.height()) / 4;
      context = Math.max(context, Math.max(ofImage, ofSelection));
    }
    return context;
  }

  private static Region crop(Mask image, Region box, int context, int smallest) {
    int[] x = span(box.x(), box.right(), context, smallest, image.width());
    int[] y = span(box.y(), box.bottom(), context, smallest, image.height());
    return new Region(x[0], y[0], x[1], y[1]);
  }

  /** Start and length; moved inside where it would begin before or end behind the image. */
  private static int[] span(int from, int to, int context, int smallest, int limit) {
    int length = Math.max(to - from + 2 * context, smallest);
    length = Math.min(limit, (length + CROP_GRID - 1) / CROP_GRID * CROP_GRID);
    int start = (from + to - length) / 2;
    return new int[] {Math.max(0, Math.min(limit - length, start)), length};
  }
}
