package org.latentj.samples.miniature.evaluation;

import java.nio.file.Path;
import java.util.Optional;
import org.latentj.LoadOptions;
import org.latentj.request.Settings;
import org.latentj.request.SettingsBuilder;
import org.latentj.runtime.Precision;
import org.latentj.sampler.SamplerKind;
import org.latentj.samples.miniature.evaluation.edit.PromptKind;

/**
 * What to measure.
 *
 * @param model a diffusers folder; empty for the model inside the engine
 * @param load device and precision
 * @param settings of all pictures, but for their seeds
 * @param seed of prompts and noise
 * @param count prompts to paint; 0 leaves text to image out
 * @param sheet where to show some of them
 * @param failures the folder for those that are not right
 * @param sweep where to plot adherence against guidance
 * @param sweepCount prompts at each guidance scale
 * @param inpaint scenes to inpaint; 0 leaves it out
 * @param inpaintPrompt what is said then
 * @param inpaintSheet where to show some of them
 * @param imageToImage where to show image to image
 * @param imageToImageCount scenes for it
 * @param reconstruction pictures of each family for the autoencoder; 0 leaves it out
 */
record EvaluateOptions(
    Optional<Path> model,
    LoadOptions load,
    Settings settings,
    long seed,
    int count,
    Optional<Path> sheet,
    Optional<Path> failures,
    Optional<Path> sweep,
    int sweepCount,
    int inpaint,
    PromptKind inpaintPrompt,
    Optional<Path> inpaintSheet,
    Optional<Path> imageToImage,
    int imageToImageCount,
    int reconstruction) {

  static final String USAGE =
      """
      --model DIR             a diffusers folder; default: the model inside the engine
      --device NAME           auto (default), cpu, cuda or cuda:N
      --precision NAME        auto (default), fp32, fp16 or bf16
      --count N               held-out prompts, default 200; 0 leaves text to image out
      --seed N                of prompts and noise, default 1
      --guidance X            guidance scale, default the model's
      --steps N               sampling steps, default 50
      --sampler NAME          default PLMS
      --deep-cache N          compute one of N steps whole, default 1: all
      --deep-cache-depth N    up layers of the others, default 1
      --token-merging R       merge that share of tokens, 0 to 0.75, default 0
      --sheet FILE            PNG: the first pictures with their verdicts
      --failures DIR          every picture that is not right, and a list of them
      --sweep FILE            PNG: adherence against guidance scales from 1.5 to 8
      --sweep-count N         prompts at each scale, default as --count
      --inpaint [N]           inpainting of N scenes, default 100
      --inpaint-prompt KIND   full (default): the whole scene; alone: the new object
      --inpaint-sheet FILE    PNG: the first scenes before and after
      --img2img FILE          PNG: image to image at strengths 0.3, 0.6 and 0.9
      --img2img-count N       scenes for it, default 40
      --reconstruction [N]    PSNR of the autoencoder, N pictures of each family, default 50
      """;

  private static final int COUNT = 200;
  private static final int INPAINT = 100;
  private static final int IMAGE_TO_IMAGE = 40;
  private static final int RECONSTRUCTION = 50;

  /**
   * Reads a command line.
   *
   * @throws IllegalArgumentException if an option is unknown or its value cannot be used
   */
  static EvaluateOptions parse(String... arguments) {
    Arguments given = new Arguments(USAGE, arguments);
    int count = given.number("--count", COUNT, 0);
    return new EvaluateOptions(
        given.path("--model"),
        LoadOptions.defaults()
            .withDevice(given.text("--device").orElse("auto"))
            .withPrecision(Precision.ofName(given.text("--precision").orElse("auto"))),
        settings(given),
        given.number("--seed", 1, Integer.MIN_VALUE),
        count,
        given.path("--sheet"),
        given.path("--failures"),
        given.path("--sweep"),
        given.number("--sweep-count", count == 0 ? COUNT : count, 1),
        given.optionalNumber("--inpaint", INPAINT),
        PromptKind.ofName(given.text("--inpaint-prompt").orElse("full")),
        given.path("--inpaint-sheet"),
        given.path("--img2img"),
        given.number("--img2img-count", IMAGE_TO_IMAGE, 1),
        given.optionalNumber("--reconstruction", RECONSTRUCTION));
  }

  private static Settings settings(Arguments given) {
    Settings defaults = Settings.defaults();
    SettingsBuilder settings =
        Settings.builder()
            .steps(given.number("--steps", defaults.steps(), 1))
            .sampler(given.text("--sampler").map(SamplerKind::ofName).orElse(defaults.sampler()))
            .deepCache(given.number("--deep-cache", 1, 1))
            .deepCacheDepth(given.number("--deep-cache-depth", 1, 1))
            .tokenMerging(given.real("--token-merging").orElse(0.0));
    given.real("--guidance").ifPresent(settings::guidanceScale);
    return settings.build();
  }
}
