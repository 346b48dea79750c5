package org.latentj.imagej.control;

import java.util.Locale;
import org.latentj.image.Mask;
import org.latentj.image.Picture;
import org.latentj.label.Labels;
import org.latentj.request.ControlImage;

/** How a control image becomes what its network was trained to see. */
public enum Preprocessing {
  /** It is a hint already: a depth map, a pose, a segmentation, edges that something else found. */
  NONE,
  /** Its edges, by Canny's method with the thresholds 100 and 200. */
  CANNY,
  /** Dark strokes on a light ground. */
  SCRIBBLE,
  /** Without what the selection holds. */
  INPAINT;

  /** As dialogs and macros call it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The one of that label, in any case.
   *
   * @throws IllegalArgumentException if there is none; the message lists those that are
   */
  public static Preprocessing ofLabel(String label) {
    return Labels.find(
        values(), Preprocessing::label, "expected a control image's preprocessing", label);
  }

  /**
   * The hint.
   *
   * @param hole where the picture is repainted, of its size; read by {@link #INPAINT} only
   */
  ControlImage hint(Picture picture, Mask hole) {
    return switch (this) {
      case NONE -> ControlImage.of(picture);
      case CANNY -> ControlImage.canny(picture);
      case SCRIBBLE -> ControlImage.scribble(picture);
      case INPAINT -> ControlImage.inpaint(picture, hole);
    };
  }
}
