package org.latentj.imagej.edit;

import org.latentj.image.Mask;
import org.latentj.inpaint.pixels.DeepImage;

/** Changes one position of an image. */
@FunctionalInterface
public interface PlaneEdit {

  /**
   * The edited samples.
   *
   * @param image of one position; not modified
   * @param part which of the positions, from 0
   */
  Edited apply(DeepImage image, int part);

  /**
   * What came of it.
   *
   * @param image of the same size, type and channels
   * @param allowed above 0 where it could change
   */
  record Edited(DeepImage image, Mask allowed) {}
}
