package org.latentj.samples.miniature.evaluation.edit;

import java.awt.image.BufferedImage;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.latentj.image.ContactSheet;
import org.latentj.image.Picture;
import org.latentj.request.ImageToImage;
import org.latentj.request.Settings;
import org.latentj.samples.miniature.evaluation.adherence.HeldOutPrompt;
import org.latentj.samples.miniature.evaluation.adherence.JudgedPicture;
import org.latentj.samples.miniature.evaluation.adherence.Rates;
import org.latentj.samples.miniature.evaluation.model.Painter;
import org.latentj.samples.miniature.evaluation.report.MarkdownTable;
import org.latentj.samples.miniature.evaluation.report.Remaining;
import org.latentj.samples.miniature.scene.Layout;
import org.latentj.samples.miniature.scene.SceneRenderer;
import org.latentj.samples.miniature.scene.Seeds;
import org.latentj.samples.miniature.scene.Split;
import org.latentj.samples.miniature.scene.examples.Examples;

/**
 * Turns pictures of scenes towards prompts of other scenes: the more strength, the less of the
 * layout should stay, and the more the picture should show what the prompt says.
 */
public final class ImageToImageEvaluation {
  /** The strengths. */
  public static final List<Double> STRENGTHS = List.of(0.3, 0.6, 0.9);

  private static final int SHEET_ROWS = 8;

  private final List<StrengthTrial> trials = new ArrayList<>();
  private final List<ContactSheet.Tile> tiles = new ArrayList<>();

  private ImageToImageEvaluation() {}

  /**
   * Paints over scenes, at every strength.
   *
   * @param pixels the pictures' edge, a multiple of 8
   * @param count scenes; each meets another one's prompt
   * @param settings but for the seed
   */
  public static ImageToImageEvaluation run(
      Painter painter, int pixels, int count, long seed, Settings settings, PrintStream progress) {
    ImageToImageEvaluation evaluation = new ImageToImageEvaluation();
    Remaining remaining = new Remaining(progress, "image to image", count * STRENGTHS.size());
    Examples inputs = new Examples(Seeds.mix(seed), Split.TRAINING, Layout.ALIGNED, pixels);
    for (HeldOutPrompt prompt : HeldOutPrompt.series(seed, count)) {
      Picture before = Picture.of(SceneRenderer.render(inputs.scene(prompt.index()), pixels));
      evaluation.tiles.add(new ContactSheet.Tile(before, prompt.text()));
      for (double strength : STRENGTHS) {
        Settings seeded = settings.toBuilder().seed(prompt.seed()).build();
        Picture after = painter.paint(new ImageToImage(prompt.text(), before, strength, seeded));
        StrengthTrial trial = StrengthTrial.of(strength, prompt, before, after);
        evaluation.trials.add(trial);
        evaluation.tiles.add(
            new ContactSheet.Tile(
                after, "%.1f, correlation %.2f".formatted(strength, trial.correlation())));
        remaining.step();
      }
    }
    return evaluation;
  }

  /** A row for each strength. */
  public MarkdownTable table() {
    MarkdownTable table =
        new MarkdownTable(
            "strength", "pictures", "layout correlation", "colour", "shape", "background", "count");
    for (double strength : STRENGTHS) {
      Rates rates = rates(strength);
      table.row(
          String.valueOf(strength),
          String.valueOf(rates.pictures()),
          "%.2f".formatted(correlation(strength)),
          rates.color(),
          rates.shape(),
          rates.background(),
          rates.count());
    }
    return table;
  }

  /** The mean correlation of luminance with the pictures painted over, -1 to 1. */
  double correlation(double strength) {
    return at(strength).stream()
        .mapToDouble(StrengthTrial::correlation)
        .average()
        .orElse(Double.NaN);
  }

  /** What is right by the new prompts. */
  Rates rates(double strength) {
    return Rates.of(
        at(strength).stream().map(StrengthTrial::judged).map(JudgedPicture::verdict).toList());
  }

  private List<StrengthTrial> at(double strength) {
    return trials.stream().filter(trial -> trial.strength() == strength).toList();
  }

  /** The first eight: the scene painted over, and below it the prompt; then by strength. */
  public BufferedImage sheet() {
    int columns = 1 + STRENGTHS.size();
    return ContactSheet.draw(
        tiles.subList(0, Math.min(columns * SHEET_ROWS, tiles.size())), columns);
  }
}
