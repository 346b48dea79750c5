package org.latentj.imagej.edit;

import ij.ImagePlus;
import ij.ImageStack;
import ij.Undo;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.latentj.image.Mask;
import org.latentj.imagej.pixels.Copies;
import org.latentj.imagej.pixels.DeepSlices;
import org.latentj.inpaint.ChangeReport;
import org.latentj.inpaint.pixels.DeepImage;

/**
 * Edits an image position by position. Nothing is written before all positions are done, so that a
 * cancelled or failed edit leaves the image as it was.
 */
public final class PlaneEditor {
  private PlaneEditor() {}

  /** A position that is ready to be written. */
  private record Ready(int index, DeepImage image, ChangeReport report) {}

  /**
   * Edits an image.
   *
   * @param image modified only if {@code target} says so
   * @throws IllegalArgumentException if it is to be edited in place and cannot be: it is virtual,
   *     or locked by another command
   */
  public static EditedImage edit(ImagePlus image, EditTarget target, PlaneEdit edit) {
    if (!target.inPlace()) {
      List<Ready> ready = prepare(image, target, edit);
      ImagePlus copy =
          Copies.of(image, target.wholeStack(), titleOf(image) + "-" + target.suffix());
      for (Ready plane : ready) {
        boolean single = !target.wholeStack() && image.getStackSize() > 1;
        DeepSlices.write(copy, single ? 1 : plane.index(), plane.image(), changed(plane));
      }
      return result(image, copy, target, ready);
    }
    if (image.getStack().isVirtual()) {
      throw new IllegalArgumentException(
          ("'%s' is a virtual stack, which cannot be edited in place: changes would be lost with the"
                  + " next slice. Make a new image instead, or load it with Image > Duplicate...")
              .formatted(image.getTitle()));
    }
    if (!image.lockSilently()) {
      throw new IllegalArgumentException(
          "'%s' is locked: another command works on it. Wait for it, or run Plugins > Utilities > Reset..."
              .formatted(image.getTitle()));
    }
    try {
      List<Ready> ready = prepare(image, target, edit);
      writeInPlace(image, ready);
      return result(image, image, target, ready);
    } finally {
      image.unlock();
    }
  }

  private static List<Ready> prepare(ImagePlus image, EditTarget target, PlaneEdit edit) {
    List<Ready> ready = new ArrayList<>();
    for (int index : Copies.positions(image, target.wholeStack())) {
      DeepImage before = DeepSlices.read(image, index);
      PlaneEdit.Edited edited = edit.apply(before, ready.size());
      ChangeReport report = ChangeReport.of(before, edited.image(), edited.allowed());
      ready.add(new Ready(index, edited.image(), report));
    }
    return ready;
  }

  private static Mask changed(Ready plane) {
    return plane.report().changed();
  }

  /** Edit &gt; Undo brings back one slice, which is all that ImageJ keeps. */
  private static void writeInPlace(ImagePlus image, List<Ready> ready) {
    ImageProcessor active = image.getProcessor();
    active.snapshot();
    Undo.setup(Undo.FILTER, image);
    for (Ready plane : ready) {
      DeepSlices.write(image, plane.index(), plane.image(), changed(plane));
    }
    image.changes = true;
    image.updateAndDraw();
  }

  private static EditedImage result(
      ImagePlus source, ImagePlus edited, EditTarget target, List<Ready> ready) {
    Optional<ImagePlus> mask =
        target.changeMask() ? Optional.of(maskImage(source, ready)) : Optional.empty();
    return new EditedImage(edited, mask, report(ready));
  }

  private static String report(List<Ready> ready) {
    if (ready.size() == 1) {
      return sentence(ready.get(0).report());
    }
    int changed = ready.stream().mapToInt(plane -> plane.report().changedPixels()).sum();
    int outside = ready.stream().mapToInt(plane -> plane.report().changedOutside()).sum();
    double largest =
        ready.stream().mapToDouble(plane -> plane.report().largestChangeOutside()).max().orElse(0);
    return sentence(new ChangeReport(changed, outside, largest, changed(ready.get(0))))
        + String.format(Locale.ROOT, " (%d slices)", ready.size());
  }

  private static String sentence(ChangeReport report) {
    return report.changedOutside() == 0
        ? "changed pixels inside the selection; largest change outside = 0; %d pixels changed"
            .formatted(report.changedPixels())
        : report.sentence();
  }

  private static ImagePlus maskImage(ImagePlus source, List<Ready> ready) {
    ImageStack stack = new ImageStack(source.getWidth(), source.getHeight());
    for (Ready plane : ready) {
      ByteProcessor bytes = new ByteProcessor(source.getWidth(), source.getHeight());
      float[] values = changed(plane).toArray();
      for (int i = 0; i < values.length; i++) {
        bytes.set(i, values[i] > 0 ? 255 : 0);
      }
      stack.addSlice(bytes);
    }
    ImagePlus mask = new ImagePlus(titleOf(source) + "-changes", stack);
    mask.setCalibration(source.getCalibration().copy());
    return mask;
  }

  /** Without the ending of a file's name. */
  static String titleOf(ImagePlus image) {
    return image.getShortTitle();
  }
}
