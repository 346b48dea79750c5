package org.latentj.samples.miniature.evaluation.analysis;

import java.awt.image.BufferedImage;
import java.util.List;
import org.latentj.samples.miniature.scene.Background;

/**
 * What a picture shows.
 *
 * @param objects the largest first; specks and shadows are none
 * @param backgroundRight whether the background asked for is seen outside of them
 */
public record PictureAnalysis(List<DetectedObject> objects, boolean backgroundRight) {
  /** Copies the list. */
  public PictureAnalysis {
    objects = List.copyOf(objects);
  }

  /**
   * Looks for objects before a background.
   *
   * @param picture of any size, preferably square; not modified
   * @param asked the background that it should have; if it has another one, objects are looked for
   *     before that
   */
  public static PictureAnalysis of(BufferedImage picture, Background asked) {
    LabPicture lab = LabPicture.of(picture);
    List<Blob> blobs = new Segmentation(lab, BackgroundColors.measure(lab, asked)).blobs();
    return new PictureAnalysis(
        blobs.stream().map(DetectedObject::of).toList(),
        new BackgroundCheck(lab, blobs).shows(asked));
  }
}
