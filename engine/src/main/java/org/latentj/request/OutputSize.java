package org.latentj.request;

import java.util.function.IntSupplier;
import org.latentj.image.Picture;

/**
 * The size of the pictures that a request makes.
 *
 * @param width in pixels
 * @param height in pixels
 */
public record OutputSize(int width, int height) {

  /**
   * The size that a request's pictures will have.
   *
   * @param nativeSize the edge of the model's own pictures; asked for only where the request leaves
   *     a size to the model
   * @param factor pixels along the edge of the square that a latent stands for, 8 in all models of
   *     Stable Diffusion; sizes are rounded to multiples of it, except in inpainting
   */
  public static OutputSize of(GenerationRequest request, IntSupplier nativeSize, int factor) {
    if (request instanceof TextToImage text) {
      return new OutputSize(
          rounded(text.width() == 0 ? nativeSize.getAsInt() : text.width(), factor),
          rounded(text.height() == 0 ? nativeSize.getAsInt() : text.height(), factor));
    }
    if (request instanceof ImageToImage image) {
      Picture picture = image.image();
      return new OutputSize(rounded(picture.width(), factor), rounded(picture.height(), factor));
    }
    Picture picture = ((Inpainting) request).image();
    return new OutputSize(picture.width(), picture.height());
  }

  /** The nearest size that the factor divides, a half upwards; at least the factor. */
  public static int rounded(int pixels, int factor) {
    return Math.max(1, Math.round((float) pixels / factor)) * factor;
  }
}
