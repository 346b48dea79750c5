package org.latentj.imagej.selection;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.gui.TextRoi;
import ij.plugin.frame.RoiManager;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import java.util.ArrayList;
import java.util.List;
import org.latentj.image.Mask;

/** Reads the regions that a user marked. Nothing of the image is modified. */
public final class Selections {
  private static final String WHAT_TO_DO =
      " Draw an area (rectangle, oval, polygon, freehand, wand), set a threshold, or put areas into"
          + " the overlay";

  private Selections() {}

  /**
   * The regions to work on, one but for the ROI Manager.
   *
   * @throws IllegalArgumentException if there are none, or one that is no area; the message names
   *     its type and what to do
   */
  public static List<SelectedRegion> of(ImagePlus image, MaskSource source) {
    return switch (source) {
      case AUTOMATIC -> List.of(automatic(image));
      case SELECTION -> List.of(selection(image));
      case THRESHOLD -> List.of(threshold(image));
      case OVERLAY -> List.of(overlay(image));
      case ROI_MANAGER -> managed(image);
    };
  }

  private static SelectedRegion automatic(ImagePlus image) {
    if (image.getRoi() != null) {
      return selection(image);
    }
    if (image.isThreshold()) {
      return threshold(image);
    }
    if (hasAreas(image.getOverlay())) {
      return overlay(image);
    }
    throw new IllegalArgumentException("'" + image.getTitle() + "' has no selection." + WHAT_TO_DO);
  }

  private static SelectedRegion selection(ImagePlus image) {
    Roi roi = image.getRoi();
    if (roi == null) {
      throw new IllegalArgumentException(
          "'" + image.getTitle() + "' has no selection." + WHAT_TO_DO);
    }
    return new SelectedRegion("selection", mask(image, roi, "the selection"));
  }

  private static Mask mask(ImagePlus image, Roi roi, String what) {
    requireArea(roi, what);
    ImageProcessor bytes = new ByteProcessor(image.getWidth(), image.getHeight());
    bytes.setColor(255);
    Roi copy = (Roi) roi.clone();
    bytes.fill(copy);
    Mask mask = toMask(bytes);
    if (mask.isEmpty()) {
      throw new IllegalArgumentException(
          ("%s (%s) holds no pixel of '%s', which is %d x %d pixels: it is empty or lies outside of"
                  + " the image")
              .formatted(what, type(roi), image.getTitle(), image.getWidth(), image.getHeight()));
    }
    return mask;
  }

  private static void requireArea(Roi roi, String what) {
    if (!roi.isArea() || roi instanceof TextRoi) {
      throw new IllegalArgumentException(
          "%s is %s, which has no area.%s".formatted(what, type(roi), WHAT_TO_DO));
    }
  }

  /** In the words of ImageJ's tool bar. */
  private static String type(Roi roi) {
    if (roi instanceof TextRoi) {
      return "a text";
    }
    return switch (roi.getType()) {
      case Roi.POINT -> "a point";
      case Roi.LINE -> "a straight line";
      case Roi.POLYLINE -> "a segmented line";
      case Roi.FREELINE -> "a freehand line";
      case Roi.ANGLE -> "an angle";
      default -> roi.getTypeAsString().toLowerCase(java.util.Locale.ROOT);
    };
  }

  private static SelectedRegion threshold(ImagePlus image) {
    if (!image.isThreshold()) {
      throw new IllegalArgumentException(
          "'%s' has no threshold. Set one with Image > Adjust > Threshold..."
              .formatted(image.getTitle()));
    }
    ByteProcessor bytes = image.createThresholdMask();
    Mask mask = toMask(bytes);
    if (mask.isEmpty()) {
      throw new IllegalArgumentException(
          "no pixel of '%s' lies within the threshold".formatted(image.getTitle()));
    }
    return new SelectedRegion("threshold", mask);
  }

  private static boolean hasAreas(Overlay overlay) {
    return overlay != null && !areas(overlay).isEmpty();
  }

  private static List<Roi> areas(Overlay overlay) {
    List<Roi> areas = new ArrayList<>();
    for (Roi roi : overlay.toArray()) {
      if (roi.isArea() && !(roi instanceof TextRoi) && !(roi instanceof ij.gui.ImageRoi)) {
        areas.add(roi);
      }
    }
    return areas;
  }

  private static SelectedRegion overlay(ImagePlus image) {
    if (!hasAreas(image.getOverlay())) {
      throw new IllegalArgumentException(
          "the overlay of '%s' has no areas. Image > Overlay > Add Selection... puts one there"
              .formatted(image.getTitle()));
    }
    float[] union = new float[image.getWidth() * image.getHeight()];
    for (Roi roi : areas(image.getOverlay())) {
      ImageProcessor bytes = new ByteProcessor(image.getWidth(), image.getHeight());
      bytes.setColor(255);
      bytes.fill((Roi) roi.clone());
      for (int i = 0; i < union.length; i++) {
        union[i] = Math.max(union[i], bytes.get(i) > 0 ? 1 : 0);
      }
    }
    Mask mask = Mask.of(image.getWidth(), image.getHeight(), union);
    if (mask.isEmpty()) {
      throw new IllegalArgumentException(
          "the overlay of '%s' holds no pixel of it".formatted(image.getTitle()));
    }
    return new SelectedRegion("overlay", mask);
  }

  private static List<SelectedRegion> managed(ImagePlus image) {
    RoiManager manager = RoiManager.getInstance2();
    return managed(image, manager == null ? new Roi[0] : manager.getRoisAsArray());
  }

  static List<SelectedRegion> managed(ImagePlus image, Roi[] rois) {
    if (rois.length == 0) {
      throw new IllegalArgumentException(
          "the ROI Manager has no regions. Add selections to it with the key t");
    }
    List<SelectedRegion> regions = new ArrayList<>();
    for (Roi roi : rois) {
      String name = roi.getName() == null ? "region " + (regions.size() + 1) : roi.getName();
      Mask mask = mask(image, roi, "the ROI Manager's '" + name + "'");
      regions.add(new SelectedRegion(name, mask));
    }
    return regions;
  }

  private static Mask toMask(ImageProcessor bytes) {
    float[] values = new float[bytes.getWidth() * bytes.getHeight()];
    for (int i = 0; i < values.length; i++) {
      values[i] = bytes.get(i) > 0 ? 1 : 0;
    }
    return Mask.of(bytes.getWidth(), bytes.getHeight(), values);
  }
}
