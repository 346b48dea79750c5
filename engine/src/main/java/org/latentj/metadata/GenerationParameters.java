package org.latentj.metadata;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * How a picture was generated: everything that A1111's {@code parameters} text holds.
 *
 * <p>Settings are kept as text under their names, so that those unknown here survive, and are read
 * through typed methods, which are empty where a setting is missing or not of its type. Seeds are
 * decimal; {@code DPM++ 2M Karras}, as older versions write it, stays one sampler name.
 *
 * @param prompt may be empty
 * @param negativePrompt may be empty
 * @param settings names as in {@link ParameterKeys} and beyond; unmodifiable, in the order in which
 *     the web UI writes them, unknown ones as given and the version last
 */
public record GenerationParameters(
    String prompt, String negativePrompt, Map<String, String> settings) {

  private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,19}");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,6})x(\\d{1,6})");

  /**
   * Puts the settings into order and leaves out empty ones.
   *
   * @throws IllegalArgumentException if a setting's name could not be read back: it needs two or
   *     more letters, digits, spaces, {@code -} or {@code /} and begins with a letter or digit
   */
  public GenerationParameters {
    settings = Collections.unmodifiableMap(ordered(settings));
  }

  /** Begins with empty prompts and no settings. */
  public static GenerationParametersBuilder builder() {
    return new GenerationParametersBuilder();
  }

  /** A setting by its name. */
  public Optional<String> setting(String key) {
    return Optional.ofNullable(settings.get(key));
  }

  /** Number of steps. */
  public OptionalInt steps() {
    return integer(ParameterKeys.STEPS);
  }

  /** The sampler's name, in older texts with its schedule. */
  public Optional<String> sampler() {
    return setting(ParameterKeys.SAMPLER);
  }

  /** The noise schedule's name, for example {@code Karras}. */
  public Optional<String> scheduleType() {
    return setting(ParameterKeys.SCHEDULE_TYPE);
  }

  /** Guidance scale. */
  public OptionalDouble cfgScale() {
    return number(ParameterKeys.CFG_SCALE);
  }

  /** Seed of the initial noise. */
  public OptionalLong seed() {
    return whole(ParameterKeys.SEED);
  }

  /** Width in pixels. */
  public OptionalInt width() {
    return side(1);
  }

  /** Height in pixels. */
  public OptionalInt height() {
    return side(2);
  }

  /** The first ten hexadecimal digits of the checkpoint's SHA-256. */
  public Optional<String> modelHash() {
    return setting(ParameterKeys.MODEL_HASH);
  }

  /** The checkpoint's name. */
  public Optional<String> model() {
    return setting(ParameterKeys.MODEL);
  }

  /** The first ten hexadecimal digits of the separate VAE's SHA-256. */
  public Optional<String> vaeHash() {
    return setting(ParameterKeys.VAE_HASH);
  }

  /** The separate VAE's name. */
  public Optional<String> vae() {
    return setting(ParameterKeys.VAE);
  }

  /** Seed of the noise that is mixed in. */
  public OptionalLong variationSeed() {
    return whole(ParameterKeys.VARIATION_SEED);
  }

  /** How much of that noise is mixed in, 0 to 1. */
  public OptionalDouble variationStrength() {
    return number(ParameterKeys.VARIATION_STRENGTH);
  }

  /** Strength of img2img and inpainting, 0 to 1. */
  public OptionalDouble denoisingStrength() {
    return number(ParameterKeys.DENOISING_STRENGTH);
  }

  /** Which hidden state of the text encoder is taken, counted from the last, which is 1. */
  public OptionalInt clipSkip() {
    return integer(ParameterKeys.CLIP_SKIP);
  }

  /** Source of random numbers, for example {@code CPU}; not written if it is the GPU. */
  public Optional<String> rng() {
    return setting(ParameterKeys.RNG);
  }

  /** Whether the picture tiles. */
  public boolean tiling() {
    return setting(ParameterKeys.TILING).filter("True"::equals).isPresent();
  }

  /** The generating program's version. */
  public Optional<String> version() {
    return setting(ParameterKeys.VERSION);
  }

  /** The settings that have no fixed place in the web UI's order, as a new map. */
  public Map<String, String> extras() {
    Map<String, String> extras = new LinkedHashMap<>(settings);
    extras.keySet().removeAll(ParameterKeys.LEADING);
    extras.remove(ParameterKeys.VERSION);
    return extras;
  }

  private OptionalInt integer(String key) {
    OptionalLong value = whole(key);
    return value.isPresent() && value.getAsLong() == (int) value.getAsLong()
        ? OptionalInt.of((int) value.getAsLong())
        : OptionalInt.empty();
  }

  private OptionalLong whole(String key) {
    Optional<String> text =
        setting(key).map(PythonText::strip).filter(t -> INTEGER.matcher(t).matches());
    try {
      return text.isPresent() ? OptionalLong.of(Long.parseLong(text.get())) : OptionalLong.empty();
    } catch (NumberFormatException e) {
      // Nineteen digits beyond 2^63.
      return OptionalLong.empty();
    }
  }

  private OptionalDouble number(String key) {
    return setting(key)
        .map(PythonText::strip)
        .filter(t -> NUMBER.matcher(t).matches())
        .map(Double::parseDouble)
        .filter(Double::isFinite)
        .map(OptionalDouble::of)
        .orElse(OptionalDouble.empty());
  }

  private OptionalInt side(int group) {
    return setting(ParameterKeys.SIZE)
        .map(t -> SIZE.matcher(PythonText.strip(t)))
        .filter(m -> m.matches())
        .map(m -> OptionalInt.of(Integer.parseInt(m.group(group))))
        .orElse(OptionalInt.empty());
  }

  private static Map<String, String> ordered(Map<String, String> settings) {
    Map<String, String> rest = new LinkedHashMap<>(settings);
    rest.values().removeIf(String::isEmpty);
    for (String key : rest.keySet()) {
      if (!SettingsLine.isKey(key)) {
        throw new IllegalArgumentException(
            ("expected a setting's name of two or more letters, digits, spaces, - or / "
                    + "but got \"%s\"")
                .formatted(key));
      }
    }
    Map<String, String> ordered = new LinkedHashMap<>();
    for (String key : ParameterKeys.LEADING) {
      String value = rest.remove(key);
      if (value != null) {
        ordered.put(key, value);
      }
    }
    String version = rest.remove(ParameterKeys.VERSION);
    ordered.putAll(rest);
    if (version != null) {
      ordered.put(ParameterKeys.VERSION, version);
    }
    return ordered;
  }
}
