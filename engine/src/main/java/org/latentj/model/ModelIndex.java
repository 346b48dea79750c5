package org.latentj.model;

import java.io.IOException;
import java.nio.file.Path;

/**
 * What {@code model_index.json} says about a whole model.
 *
 * @param guidanceScale what to sample with where nothing is asked for, 0 to 100: the member {@code
 *     _guidance_scale}. diffusers skips names that begin so, and knows no such setting
 * @param safetyChecker whether it names a safety checker
 */
public record ModelIndex(double guidanceScale, boolean safetyChecker) {
  /** Of models that say nothing: diffusers' default. */
  public static final ModelIndex DEFAULT = new ModelIndex(7.5, false);

  private static final String GUIDANCE_SCALE = "_guidance_scale";
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
    return new ModelIndex(scale, json.namesClass("safety_checker"));
  }
}
