package org.latentj.inpaint;

import org.latentj.image.Mask;

/**
 * The masks that follow from a selection, of the crop's size.
 *
 * @param denoise what is repainted: 1 from the first step on, less later, 0 never
 * @param alpha how much of the result is laid over the image: 1 wherever all is selected
 */
record SelectionMasks(Mask denoise, Mask alpha) {
  /** {@link Mask#blur} reaches 2.5 standard deviations. */
  private static final double REACH = 2.5;

  static SelectionMasks of(Mask selection, InpaintingPlan plan) {
    Mask part = selection.crop(plan.crop());
    Mask denoise = part.grow(plan.grow()).feather(plan.feather());
    Mask touched = positive(denoise);
    Mask eroded = touched.invert().grow(plan.blend() / 2).invert();
    Mask alpha = plan.blend() == 0 ? part : eroded.blur(plan.blend() / REACH);
    return new SelectionMasks(denoise, maximum(alpha, part));
  }

  private static Mask positive(Mask mask) {
    float[] values = mask.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = values[i] > 0 ? 1 : 0;
    }
    return Mask.of(mask.width(), mask.height(), values);
  }

  private static Mask maximum(Mask a, Mask b) {
    float[] values = a.toArray();
    float[] others = b.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.max(values[i], others[i]);
    }
    return Mask.of(a.width(), a.height(), values);
  }

  /** The denoising mask with hard edges: what the initial fill covers. */
  Mask filled() {
    return denoise.threshold();
  }

  /** Every pixel of a square of the latents' grid at the greatest value in it. */
  static Mask blockMaximum(Mask mask, int block) {
    int width = mask.width();
    int columns = (width + block - 1) / block;
    float[] values = mask.toArray();
    float[] greatest = new float[columns * ((mask.height() + block - 1) / block)];
    for (int i = 0; i < values.length; i++) {
      int at = i / width / block * columns + i % width / block;
      greatest[at] = Math.max(greatest[at], values[i]);
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = greatest[i / width / block * columns + i % width / block];
    }
    return Mask.of(width, mask.height(), values);
  }
}
