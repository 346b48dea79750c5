package org.latentj.imagej.edit;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.ImageProcessor;
import java.util.Arrays;
import java.util.List;
import org.latentj.image.Mask;
import org.latentj.imagej.pixels.Copies;
import org.latentj.imagej.selection.SelectedRegion;

/** Enlarges the canvas; what is new is then inpainted. */
public final class Outpaint {
  private final int left;
  private final int top;
  private final int right;
  private final int bottom;

  /**
   * Borders to add, in pixels.
   *
   * @throws IllegalArgumentException if one is negative, or if all are 0
   */
  public Outpaint(int left, int top, int right, int bottom) {
    if (Math.min(Math.min(left, right), Math.min(top, bottom)) < 0
        || left + top + right + bottom == 0) {
      throw new IllegalArgumentException(
          "expected borders of 0 or more pixels, not all 0, but got left %d, top %d, right %d, bottom %d"
              .formatted(left, top, right, bottom));
    }
    this.left = left;
    this.top = top;
    this.right = right;
    this.bottom = bottom;
  }

  /**
   * The current position on a larger canvas, of the same type, with the origin where it was. New
   * pixels repeat the image's border.
   *
   * @param image not modified
   */
  public ImagePlus canvas(ImagePlus image) {
    ImagePlus copy = Copies.of(image, false, PlaneEditor.titleOf(image) + "-outpaint");
    ImageStack stack = new ImageStack(width(image), height(image));
    for (int i = 1; i <= copy.getStackSize(); i++) {
      stack.addSlice(copy.getStack().getSliceLabel(i), enlarged(copy.getStack().getProcessor(i)));
    }
    copy.setOverlay(null);
    copy.setStack(stack);
    Calibration calibration = copy.getCalibration();
    calibration.xOrigin += left;
    calibration.yOrigin += top;
    return copy;
  }

  private int width(ImagePlus image) {
    return left + image.getWidth() + right;
  }

  private int height(ImagePlus image) {
    return top + image.getHeight() + bottom;
  }

  private ImageProcessor enlarged(ImageProcessor old) {
    ImageProcessor large =
        old.createProcessor(left + old.getWidth() + right, top + old.getHeight() + bottom);
    for (int y = 0; y < large.getHeight(); y++) {
      int fromY = Math.max(0, Math.min(old.getHeight() - 1, y - top));
      for (int x = 0; x < large.getWidth(); x++) {
        int fromX = Math.max(0, Math.min(old.getWidth() - 1, x - left));
        large.set(x, y, old.get(fromX, fromY));
      }
    }
    large.insert(old, left, top);
    return large;
  }

  /**
   * What is to be painted.
   *
   * @param image the one that was enlarged
   */
  public List<SelectedRegion> border(ImagePlus image) {
    int width = width(image);
    float[] values = new float[width * height(image)];
    Arrays.fill(values, 1);
    for (int y = top; y < top + image.getHeight(); y++) {
      Arrays.fill(values, y * width + left, y * width + left + image.getWidth(), 0);
    }
    return List.of(new SelectedRegion("border", Mask.of(width, height(image), values)));
  }
}
