package org.latentj.request;

import java.util.Objects;
import org.latentj.image.Mask;
import org.latentj.image.MaskFill;
import org.latentj.image.Picture;

/**
 * A picture repainted where a mask says so. Works with 4-channel models (the kept part is blended
 * in at every step) and with 9-channel inpainting models (the mask is an input of the UNet).
 *
 * @param prompt what the repainted part shows
 * @param image the picture; the result has its size, whether a multiple of 8 or not
 * @param mask of the image's size; 1 repaints, 0 keeps
 * @param strength from 0 to 1, as in {@link ImageToImage}
 * @param fill what the masked part begins as
 * @param composite whether the result has the original's pixels, bit for bit, where the mask is 0;
 *     otherwise it is what the decoder gives, as in diffusers
 * @param settings how it is sampled
 * @param blending how sampling keeps to what the mask does not select
 */
public record Inpainting(
    String prompt,
    Picture image,
    Mask mask,
    double strength,
    MaskFill fill,
    boolean composite,
    Settings settings,
    MaskBlending blending)
    implements GenerationRequest {

  /** Checks the arguments. */
  public Inpainting {
    Objects.requireNonNull(prompt, "prompt");
    Objects.requireNonNull(image, "image");
    Objects.requireNonNull(mask, "mask");
    Objects.requireNonNull(fill, "fill");
    Objects.requireNonNull(settings, "settings");
    Objects.requireNonNull(blending, "blending");
    Strength.check(strength);
    if (image.width() != mask.width() || image.height() != mask.height()) {
      throw new IllegalArgumentException(
          "expected a mask of the image's size %d x %d but got %d x %d"
              .formatted(image.width(), image.height(), mask.width(), mask.height()));
    }
  }

  /** With the classic blend, as in diffusers. */
  public Inpainting(
      String prompt,
      Picture image,
      Mask mask,
      double strength,
      MaskFill fill,
      boolean composite,
      Settings settings) {
    this(prompt, image, mask, strength, fill, composite, settings, MaskBlending.CLASSIC);
  }

  /** With the image as it is under the mask, and its other pixels kept bit for bit. */
  public static Inpainting of(
      String prompt, Picture image, Mask mask, double strength, Settings settings) {
    return new Inpainting(prompt, image, mask, strength, MaskFill.ORIGINAL, true, settings);
  }

  @Override
  public Inpainting withSettings(Settings newSettings) {
    return new Inpainting(prompt, image, mask, strength, fill, composite, newSettings, blending);
  }
}
