package org.latentj.samples.miniature.evaluation;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.latentj.StableDiffusion;
import org.latentj.checkpoint.CheckpointException;
import org.latentj.image.Picture;
import org.latentj.image.PictureFiles;
import org.latentj.image.PictureInfo;
import org.latentj.request.Acceleration;
import org.latentj.request.Settings;
import org.latentj.runtime.TorchException;
import org.latentj.samples.miniature.evaluation.adherence.AccelerationCost;
import org.latentj.samples.miniature.evaluation.adherence.Adherence;
import org.latentj.samples.miniature.evaluation.adherence.Failures;
import org.latentj.samples.miniature.evaluation.adherence.GuidanceSweep;
import org.latentj.samples.miniature.evaluation.adherence.HeldOutPrompt;
import org.latentj.samples.miniature.evaluation.adherence.JudgedPicture;
import org.latentj.samples.miniature.evaluation.adherence.Rates;
import org.latentj.samples.miniature.evaluation.adherence.RatesTable;
import org.latentj.samples.miniature.evaluation.adherence.VerdictSheet;
import org.latentj.samples.miniature.evaluation.edit.ImageToImageEvaluation;
import org.latentj.samples.miniature.evaluation.edit.InpaintingEvaluation;
import org.latentj.samples.miniature.evaluation.model.ModelChoice;
import org.latentj.samples.miniature.evaluation.model.Painter;
import org.latentj.samples.miniature.evaluation.reconstruction.Reconstruction;

/**
 * The program: measures whether a model draws what it is asked for, and prints Markdown tables. The
 * last line of its output gives the four rates, for example {@code colour 97.3 % shape 91.0 %
 * background 98.5 % count 88.0 %}.
 */
public final class Evaluate {
  private static final int ON_SHEET = 48;

  private final EvaluateOptions options;
  private final PrintStream out;
  private final PrintStream progress;

  private Evaluate(EvaluateOptions options, PrintStream out, PrintStream progress) {
    this.options = options;
    this.out = out;
    this.progress = progress;
  }

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
      out.print(EvaluateOptions.USAGE);
      return 0;
    }
    try {
      new Evaluate(EvaluateOptions.parse(arguments), out, err).run();
      return 0;
    } catch (IOException | IllegalArgumentException | CheckpointException | TorchException e) {
      err.println(e.getMessage());
      return 2;
    }
  }

  private void run() throws IOException {
    try (StableDiffusion model = ModelChoice.load(options.model(), options.load())) {
      out.printf(
          "%s on %s in %s: %s, %d steps, guidance %s, seed %d%n",
          model.name(),
          model.device(),
          model.precision(),
          options.settings().sampler().displayName(),
          options.settings().steps(),
          options.settings().guidanceScale().orElse(model.guidanceScale()),
          options.seed());
      measure(request -> model.generate(request).first().picture(), model.nativeSize());
    }
  }

  private void measure(Painter painter, int pixels) throws IOException {
    Adherence adherence = new Adherence(painter, progress);
    Optional<Rates> rates = options.count() > 0 ? Optional.of(paint(adherence)) : Optional.empty();
    if (options.sweep().isPresent()) {
      sweep(adherence, options.sweep().get());
    }
    edit(painter, pixels);
    if (options.reconstruction() > 0) {
      int count = options.reconstruction();
      Reconstruction restored =
          Reconstruction.run(painter, pixels, count, options.seed(), progress);
      section("Autoencoder", restored.table());
      out.printf("In the restored scenes: %s%n%n", restored.scenes().line());
    }
    rates.ifPresent(rate -> out.println(rate.line()));
  }

  private Rates paint(Adherence adherence) throws IOException {
    List<HeldOutPrompt> prompts = HeldOutPrompt.series(options.seed(), options.count());
    Settings settings = options.settings();
    List<JudgedPicture> pictures = adherence.judge(prompts, settings);
    if (!settings.acceleration().equals(Acceleration.NONE)) {
      Settings plain = settings.toBuilder().acceleration(Acceleration.NONE).build();
      List<JudgedPicture> without = adherence.judge(prompts, plain);
      section("Acceleration", AccelerationCost.table(pictures, without));
    }
    section("Shapes", RatesTable.byShape(pictures));
    section("Text to image, held-out prompts", RatesTable.of(pictures));
    if (options.sheet().isPresent()) {
      List<JudgedPicture> some = pictures.subList(0, Math.min(ON_SHEET, pictures.size()));
      write(VerdictSheet.draw(some), options.sheet().get());
    }
    if (options.failures().isPresent()) {
      Failures.write(pictures, options.failures().get());
    }
    return Rates.of(pictures.stream().map(JudgedPicture::verdict).toList());
  }

  private void sweep(Adherence adherence, Path file) throws IOException {
    int count = options.sweepCount();
    GuidanceSweep sweep =
        GuidanceSweep.run(
            adherence, HeldOutPrompt.series(options.seed(), count), options.settings());
    section("Guidance", sweep.table());
    String caption =
        "%d %s steps, %d pictures each"
            .formatted(
                options.settings().steps(), options.settings().sampler().displayName(), count);
    write(sweep.plot(caption).draw(), file);
  }

  private void edit(Painter painter, int pixels) throws IOException {
    if (options.inpaint() > 0) {
      InpaintingEvaluation inpainting =
          InpaintingEvaluation.run(
              painter,
              pixels,
              options.inpaint(),
              options.seed(),
              options.inpaintPrompt(),
              options.settings(),
              progress);
      section("Inpainting", inpainting.table());
      if (options.inpaintSheet().isPresent()) {
        write(inpainting.sheet(), options.inpaintSheet().get());
      }
    }
    if (options.imageToImage().isPresent()) {
      ImageToImageEvaluation edits =
          ImageToImageEvaluation.run(
              painter,
              pixels,
              options.imageToImageCount(),
              options.seed(),
              options.settings(),
              progress);
      section("Image to image, held-out prompts", edits.table());
      write(edits.sheet(), options.imageToImage().get());
    }
  }

  private void section(String title, Object table) {
    out.printf("%n%s:%n%n%s%n", title, table);
  }

  private static void write(BufferedImage image, Path file) throws IOException {
    if (file.toAbsolutePath().getParent() != null) {
      Files.createDirectories(file.toAbsolutePath().getParent());
    }
    PictureFiles.writePng(file, Picture.of(image), PictureInfo.NONE);
  }
}
