package org.latentj.sampler;

import java.util.function.Supplier;

/**
 * One run of a sampling method: a walk from noise to latents in a fixed number of model calls.
 * Stateful (multistep methods remember earlier outputs) and not thread-safe; make a new one for
 * every run. Calls are numbered 0 to {@code calls() - 1} and must be stepped in that order,
 * beginning at the call given to the factory (0, or later for image-to-image).
 */
public interface Sampler {

  /** Number of model calls of the whole run, as if it began at call 0. */
  int calls();

  /**
   * The number of the first call to step: 0, or later for image-to-image. Calls keep the numbers of
   * the whole run, so {@code calls() - firstCall()} are left; none if both are equal.
   */
  int firstCall();

  /**
   * The timestep to hand to the model at {@code call}: 0 to T - 1, fractional for samplers on
   * sigmas.
   */
  double timestep(int call);

  /** How many model calls one user-visible step takes (2 for Heun and DPM2), as in diffusers. */
  int order();

  /** Factor of unit noise that gives the starting latents of text-to-image. */
  double initialNoiseScale();

  /** What the model is to be given for {@code sample} at {@code call}. */
  Latents modelInput(Latents sample, int call);

  /**
   * Advances from {@code call} to {@code call + 1}.
   *
   * @param modelOutput the model's prediction at {@code call} (after guidance): epsilon, v or x0,
   *     as the noise schedule says
   * @param call the number of the call
   * @param sample the latents before the step
   * @param noise unit Gaussian noise of the latents' shape, drawn only by stochastic samplers and
   *     only where upstream draws it
   * @return the latents after the step
   */
  Latents step(Latents modelOutput, int call, Latents sample, Supplier<Latents> noise);

  /**
   * Clean latents with the noise of {@code call} on top, for image-to-image and for the per-step
   * blending of inpainting.
   */
  Latents addNoise(Latents clean, Latents noise, int call);
}
