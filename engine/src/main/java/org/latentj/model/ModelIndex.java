package org.latentj.model;

import java.io.IOException;
import java.nio.file.Path;

/**
 * What {@code model_index.json} says about a whole model.
 *
 * @param guidanceScale what to sample with where nothing is asked for, 0 to 100: the member {@code
 *     _guidance_scale}. diffusers skips names that begin so, and knows no such setting
 * @param cleanSurroundings whether its UNet of four channels has learnt to inpaint among latents
 *     without noise: it is shown what is kept as it is rather than with the step's noise, and so
 *     knows from the first step on what is there and where to paint. The member {@code
 *     _clean_surroundings}
 * @param safetyChecker whether it names a safety checker
 */
public record ModelIndex(double guidanceScale, boolean cleanSurroundings, boolean safetyChecker) {
  /** Of models that say nothing: diffusers' default. */
  public static final ModelIndex DEFAULT = new ModelIndex(7.5, false, false);

  private static final String GUIDANCE_SCALE = "_guidance_scale";
  private static final String CLEAN_SURROUNDINGS = "_clean_surroundings";
  private static final double MAX_GUIDANCE = 100;

  /**
   * Reads the file.
   *
   * @throws InvalidConfigException if it is malformed or a value is out of range
   */
  public static ModelIndex read(Path file) throws IOException {
    ConfigFile json = ConfigFile.read(file);
    double scale = json.number(GUIDANCE_SCALE, DEFAULT.guidanceScale);
    if (scale < 0 || scale > MAX_GUIDANCE) {
      throw json.wrong(GUIDANCE_SCALE, "from 0 to 100");
    }
    boolean clean = json.flag(CLEAN_SURROUNDINGS, DEFAULT.cleanSurroundings);
    return new ModelIndex(scale, clean, json.namesClass("safety_checker"));
  }
}
