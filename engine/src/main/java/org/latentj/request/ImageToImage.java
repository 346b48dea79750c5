package org.latentj.request;

import java.util.Objects;
import org.latentj.image.Picture;

/**
 * A picture from a prompt and another picture (SDEdit, Meng et al. 2021).
 *
 * @param prompt what the picture shows
 * @param image the picture to begin with; its size is the result's, rounded to multiples of 8
 * @param strength from 0 (keep the image) to 1 (begin with noise); {@code min(int(steps *
 *     strength), steps)} steps are run, as in diffusers
 * @param settings how it is sampled
 */
public record ImageToImage(String prompt, Picture image, double strength, Settings settings)
    implements GenerationRequest {

  /** Checks the arguments. */
  public ImageToImage {
    Objects.requireNonNull(prompt, "prompt");
    Objects.requireNonNull(image, "image");
    Objects.requireNonNull(settings, "settings");
    Strength.check(strength);
  }

  @Override
  public ImageToImage withSettings(Settings newSettings) {
    return new ImageToImage(prompt, image, strength, newSettings);
  }
}
