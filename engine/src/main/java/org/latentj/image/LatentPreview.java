package org.latentj.image;

import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

/**
 * A rough picture of Stable Diffusion 1.x latents without running the VAE: each latent pixel gives
 * one picture pixel by a linear map. Factors of ComfyUI's {@code comfy/latent_formats.py}, class
 * {@code SD15}.
 */
public final class LatentPreview {
  /** Red, green and blue in [-1, 1] for one unit of each latent channel. */
  private static final float[][] FACTORS = {
    {0.3512f, 0.2297f, 0.3227f},
    {0.3250f, 0.4974f, 0.2350f},
    {-0.2829f, 0.1762f, 0.2721f},
    {-0.2120f, -0.2616f, -0.7177f}
  };

  private LatentPreview() {}

  /**
   * A preview at latent size.
   *
   * @param latents shape (B, 4, h, w), scaled as the UNet sees them; not modified
   * @param index which of the batch, 0 to B - 1
   * @return w by h pixels, an eighth of the final picture's sides
   * @throws NumericOverflowException if the latents hold a NaN
   */
  public static Picture of(FloatTensor latents, int index) {
    Shape shape = latents.shape();
    if (shape.rank() != 4 || shape.dimension(1) != FACTORS.length) {
      throw new IllegalArgumentException("expected latents (B, 4, h, w) but got " + shape);
    }
    if (index < 0 || index >= shape.dimension(0)) {
      throw new IndexOutOfBoundsException("no latents " + index + " in a batch of shape " + shape);
    }
    int pixels = shape.size(2) * shape.size(3);
    float[] rgb = new float[3 * pixels];
    for (int channel = 0; channel < FACTORS.length; channel++) {
      int start = (index * FACTORS.length + channel) * pixels;
      for (int i = 0; i < rgb.length; i++) {
        rgb[i] += FACTORS[channel][i / pixels] * latents.data()[start + i % pixels];
      }
    }
    FloatTensor signed =
        new FloatTensor(Shape.of(1, 3, shape.dimension(2), shape.dimension(3)), rgb);
    return Picture.fromSignedTensor(signed, 0);
  }

  /** As {@link #of(FloatTensor, int)}, enlarged {@code factor} times along each side. */
  public static Picture of(FloatTensor latents, int index, int factor) {
    Picture small = of(latents, index);
    return small.resize(small.width() * factor, small.height() * factor, ResampleFilter.BILINEAR);
  }
}
