package org.latentj.model;

import java.util.List;

/**
 * How a picture is made ready for CLIP: the shorter side is brought to a size, the middle is cut
 * out, and channels are normalised.
 *
 * @param shorterSide of the resized picture, in pixels
 * @param crop edge of the square that is cut out, in pixels; at most {@code shorterSide}
 * @param mean of red, green and blue, from 0 to 1; subtracted
 * @param deviation of red, green and blue; divided by
 */
public record ImagePreprocessing(
    int shorterSide, int crop, List<Double> mean, List<Double> deviation) {

  /** Copies the lists. */
  public ImagePreprocessing {
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
  }

  /** OpenAI's, for pictures of that edge. */
  public static ImagePreprocessing clip(int imageSize) {
    return new ImagePreprocessing(
        imageSize,
        imageSize,
        List.of(0.48145466, 0.4578275, 0.40821073),
        List.of(0.26862954, 0.26130258, 0.27577711));
  }
}
