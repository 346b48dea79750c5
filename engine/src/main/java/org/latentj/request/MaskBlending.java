package org.latentj.request;

/**
 * How a run keeps to the part of a picture that a mask does not select. A model that has learnt to
 * is shown that part without noise, which diffusers never does ({@link
 * org.latentj.model.ModelIndex#cleanSurroundings()}).
 */
public enum MaskBlending {
  /**
   * After each step the kept part is replaced by the original with the next timestep's noise; the
   * mask is cut at 0.5 and its blocks' upper left values taken, as diffusers' {@code
   * StableDiffusionInpaintPipeline}. Models with 9 input channels see the mask instead.
   */
  CLASSIC,
  /**
   * The mask's value says in how many of the last steps a place is repainted: 1 in all, 0.5 in half
   * of them and one more, 0 in the last one (differential diffusion, Levin and Fried 2023). The
   * mask is reduced to latents by its blocks' greatest values. Models with 9 input channels see the
   * mask besides, one latent pixel larger.
   */
  DIFFERENTIAL
}
