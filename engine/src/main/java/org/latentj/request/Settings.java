package org.latentj.request;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.latentj.image.Tiling;
import org.latentj.noise.BatchSeeding;
import org.latentj.noise.NoiseKind;
import org.latentj.prompt.PromptSyntax;
import org.latentj.sampler.SamplerKind;
import org.latentj.sampler.ScheduleKind;
import org.latentj.watermark.Watermark;

/**
 * How a request is sampled. The defaults are those of Stable Diffusion v1's evaluation: 50 PLMS
 * steps; guidance as the model asks for it.
 *
 * @param negativePrompt what to keep away from; empty for nothing
 * @param seed of the noise; the same seed gives the same picture as in diffusers with a CPU
 *     generator
 * @param batchSize pictures to make, 1 or more
 * @param batchSeeding how a batch's seeds follow from {@code seed}
 * @param noise whose random numbers are matched
 * @param variationSeed a second seed to move towards, if any
 * @param variationStrength how far, from 0 (not at all) to 1; read only with a variation seed
 * @param steps sampling steps, 1 to 1000
 * @param sampler the method
 * @param schedule where its steps lie
 * @param eta stochasticity of DDIM, 0 (none) to 1 (as DDPM)
 * @param guidanceScale classifier-free guidance (Ho and Salimans 2022, eq. 6, where it is 1 + w); 1
 *     or less switches it off; empty for the model's own, which is 7.5 unless the model says
 *     otherwise ({@link org.latentj.model.ModelIndex})
 * @param guidanceRescale from 0 to 1, against overexposure (Lin et al. 2023, section 3.4)
 * @param clipSkip layers of the text encoder left out at its end, on top of those that the model
 *     leaves out by itself
 * @param promptSyntax how brackets in prompts are read
 * @param tiling along which axes the picture repeats
 * @param watermark what finished pictures carry invisibly; for pictures of 256x256 pixels and more
 * @param acceleration what is given of the picture for speed; by default nothing
 */
public record Settings(
    String negativePrompt,
    long seed,
    int batchSize,
    BatchSeeding batchSeeding,
    NoiseKind noise,
    OptionalLong variationSeed,
    double variationStrength,
    int steps,
    SamplerKind sampler,
    ScheduleKind schedule,
    double eta,
    OptionalDouble guidanceScale,
    double guidanceRescale,
    int clipSkip,
    PromptSyntax promptSyntax,
    Tiling tiling,
    Optional<Watermark> watermark,
    Acceleration acceleration) {

  /** Most steps of a run: a step a training timestep. */
  public static final int MAX_STEPS = 1000;

  /** Most pictures of one request; more belong into several requests. */
  public static final int MAX_BATCH = 64;

  /** The largest guidance scale. */
  public static final double MAX_GUIDANCE = 100;

  /** Checks the ranges. */
  public Settings {
    Objects.requireNonNull(negativePrompt, "negativePrompt");
    Objects.requireNonNull(batchSeeding, "batchSeeding");
    Objects.requireNonNull(noise, "noise");
    Objects.requireNonNull(variationSeed, "variationSeed");
    Objects.requireNonNull(sampler, "sampler");
    Objects.requireNonNull(schedule, "schedule");
    Objects.requireNonNull(guidanceScale, "guidanceScale");
    Objects.requireNonNull(promptSyntax, "promptSyntax");
    Objects.requireNonNull(tiling, "tiling");
    Objects.requireNonNull(watermark, "watermark");
    Objects.requireNonNull(acceleration, "acceleration");
    check("steps", steps, 1, MAX_STEPS);
    check("batch size", batchSize, 1, MAX_BATCH);
    check("eta", eta, 0, 1);
    guidanceScale.ifPresent(scale -> check("guidance scale", scale, 0, MAX_GUIDANCE));
    check("guidance rescale", guidanceRescale, 0, 1);
    check("variation strength", variationStrength, 0, 1);
    check("clip skip", clipSkip, 0, 11);
  }

  static void check(String what, double value, double least, double most) {
    // Written so that NaN fails too.
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          "expected %s from %s to %s but got %s"
              .formatted(what, plain(least), plain(most), plain(value)));
    }
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }

  /** The defaults. */
  public static Settings defaults() {
    return builder().build();
  }

  /** A builder that begins with the defaults. */
  public static SettingsBuilder builder() {
    return new SettingsBuilder();
  }

  /** A builder that begins with these settings. */
  public SettingsBuilder toBuilder() {
    return new SettingsBuilder(this);
  }
}
