package org.latentj.request;

import java.util.function.Consumer;
import java.util.function.Function;
import org.latentj.image.Tiling;
import org.latentj.metadata.GenerationParameters;
import org.latentj.metadata.ParameterKeys;
import org.latentj.noise.BatchSeeding;
import org.latentj.noise.NoiseKind;
import org.latentj.prompt.PromptSyntax;
import org.latentj.sampler.SamplerName;
import org.latentj.sampler.ScheduleKind;
import org.latentj.watermark.Watermark;

/**
 * Reads a picture's parameters back into a request. Pictures made elsewhere are understood as far
 * as A1111 writes the same settings; the pixels of an initial image or mask are not in the
 * parameters, so every picture comes back as a {@link TextToImage}. What the safety checker did is
 * not read back: whether it is used is up to who loads a model, not to a picture.
 */
public final class RequestParameters {
  /** Stochasticity of DDIM, under A1111's name. */
  public static final String ETA = "Eta DDIM";

  /** Our setting of that name; A1111 has none. */
  public static final String GUIDANCE_RESCALE = "Guidance rescale";

  /** How brackets were read, where not as in A1111. */
  public static final String PROMPT_SYNTAX = "Prompt syntax";

  /** The axes along which a picture tiles, where not both. */
  public static final String TILING_AXES = "Tiling axes";

  /** Place in a batch that one generator drew, for example {@code 2 of 4}. */
  public static final String BATCH = "Batch";

  /** How sampling kept to what a mask does not select, where not by the classic blend. */
  public static final String MASK_BLENDING = "Mask blending";

  /** The text that a picture carries invisibly. */
  public static final String WATERMARK = "Watermark";

  /** {@code off} where it was switched off, {@code flagged} where it made the picture black. */
  public static final String SAFETY_CHECKER = "Safety checker";

  /** Our setting of that name: steps of which one computes the whole UNet. */
  public static final String DEEP_CACHE_INTERVAL = "DeepCache interval";

  /** How many up layers the other steps compute, where not the last one only. */
  public static final String DEEP_CACHE_DEPTH = "DeepCache depth";

  /** Share of merged tokens, under A1111's name. */
  public static final String TOKEN_MERGING = "Token merging ratio";

  private RequestParameters() {}

  /**
   * The request that makes this picture again, with settings that are missing at their defaults.
   *
   * @throws IllegalArgumentException if a setting's value is one that this engine does not have;
   *     the message names it
   */
  public static TextToImage toRequest(GenerationParameters parameters) {
    int width = parameters.width().orElse(0);
    int height = parameters.height().orElse(0);
    return new TextToImage(parameters.prompt(), width, height, toSettings(parameters));
  }

  /** The settings alone; see {@link #toRequest}. */
  public static Settings toSettings(GenerationParameters parameters) {
    SettingsBuilder builder = Settings.builder().negativePrompt(parameters.negativePrompt());
    parameters.steps().ifPresent(builder::steps);
    parameters.cfgScale().ifPresent(builder::guidanceScale);
    parameters.seed().ifPresent(builder::seed);
    parameters.clipSkip().ifPresent(layer -> builder.clipSkip(layer - 1));
    parameters.sampler().ifPresent(name -> setSampler(builder, name));
    parameters.scheduleType().ifPresent(name -> builder.schedule(ScheduleKind.ofName(name)));
    // A1111 leaves the field out for its own default, the GPU's numbers.
    builder.noise(parameters.rng().map(RequestParameters::noise).orElse(NoiseKind.GPU));
    parameters.variationSeed().ifPresent(builder::variationSeed);
    parameters.variationStrength().ifPresent(builder::variationStrength);
    read(parameters, ETA, Double::valueOf, builder::eta);
    read(parameters, GUIDANCE_RESCALE, Double::valueOf, builder::guidanceRescale);
    read(parameters, PROMPT_SYNTAX, PromptSyntax::valueOf, builder::promptSyntax);
    if (parameters.tiling()) {
      builder.tiling(Tiling.BOTH);
      read(parameters, TILING_AXES, Tiling::valueOf, builder::tiling);
    }
    read(parameters, BATCH, RequestParameters::batchSize, builder::batchSize);
    if (parameters.setting(BATCH).isPresent()) {
      builder.batchSeeding(BatchSeeding.SEQUENTIAL);
    }
    read(parameters, WATERMARK, Watermark::new, builder::watermark);
    read(parameters, DEEP_CACHE_INTERVAL, Integer::valueOf, builder::deepCache);
    read(parameters, DEEP_CACHE_DEPTH, Integer::valueOf, builder::deepCacheDepth);
    read(parameters, TOKEN_MERGING, RequestParameters::merging, builder::tokenMerging);
    return builder.build();
  }

  private static void setSampler(SettingsBuilder builder, String name) {
    SamplerName parsed = SamplerName.parse(name);
    builder.sampler(parsed.kind());
    parsed.schedule().ifPresent(builder::schedule);
  }

  private static NoiseKind noise(String rng) {
    return NoiseKind.ofRngName(rng)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected %s CPU, CPU half, GPU or NV but got '%s'"
                        .formatted(ParameterKeys.RNG, rng)));
  }

  /** A1111 allows 0.9, but there is nothing to merge beyond our most: the result is the same. */
  private static double merging(String text) {
    return Math.min(Double.parseDouble(text), Acceleration.MAX_MERGING);
  }

  private static int batchSize(String text) {
    return Integer.parseInt(text.substring(text.lastIndexOf(' ') + 1));
  }

  private static <T> void read(
      GenerationParameters parameters, String key, Function<String, T> parser, Consumer<T> setter) {
    String text = parameters.setting(key).orElse(null);
    if (text == null) {
      return;
    }
    T value;
    try {
      value = parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the parameters' %s has the value '%s', which this engine does not have"
              .formatted(key, text),
          e);
    }
    setter.accept(value);
  }
}
