package org.latentj.request;

import java.util.List;
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
 * @param controls the ControlNets that guide it
 */
public record ImageToImage(
    String prompt, Picture image, double strength, Settings settings, List<Control> controls)
    implements GenerationRequest {

  /** Checks the arguments. */
  public ImageToImage {
    Objects.requireNonNull(prompt, "prompt");
    Objects.requireNonNull(image, "image");
    Objects.requireNonNull(settings, "settings");
    controls = Controls.checked(controls);
    Strength.check(strength);
  }

  /** Without ControlNets. */
  public ImageToImage(String prompt, Picture image, double strength, Settings settings) {
    this(prompt, image, strength, settings, List.of());
  }

  /** The same with other ControlNets. */
  public ImageToImage withControls(Control... newControls) {
    return new ImageToImage(prompt, image, strength, settings, List.of(newControls));
  }

  @Override
  public ImageToImage withSettings(Settings newSettings) {
    return new ImageToImage(prompt, image, strength, newSettings, controls);
  }
}
