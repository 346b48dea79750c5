package org.latentj.pipeline;

import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

/**
 * The random tensors of a run. Pipelines draw them in diffusers' order, so that one seed gives the
 * same picture: the VAE's sample of the image, the latent noise, the VAE's sample of the masked
 * image, then the noise of each stochastic step.
 */
public interface NoiseDraws {

  /** Noise for a sample of the VAE's posterior, for an image that the whole batch shares. */
  FloatTensor posterior(Shape shape);

  /** The latents' initial noise, (B, C, h, w). */
  FloatTensor initial(Shape shape);

  /** Noise for a stochastic sampler's step, (B, C, h, w). */
  FloatTensor step(Shape shape);
}
