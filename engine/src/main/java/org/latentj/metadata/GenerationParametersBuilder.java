package org.latentj.metadata;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Builds {@link GenerationParameters}. Numbers are written as Python writes them, whole ones
 * without {@code .0}; empty texts leave a setting out.
 */
public final class GenerationParametersBuilder {
  private String prompt = "";
  private String negativePrompt = "";
  private final Map<String, String> settings = new LinkedHashMap<>();

  GenerationParametersBuilder() {}

  /** The prompt. */
  public GenerationParametersBuilder prompt(String text) {
    prompt = text;
    return this;
  }

  /** The negative prompt. */
  public GenerationParametersBuilder negativePrompt(String text) {
    negativePrompt = text;
    return this;
  }

  /** Any setting, under the name that it shall have in the text. */
  public GenerationParametersBuilder set(String key, String value) {
    settings.put(key, value);
    return this;
  }

  /** Any numeric setting; not NaN or infinite. */
  public GenerationParametersBuilder set(String key, double value) {
    return set(key, PythonText.number(value));
  }

  /** Number of steps. */
  public GenerationParametersBuilder steps(int steps) {
    return set(ParameterKeys.STEPS, Integer.toString(steps));
  }

  /** The sampler's name without its schedule. */
  public GenerationParametersBuilder sampler(String name) {
    return set(ParameterKeys.SAMPLER, name);
  }

  /** The noise schedule's name. */
  public GenerationParametersBuilder scheduleType(String name) {
    return set(ParameterKeys.SCHEDULE_TYPE, name);
  }

  /** Guidance scale. */
  public GenerationParametersBuilder cfgScale(double scale) {
    return set(ParameterKeys.CFG_SCALE, scale);
  }

  /** Seed of the initial noise. */
  public GenerationParametersBuilder seed(long seed) {
    return set(ParameterKeys.SEED, Long.toString(seed));
  }

  /** Size in pixels. */
  public GenerationParametersBuilder size(int width, int height) {
    return set(ParameterKeys.SIZE, width + "x" + height);
  }

  /** The checkpoint's name and the SHA-256 of its file in hexadecimal, of which ten digits stay. */
  public GenerationParametersBuilder model(String name, String sha256) {
    set(ParameterKeys.MODEL_HASH, shortHash(sha256));
    return set(ParameterKeys.MODEL, name);
  }

  /** The separate VAE's name and the SHA-256 of its file, of which ten digits stay. */
  public GenerationParametersBuilder vae(String name, String sha256) {
    set(ParameterKeys.VAE_HASH, shortHash(sha256));
    return set(ParameterKeys.VAE, name);
  }

  /**
   * A second seed and how much of its noise is mixed in, 0 to 1; a strength of 0 is not written.
   */
  public GenerationParametersBuilder variation(long seed, double strength) {
    if (strength == 0) {
      settings.remove(ParameterKeys.VARIATION_SEED);
      settings.remove(ParameterKeys.VARIATION_STRENGTH);
      return this;
    }
    set(ParameterKeys.VARIATION_SEED, Long.toString(seed));
    return set(ParameterKeys.VARIATION_STRENGTH, strength);
  }

  /** Strength of img2img and inpainting, 0 to 1. */
  public GenerationParametersBuilder denoisingStrength(double strength) {
    return set(ParameterKeys.DENOISING_STRENGTH, strength);
  }

  /** Which hidden state is taken, counted from the last; the last, 1, is not written. */
  public GenerationParametersBuilder clipSkip(int layer) {
    return set(ParameterKeys.CLIP_SKIP, layer <= 1 ? "" : Integer.toString(layer));
  }

  /** Source of random numbers; {@code GPU} and {@code NV} are not written. */
  public GenerationParametersBuilder rng(String source) {
    return set(ParameterKeys.RNG, source.equals("GPU") || source.equals("NV") ? "" : source);
  }

  /** Whether the picture tiles; only written if so. */
  public GenerationParametersBuilder tiling(boolean tiling) {
    return set(ParameterKeys.TILING, tiling ? "True" : "");
  }

  /** The generating program's version. */
  public GenerationParametersBuilder version(String version) {
    return set(ParameterKeys.VERSION, version);
  }

  /**
   * The parameters.
   *
   * @throws IllegalArgumentException if a name given to {@link #set} cannot be one
   */
  public GenerationParameters build() {
    return new GenerationParameters(prompt, negativePrompt, settings);
  }

  private static String shortHash(String sha256) {
    return sha256.substring(0, Math.min(10, sha256.length()));
  }
}
