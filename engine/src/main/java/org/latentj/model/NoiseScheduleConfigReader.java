package org.latentj.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Reads {@code scheduler/scheduler_config.json}. Names and defaults are those of diffusers'
 * schedulers ({@code schedulers/scheduling_pndm.py} and its siblings).
 */
public final class NoiseScheduleConfigReader {
  private static final List<String> BETA_SCHEDULES =
      List.of("linear", "scaled_linear", "squaredcos_cap_v2");
  private static final List<String> SPACINGS = List.of("leading", "linspace", "trailing");

  private NoiseScheduleConfigReader() {}

  /**
   * Reads the file.
   *
   * @throws InvalidConfigException if it is malformed or asks for another kind of schedule
   */
  public static NoiseScheduleConfig read(Path file) throws IOException {
    ConfigFile json = ConfigFile.read(file);
    json.requireAbsent("trained_betas", "rescale_betas_zero_snr");
    String schedulerClass = json.text("_class_name", "PNDMScheduler");
    // PNDM's default differs from that of all others that have the setting (DDIM, for one).
    boolean alphaOne = !schedulerClass.equals("PNDMScheduler");
    NoiseScheduleConfig config =
        new NoiseScheduleConfig(
            schedulerClass,
            json.size("num_train_timesteps", 1000),
            json.number("beta_start", 0.0001),
            json.number("beta_end", 0.02),
            oneOf(json, "beta_schedule", "linear", BETA_SCHEDULES),
            predictionType(json),
            json.size("steps_offset", 0),
            json.flag("set_alpha_to_one", alphaOne),
            oneOf(json, "timestep_spacing", null, SPACINGS));
    if (config.trainTimesteps() == 0) {
      throw json.wrong("num_train_timesteps", "1 or more");
    }
    return config;
  }

  private static String oneOf(ConfigFile json, String key, String otherwise, List<String> allowed)
      throws InvalidConfigException {
    String value = json.text(key, otherwise);
    if (value != null && !allowed.contains(value)) {
      throw json.wrong(key, "one of " + allowed);
    }
    return value;
  }

  private static PredictionType predictionType(ConfigFile json) throws InvalidConfigException {
    String name = json.text("prediction_type", "epsilon").toUpperCase(Locale.ROOT);
    try {
      return PredictionType.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw json.wrong("prediction_type", "epsilon, v_prediction or sample");
    }
  }
}
