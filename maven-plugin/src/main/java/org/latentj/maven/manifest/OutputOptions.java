package org.latentj.maven.manifest;

import java.util.List;
import java.util.Optional;

/**
 * What becomes of a generated picture before it is written. None of it needs a model.
 *
 * @param quality of a JPEG or lossy WebP, above 0 to 1
 * @param lossless whether a WebP keeps every pixel as it is
 * @param sizes longer sides, in pixels, of smaller copies beside the picture
 * @param scales densities: the picture is written at 1 and at these; the largest is the size that
 *     was generated
 * @param transparent how far a colour may be from the border's to become transparent, 0 to 255;
 *     empty to keep the background
 * @param seamLimit the most that {@link org.latentj.image.Seams} may measure along the axes that
 *     tile; empty for any
 */
public record OutputOptions(
    double quality,
    boolean lossless,
    List<Integer> sizes,
    List<Integer> scales,
    Optional<Integer> transparent,
    Optional<Double> seamLimit) {

  /** The picture as it is. */
  public static final OutputOptions PLAIN =
      new OutputOptions(0.95, false, List.of(), List.of(), Optional.empty(), Optional.empty());

  /** Copies the lists. */
  public OutputOptions {
    sizes = List.copyOf(sizes);
    scales = List.copyOf(scales);
  }

  /** The same for a picture of which neither a plain background nor fitting seams can be wanted. */
  public OutputOptions withoutDemands() {
    return new OutputOptions(quality, lossless, sizes, scales, Optional.empty(), Optional.empty());
  }
}
