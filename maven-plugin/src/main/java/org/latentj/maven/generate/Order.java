package org.latentj.maven.generate;

import org.latentj.image.Mask;
import org.latentj.image.Picture;
import org.latentj.inpaint.InpaintingOptions;
import org.latentj.request.GenerationRequest;

/** What a model is to make for an asset. */
sealed interface Order {

  /** What is to be seen. */
  String prompt();

  /**
   * A picture.
   *
   * @param request as the engine takes it
   */
  record Whole(GenerationRequest request) implements Order {
    @Override
    public String prompt() {
      return request.prompt();
    }
  }

  /**
   * A picture of which a part is repainted.
   *
   * @param prompt what the part is to show
   * @param image the picture
   * @param selection the part: above 0; of the image's size
   * @param options how it is repainted
   */
  record Part(String prompt, Picture image, Mask selection, InpaintingOptions options)
      implements Order {

    /** Checks the mask now: a model is not to be loaded for nothing. */
    public Part {
      if (image.width() != selection.width() || image.height() != selection.height()) {
        throw new IllegalArgumentException(
            "expected a mask of the image's size %d x %d but got %d x %d"
                .formatted(image.width(), image.height(), selection.width(), selection.height()));
      }
      if (selection.isEmpty()) {
        throw new IllegalArgumentException(
            "mask: it is black everywhere; what is white in it is repainted");
      }
    }
  }
}
