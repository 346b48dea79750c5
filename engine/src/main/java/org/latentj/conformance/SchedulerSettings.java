package org.latentj.conformance;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.latentj.sampler.DiffusersScheduler;
import org.latentj.sampler.SamplerConfig;
import org.latentj.sampler.SamplerKind;

/**
 * The settings of a diffusers scheduler as a pack states them: those of a model's file, with
 * overrides on top.
 *
 * @param schedulerClass diffusers' class
 * @param values settings by name
 */
record SchedulerSettings(String schedulerClass, Map<String, Object> values) {
  private static final String STABLE_DIFFUSION_1 =
      """
      {"beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear",
       "num_train_timesteps": 1000, "set_alpha_to_one": false, "skip_prk_steps": true,
       "steps_offset": 1, "trained_betas": null, "clip_sample": false}
      """;

  /** What packs call the SD v1 scheduler config, for that class. */
  static SchedulerSettings stableDiffusion1(String schedulerClass) {
    Map<String, Object> values =
        new Gson().fromJson(STABLE_DIFFUSION_1, new TypeToken<Map<String, Object>>() {});
    return new SchedulerSettings(schedulerClass, values);
  }

  /**
   * A model's settings, for that class; Stable Diffusion 1's if the model has no such file.
   *
   * @param model a diffusers folder, or a single file with a {@code config} folder beside it
   */
  static SchedulerSettings of(Path model, String schedulerClass) throws IOException {
    Path root = Files.isDirectory(model) ? model : model.resolveSibling("config");
    Path file = root.resolve("scheduler").resolve("scheduler_config.json");
    if (!Files.isRegularFile(file)) {
      return stableDiffusion1(schedulerClass);
    }
    SchedulerSettings none = new SchedulerSettings(schedulerClass, Map.of());
    return none.with(Pack.json(file).getAsJsonObject());
  }

  /** The same with these settings on top. */
  SchedulerSettings with(JsonObject overrides) {
    Map<String, Object> all = new LinkedHashMap<>(values);
    all.putAll(new Gson().fromJson(overrides, new TypeToken<Map<String, Object>>() {}));
    return new SchedulerSettings(schedulerClass, all);
  }

  /** The same with one setting changed. */
  SchedulerSettings with(String key, String value) {
    JsonObject one = new JsonObject();
    one.addProperty(key, value);
    return with(one);
  }

  /**
   * The scheduler.
   *
   * @throws UnsupportedCaseException if the engine has no such class or setting
   */
  DiffusersScheduler scheduler() {
    try {
      return DiffusersScheduler.of(schedulerClass, values);
    } catch (IllegalArgumentException e) {
      throw new UnsupportedCaseException(e.getMessage());
    }
  }

  /**
   * The settings of a run.
   *
   * @param eta for DDIM; diffusers' pipelines hand it to no other scheduler. May be null
   */
  static SamplerConfig config(DiffusersScheduler scheduler, int steps, Double eta) {
    boolean takesEta = scheduler.kind() == SamplerKind.DDIM;
    return scheduler.config(steps).withEta(takesEta ? eta : null);
  }
}
