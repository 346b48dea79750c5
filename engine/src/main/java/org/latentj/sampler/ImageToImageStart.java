package org.latentj.sampler;

/** Where image-to-image enters a run. */
public final class ImageToImageStart {
  private ImageToImageStart() {}

  /**
   * The number of the first call for a strength (diffusers {@code
   * StableDiffusionImg2ImgPipeline.get_timesteps}): min(int(steps * strength), steps) steps are
   * left to do. The image gets the noise of that call ({@link Sampler#addNoise}).
   *
   * <p>A small strength leaves no step; then this is the number of calls of the whole run, except
   * that PLMS and PNDM, which make more calls than steps, still do the last ones.
   *
   * @param strength 0 (keep the image) to 1 (replace it)
   * @throws IllegalArgumentException if {@code strength} is not within 0 to 1 or {@code steps} is
   *     below 1
   */
  public static int firstCall(SamplerKind kind, int steps, double strength) {
    if (steps < 1) {
      throw new IllegalArgumentException("expected 1 or more steps but got " + steps);
    }
    if (!(strength >= 0 && strength <= 1)) {
      throw new IllegalArgumentException("expected a strength within 0 to 1 but got " + strength);
    }
    int skipped = steps - Math.min((int) (steps * strength), steps);
    return Math.min(skipped * kind.order(), kind.calls(steps));
  }
}
