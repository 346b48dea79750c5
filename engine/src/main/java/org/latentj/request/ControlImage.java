package org.latentj.request;

import java.util.Objects;
import java.util.Optional;
import org.latentj.image.CannyEdges;
import org.latentj.image.Mask;
import org.latentj.image.Picture;
import org.latentj.image.Region;
import org.latentj.image.ResampleFilter;

/**
 * The hint of a ControlNet, as the network was trained to see it. Edges, scribbles and inpainting
 * hints are made here; depth maps, poses, segmentations and the like come from the caller, with
 * {@link #of}.
 *
 * @param picture the hint; it is resized to the picture that is made
 * @param hole where an inpainting ControlNet is to paint, 0.5 and more: pixels there become -1; of
 *     the picture's size
 * @param preprocessor how the hint was made, in A1111's words, for the picture's parameters
 */
public record ControlImage(Picture picture, Optional<Mask> hole, String preprocessor) {
  /** Darker than this is a stroke, of 255. */
  private static final int INK = 127;

  /** Checks the arguments. */
  public ControlImage {
    Objects.requireNonNull(picture, "picture");
    Objects.requireNonNull(hole, "hole");
    Objects.requireNonNull(preprocessor, "preprocessor");
    hole.ifPresent(mask -> checkSize(picture, mask));
  }

  private static void checkSize(Picture picture, Mask mask) {
    if (picture.width() != mask.width() || picture.height() != mask.height()) {
      throw new IllegalArgumentException(
          "expected a hole of the hint's size %d x %d but got %d x %d"
              .formatted(picture.width(), picture.height(), mask.width(), mask.height()));
    }
  }

  /** A hint that is ready: a depth map, a pose, a segmentation, edges that something else found. */
  public static ControlImage of(Picture hint) {
    return new ControlImage(hint, Optional.empty(), "none");
  }

  /** The edges of a picture, by Canny's method with the thresholds 100 and 200. */
  public static ControlImage canny(Picture picture) {
    return canny(picture, 100, 200);
  }

  /**
   * The edges of a picture, by Canny's method.
   *
   * @param low gradients beyond this are edges where they touch one that is beyond {@code high}
   */
  public static ControlImage canny(Picture picture, double low, double high) {
    return new ControlImage(CannyEdges.of(picture, low, high), Optional.empty(), "canny");
  }

  /**
   * Dark strokes on a light ground as a scribble: white on black, without shades (as {@code
   * gradio_scribble2image.py} of ControlNet's authors). A scribble that is white on black already
   * is for {@link #of}.
   */
  public static ControlImage scribble(Picture drawing) {
    byte[] rgb = drawing.toRgb();
    byte[] out = new byte[rgb.length];
    for (int i = 0; i < rgb.length; i += 3) {
      int darkest = Math.min(rgb[i] & 0xff, Math.min(rgb[i + 1] & 0xff, rgb[i + 2] & 0xff));
      byte ink = (byte) (darkest < INK ? 255 : 0);
      out[i] = ink;
      out[i + 1] = ink;
      out[i + 2] = ink;
    }
    Picture strokes = Picture.ofRgb(drawing.width(), drawing.height(), out);
    return new ControlImage(strokes, Optional.empty(), "invert (from white bg & black line)");
  }

  /**
   * A picture with a hole, for an inpainting ControlNet.
   *
   * @param hole where to paint, 0.5 and more; usually the mask of the {@link Inpainting} request
   */
  public static ControlImage inpaint(Picture picture, Mask hole) {
    return new ControlImage(picture, Optional.of(hole), "inpaint_global_harmonious");
  }

  /** The part of it in a region. */
  public ControlImage crop(Region region) {
    return new ControlImage(
        picture.crop(region), hole.map(mask -> mask.crop(region)), preprocessor);
  }

  /** The same in another size, without regard to its proportions; itself if it has it already. */
  public ControlImage resize(int width, int height) {
    if (picture.width() == width && picture.height() == height) {
      return this;
    }
    return new ControlImage(
        picture.resize(width, height, ResampleFilter.LANCZOS),
        hole.map(mask -> mask.resize(width, height, ResampleFilter.BILINEAR)),
        preprocessor);
  }
}
