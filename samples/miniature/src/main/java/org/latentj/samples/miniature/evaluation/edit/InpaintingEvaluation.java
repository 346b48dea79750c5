package org.latentj.samples.miniature.evaluation.edit;

import static org.latentj.samples.miniature.evaluation.report.MarkdownTable.percent;

import java.awt.image.BufferedImage;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.latentj.image.ContactSheet;
import org.latentj.image.Mask;
import org.latentj.image.Picture;
import org.latentj.request.Inpainting;
import org.latentj.request.Settings;
import org.latentj.samples.miniature.evaluation.adherence.HeldOutPrompt;
import org.latentj.samples.miniature.evaluation.model.Painter;
import org.latentj.samples.miniature.evaluation.report.MarkdownTable;
import org.latentj.samples.miniature.evaluation.report.Remaining;
import org.latentj.samples.miniature.scene.SceneRenderer;

/** Has objects painted into scenes, and looks whether they are there and nothing else changed. */
public final class InpaintingEvaluation {
  private static final int SHEET = 12;
  private static final int COLUMNS = 6;
  private static final int GREY = 0x80;

  private final List<InpaintingTrial> trials = new ArrayList<>();

  private InpaintingEvaluation() {}

  /**
   * Repaints boxes, beginning with noise (strength 1).
   *
   * @param pixels the pictures' edge, a multiple of 64
   * @param settings but for the seed
   */
  public static InpaintingEvaluation run(
      Painter painter,
      int pixels,
      int count,
      long seed,
      PromptKind prompts,
      Settings settings,
      PrintStream progress) {
    InpaintingEvaluation evaluation = new InpaintingEvaluation();
    Remaining remaining = new Remaining(progress, "inpainting", count);
    for (InpaintingTask task : InpaintingTasks.series(seed, count)) {
      Picture before = Picture.of(SceneRenderer.render(task.before(), pixels));
      long noise = HeldOutPrompt.noiseSeed(seed, evaluation.trials.size());
      Inpainting request =
          Inpainting.of(
              prompts.prompt(task.after(), task.object()),
              before,
              Mask.ofRegion(pixels, pixels, task.box().region(pixels)),
              1,
              settings.toBuilder().seed(noise).build());
      evaluation.trials.add(InpaintingTrial.of(task, before, painter.paint(request)));
      remaining.step();
    }
    return evaluation;
  }

  /** A row for empty places, one for replaced objects, one for all. */
  public MarkdownTable table() {
    MarkdownTable table =
        new MarkdownTable("place", "scenes", "colour", "shape", "both", "nothing else changed");
    row(table, "empty", trial -> !trial.task().replaced());
    row(table, "another object's", trial -> trial.task().replaced());
    row(table, "all", trial -> true);
    return table;
  }

  private void row(MarkdownTable table, String name, Predicate<InpaintingTrial> which) {
    List<InpaintingTrial> some = trials.stream().filter(which).toList();
    table.row(
        name,
        String.valueOf(some.size()),
        rate(some, trial -> trial.verdict().colorRight()),
        rate(some, trial -> trial.verdict().shapeRight()),
        rate(some, InpaintingTrial::right),
        rate(some, trial -> trial.changedOutside() == 0));
  }

  private static String rate(List<InpaintingTrial> trials, Predicate<InpaintingTrial> right) {
    return percent((int) trials.stream().filter(right).count(), trials.size());
  }

  /** The first trials: each scene with its box in gray, then what became of it. */
  public BufferedImage sheet() {
    List<ContactSheet.Tile> tiles = new ArrayList<>();
    for (InpaintingTrial trial : trials.subList(0, Math.min(SHEET, trials.size()))) {
      tiles.add(new ContactSheet.Tile(masked(trial), trial.task().replaced() ? "replace" : "add"));
      String wanted =
          trial.task().object().color().word() + " " + trial.task().object().shape().word();
      tiles.add(new ContactSheet.Tile(trial.after(), (trial.right() ? "" : "not ") + wanted));
    }
    return ContactSheet.draw(tiles, COLUMNS);
  }

  private static Picture masked(InpaintingTrial trial) {
    BufferedImage image = trial.before().toBufferedImage();
    var box = trial.task().box().region(image.getWidth());
    for (int y = box.y(); y < box.bottom(); y++) {
      for (int x = box.x(); x < box.right(); x++) {
        int rgb = image.getRGB(x, y);
        image.setRGB(x, y, (rgb >> 1 & 0x7f7f7f) + (GREY / 2) * 0x010101);
      }
    }
    return Picture.of(image);
  }
}
