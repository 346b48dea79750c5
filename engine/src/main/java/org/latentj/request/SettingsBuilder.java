package org.latentj.request;

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

/** Builds {@link Settings}; every setter is described there. */
public final class SettingsBuilder {
  private String negativePrompt = "";
  private long seed = 0;
  private int batchSize = 1;
  private BatchSeeding batchSeeding = BatchSeeding.PER_IMAGE;
  private NoiseKind noise = NoiseKind.CPU;
  private OptionalLong variationSeed = OptionalLong.empty();
  private double variationStrength = 0;
  private int steps = 50;
  private SamplerKind sampler = SamplerKind.PLMS;
  private ScheduleKind schedule = ScheduleKind.AUTOMATIC;
  private double eta = 0;
  private OptionalDouble guidanceScale = OptionalDouble.empty();
  private double guidanceRescale = 0;
  private int clipSkip = 0;
  private PromptSyntax promptSyntax = PromptSyntax.A1111;
  private Tiling tiling = Tiling.NONE;
  private Optional<Watermark> watermark = Optional.empty();
  private Acceleration acceleration = Acceleration.NONE;

  SettingsBuilder() {}

  SettingsBuilder(Settings from) {
    negativePrompt = from.negativePrompt();
    seed = from.seed();
    batchSize = from.batchSize();
    batchSeeding = from.batchSeeding();
    noise = from.noise();
    variationSeed = from.variationSeed();
    variationStrength = from.variationStrength();
    steps = from.steps();
    sampler = from.sampler();
    schedule = from.schedule();
    eta = from.eta();
    guidanceScale = from.guidanceScale();
    guidanceRescale = from.guidanceRescale();
    clipSkip = from.clipSkip();
    promptSyntax = from.promptSyntax();
    tiling = from.tiling();
    watermark = from.watermark();
    acceleration = from.acceleration();
  }

  /** What to keep away from. */
  public SettingsBuilder negativePrompt(String value) {
    negativePrompt = value;
    return this;
  }

  /** The seed of the noise. */
  public SettingsBuilder seed(long value) {
    seed = value;
    return this;
  }

  /** Pictures to make. */
  public SettingsBuilder batchSize(int value) {
    batchSize = value;
    return this;
  }

  /** How a batch's seeds follow from the seed. */
  public SettingsBuilder batchSeeding(BatchSeeding value) {
    batchSeeding = value;
    return this;
  }

  /** Whose random numbers are matched. */
  public SettingsBuilder noise(NoiseKind value) {
    noise = value;
    return this;
  }

  /** A second seed to move towards. */
  public SettingsBuilder variationSeed(long value) {
    variationSeed = OptionalLong.of(value);
    return this;
  }

  /** How far to move towards it. */
  public SettingsBuilder variationStrength(double value) {
    variationStrength = value;
    return this;
  }

  /** Sampling steps. */
  public SettingsBuilder steps(int value) {
    steps = value;
    return this;
  }

  /** The sampling method. */
  public SettingsBuilder sampler(SamplerKind value) {
    sampler = value;
    return this;
  }

  /** Where the steps lie. */
  public SettingsBuilder schedule(ScheduleKind value) {
    schedule = value;
    return this;
  }

  /** Stochasticity of DDIM. */
  public SettingsBuilder eta(double value) {
    eta = value;
    return this;
  }

  /** Classifier-free guidance; the model's own if this is never called. */
  public SettingsBuilder guidanceScale(double value) {
    guidanceScale = OptionalDouble.of(value);
    return this;
  }

  /** Guidance rescale. */
  public SettingsBuilder guidanceRescale(double value) {
    guidanceRescale = value;
    return this;
  }

  /** Layers of the text encoder to leave out. */
  public SettingsBuilder clipSkip(int value) {
    clipSkip = value;
    return this;
  }

  /** How brackets in prompts are read. */
  public SettingsBuilder promptSyntax(PromptSyntax value) {
    promptSyntax = value;
    return this;
  }

  /** Along which axes the picture repeats. */
  public SettingsBuilder tiling(Tiling value) {
    tiling = value;
    return this;
  }

  /** What finished pictures carry invisibly: {@link Watermark#STABLE_DIFFUSION_V1}, say. */
  public SettingsBuilder watermark(Watermark value) {
    watermark = Optional.of(value);
    return this;
  }

  /** No watermark. */
  public SettingsBuilder withoutWatermark() {
    watermark = Optional.empty();
    return this;
  }

  /** What is given of the picture for speed. */
  public SettingsBuilder acceleration(Acceleration value) {
    acceleration = value;
    return this;
  }

  /**
   * Steps of which one computes the whole UNet; see {@link Acceleration}.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public SettingsBuilder deepCache(int interval) {
    return acceleration(acceleration.withDeepCacheInterval(interval));
  }

  /**
   * Up layers that the other steps compute; see {@link Acceleration}.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public SettingsBuilder deepCacheDepth(int depth) {
    return acceleration(acceleration.withDeepCacheDepth(depth));
  }

  /**
   * Share of merged tokens; see {@link Acceleration}.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public SettingsBuilder tokenMerging(double share) {
    return acceleration(acceleration.withTokenMerging(share));
  }

  /**
   * The settings.
   *
   * @throws IllegalArgumentException if a value is out of range
   */
  public Settings build() {
    return new Settings(
        negativePrompt,
        seed,
        batchSize,
        batchSeeding,
        noise,
        variationSeed,
        variationStrength,
        steps,
        sampler,
        schedule,
        eta,
        guidanceScale,
        guidanceRescale,
        clipSkip,
        promptSyntax,
        tiling,
        watermark,
        acceleration);
  }
}
