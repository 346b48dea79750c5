package org.latentj.samples.miniature.evaluation;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.latentj.InProcessGenerator;
import org.latentj.LoadOptions;
import org.latentj.ModelInfo;
import org.latentj.ModelReference;
import org.latentj.checkpoint.CheckpointException;
import org.latentj.image.Picture;
import org.latentj.image.PictureFiles;
import org.latentj.image.PictureInfo;
import org.latentj.request.Settings;
import org.latentj.request.SettingsBuilder;
import org.latentj.runtime.Precision;
import org.latentj.runtime.TorchException;
import org.latentj.sampler.SamplerKind;
import org.latentj.samples.miniature.evaluation.selection.SelectionEvaluation;

/**
 * The program: compares the ways to inpaint a selection, with a red star in an ellipse of each
 * scene, and prints a Markdown table.
 */
public final class EvaluateSelections {
  static final String USAGE =
      """
      --model DIR             a diffusers folder; default: the model inside the engine
      --device NAME           auto (default), cpu, cuda or cuda:N
      --precision NAME        auto (default), fp32, fp16 or bf16
      --scenes N              default 50
      --prompt TEXT           default "a red star"
      --seed N                of scenes and noise, default 1
      --guidance X            guidance scale, default the model's
      --steps N               sampling steps, default 20
      --sampler NAME          default DPM++ 2M
      --sheet FILE            PNG: the first scenes, inpainted in every way
      """;

  private static final int SCENES = 50;
  private static final int STEPS = 20;

  private EvaluateSelections() {}

  /** Runs with the options that {@code --help} lists. Exits with 2 if it cannot. */
  public static void main(String[] arguments) {
    System.setProperty("java.awt.headless", "true");
    int status = run(System.out, System.err, arguments);
    if (status != 0) {
      System.exit(status);
    }
  }

  static int run(PrintStream out, PrintStream err, String... arguments) {
    if (List.of(arguments).contains("--help")) {
      out.print(USAGE);
      return 0;
    }
    try {
      evaluate(new Arguments(USAGE, arguments), out, err);
      return 0;
    } catch (IOException | IllegalArgumentException | CheckpointException | TorchException e) {
      err.println(e.getMessage());
      return 2;
    }
  }

  private static void evaluate(Arguments given, PrintStream out, PrintStream progress)
      throws IOException {
    ModelReference model =
        new ModelReference(
            given.path("--model"),
            LoadOptions.defaults()
                .withDevice(given.text("--device").orElse("auto"))
                .withPrecision(Precision.ofName(given.text("--precision").orElse("auto"))));
    SettingsBuilder sampled =
        Settings.builder()
            .steps(given.number("--steps", STEPS, 1))
            .sampler(given.text("--sampler").map(SamplerKind::ofName).orElse(SamplerKind.DPMPP_2M));
    given.real("--guidance").ifPresent(sampled::guidanceScale);
    Settings settings = sampled.build();
    int scenes = given.number("--scenes", SCENES, 1);
    int seed = given.number("--seed", 1, Integer.MIN_VALUE);
    String prompt = given.text("--prompt").orElse("a red star");
    Optional<Path> sheet = given.path("--sheet");
    try (InProcessGenerator generator = new InProcessGenerator()) {
      ModelInfo info = generator.load(model);
      SelectionEvaluation evaluation =
          SelectionEvaluation.run(
              generator, model, prompt, info.nativeSize(), scenes, seed, settings, progress);
      out.printf(
          "%s %s on %s in %s: \"%s\" in %d scenes, %s, %d steps, guidance %s, seed %d%n%n%s",
          info.name(),
          evaluation.modelHash(),
          info.device(),
          info.precision(),
          prompt,
          scenes,
          settings.sampler().displayName(),
          settings.steps(),
          settings.guidanceScale().isPresent()
              ? settings.guidanceScale().getAsDouble()
              : "of the model",
          seed,
          evaluation.table());
      if (sheet.isPresent()) {
        write(Picture.of(evaluation.sheet()), sheet.get());
      }
    }
  }

  private static void write(Picture picture, Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    PictureFiles.writePng(file, picture, PictureInfo.NONE);
  }
}
