package org.latentj.samples.miniature.evaluation.selection;

import static org.latentj.samples.miniature.evaluation.report.MarkdownTable.percent;

import java.awt.image.BufferedImage;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.latentj.ImageGenerator;
import org.latentj.ModelReference;
import org.latentj.image.ContactSheet;
import org.latentj.image.Picture;
import org.latentj.inpaint.InpaintingOptions;
import org.latentj.inpaint.InpaintingResult;
import org.latentj.inpaint.SelectionInpainter;
import org.latentj.request.Settings;
import org.latentj.samples.miniature.evaluation.report.MarkdownTable;
import org.latentj.samples.miniature.evaluation.report.Remaining;
import org.latentj.samples.miniature.scene.SceneRenderer;

/**
 * Has a red star painted into elliptical selections of scenes, in every way that the engine has,
 * and looks whether it is there, whether its border is seen, and whether tones have shifted.
 */
public final class SelectionEvaluation {
  private static final int ON_SHEET = 8;

  private final List<SelectionTask> tasks;
  private final List<Picture> before = new ArrayList<>();
  private final List<SelectionTrial> trials = new ArrayList<>();
  private String modelHash = "";

  private SelectionEvaluation(List<SelectionTask> tasks) {
    this.tasks = tasks;
  }

  /**
   * Paints every task in every way.
   *
   * @param generator stays the caller's
   * @param prompt what is to be painted
   * @param pixels the pictures' edge, a multiple of 64
   * @param settings but for the seed
   */
  public static SelectionEvaluation run(
      ImageGenerator generator,
      ModelReference model,
      String prompt,
      int pixels,
      int count,
      long seed,
      Settings settings,
      PrintStream progress) {
    SelectionEvaluation evaluation = new SelectionEvaluation(SelectionTask.series(seed, count));
    Remaining remaining = new Remaining(progress, "inpainting", count);
    LastResult once = new LastResult(generator);
    SelectionInpainter inpainter = new SelectionInpainter(once, model);
    for (SelectionTask task : evaluation.tasks) {
      Picture before = Picture.of(SceneRenderer.render(task.scene(), pixels));
      evaluation.before.add(before);
      for (Variant variant : Variant.all()) {
        InpaintingOptions options =
            InpaintingOptions.builder()
                .blending(variant.blending())
                .colorMatch(variant.colorMatch())
                .composite(variant.composite())
                .settings(settings.toBuilder().seed(task.seed()).build())
                .build();
        InpaintingResult result =
            inpainter.inpaint(prompt, before, task.ellipse().mask(pixels), options);
        evaluation.modelHash = result.first().parameters().modelHash().orElse("");
        evaluation.trials.add(SelectionTrial.of(task, variant, before, result));
      }
      remaining.step();
    }
    return evaluation;
  }

  /** The model's, as its pictures name it; empty if nothing was painted. */
  public String modelHash() {
    return modelHash;
  }

  /** A row for each way to inpaint. */
  public MarkdownTable table() {
    MarkdownTable table =
        new MarkdownTable(
            "blending",
            "composite",
            "red",
            "star",
            "seam",
            "seam of the feather",
            "shift around",
            "shift inside",
            "pixels changed outside");
    for (Variant variant : Variant.all()) {
      List<SelectionTrial> some =
          trials.stream().filter(trial -> trial.variant().equals(variant)).toList();
      table.row(
          variant.blendingName(),
          variant.compositeName(),
          rate(some, SelectionTrial::red),
          rate(some, SelectionTrial::star),
          mean(some, trial -> trial.seam().seam()),
          mean(some, trial -> trial.seam().feather()),
          mean(some, trial -> trial.seam().outside()),
          mean(some, trial -> trial.seam().inside()),
          String.valueOf(some.stream().mapToInt(SelectionTrial::changedOutside).sum()));
    }
    return table;
  }

  private static String rate(List<SelectionTrial> trials, Predicate<SelectionTrial> right) {
    return percent((int) trials.stream().filter(right).count(), trials.size());
  }

  private static String mean(List<SelectionTrial> trials, ToDoubleFunction<SelectionTrial> what) {
    double mean = trials.stream().mapToDouble(what).average().orElse(0);
    return String.format(Locale.ROOT, "%.2f", mean);
  }

  /** The first scenes, a row each: the selection, then every way to inpaint it. */
  public BufferedImage sheet() {
    List<ContactSheet.Tile> tiles = new ArrayList<>();
    int ways = Variant.all().size();
    for (int i = 0; i < Math.min(ON_SHEET, tasks.size()); i++) {
      tiles.add(new ContactSheet.Tile(SelectionTrial.outlined(tasks.get(i), before.get(i)), ""));
      for (SelectionTrial trial : trials.subList(i * ways, (i + 1) * ways)) {
        tiles.add(new ContactSheet.Tile(trial.after(), trial.variant().caption()));
      }
    }
    return ContactSheet.draw(tiles, 1 + ways);
  }
}
