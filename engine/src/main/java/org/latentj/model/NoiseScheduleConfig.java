package org.latentj.model;

/**
 * The forward process that a model was trained on, and the sampling settings that its scheduler
 * file adds (diffusers' {@code scheduler_config.json}).
 *
 * @param schedulerClass diffusers' class name in the file, for example {@code PNDMScheduler}
 * @param trainTimesteps T, 1000
 * @param betaStart first beta
 * @param betaEnd last beta
 * @param betaSchedule {@code scaled_linear} or {@code linear} or {@code squaredcos_cap_v2}
 * @param predictionType what the model predicts
 * @param stepsOffset added to "leading" timesteps, 1 for Stable Diffusion
 * @param setAlphaToOne whether the step below timestep 0 has alpha 1 instead of alphas_cumprod[0]
 * @param timestepSpacing {@code leading}, {@code linspace}, {@code trailing}, or null for each
 *     sampler's own default
 */
public record NoiseScheduleConfig(
    String schedulerClass,
    int trainTimesteps,
    double betaStart,
    double betaEnd,
    String betaSchedule,
    PredictionType predictionType,
    int stepsOffset,
    boolean setAlphaToOne,
    String timestepSpacing) {

  /** Stable Diffusion 1.x. */
  public static NoiseScheduleConfig stableDiffusion1() {
    return new NoiseScheduleConfig(
        "PNDMScheduler",
        1000,
        0.00085,
        0.012,
        "scaled_linear",
        PredictionType.EPSILON,
        1,
        false,
        null);
  }

  /** The same with another prediction type. */
  public NoiseScheduleConfig withPredictionType(PredictionType type) {
    return new NoiseScheduleConfig(
        schedulerClass,
        trainTimesteps,
        betaStart,
        betaEnd,
        betaSchedule,
        type,
        stepsOffset,
        setAlphaToOne,
        timestepSpacing);
  }
}
