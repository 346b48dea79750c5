package org.latentj.request;

import java.util.Objects;

/**
 * A picture from a prompt.
 *
 * @param prompt what the picture shows
 * @param width in pixels, or 0 for the model's own size; sizes that are not multiples of 8 are
 *     rounded, with a remark in the result
 * @param height in pixels, or 0 for the model's own size
 * @param settings how it is sampled
 */
public record TextToImage(String prompt, int width, int height, Settings settings)
    implements GenerationRequest {

  /** Most pixels along a side; larger pictures are beyond any device's memory. */
  public static final int MAX_SIDE = 16384;

  /** Checks the arguments. */
  public TextToImage {
    Objects.requireNonNull(prompt, "prompt");
    Objects.requireNonNull(settings, "settings");
    if (width < 0 || height < 0 || width > MAX_SIDE || height > MAX_SIDE) {
      throw new IllegalArgumentException(
          "expected sides of 0 (the model's own) to %d pixels but got %d x %d"
              .formatted(MAX_SIDE, width, height));
    }
  }

  /** With default settings, at the model's own size. */
  public static TextToImage of(String prompt) {
    return of(prompt, Settings.defaults());
  }

  /** At the model's own size. */
  public static TextToImage of(String prompt, Settings settings) {
    return new TextToImage(prompt, 0, 0, settings);
  }

  /** The same at another size. */
  public TextToImage withSize(int newWidth, int newHeight) {
    return new TextToImage(prompt, newWidth, newHeight, settings);
  }

  @Override
  public TextToImage withSettings(Settings newSettings) {
    return new TextToImage(prompt, width, height, newSettings);
  }
}
