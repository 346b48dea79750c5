package org.latentj.samples.miniature.evaluation.adherence;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.latentj.request.Settings;
import org.latentj.request.TextToImage;
import org.latentj.samples.miniature.evaluation.model.Painter;
import org.latentj.samples.miniature.evaluation.report.Remaining;

/** Has prompts painted and judges the pictures. */
public final class Adherence {
  private final Painter painter;
  private final PrintStream progress;

  /**
   * A judge of a model.
   *
   * @param progress hears of the remaining time; usually standard error
   */
  public Adherence(Painter painter, PrintStream progress) {
    this.painter = painter;
    this.progress = progress;
  }

  private static String name(Settings settings) {
    return settings.guidanceScale().isPresent()
        ? "guidance " + settings.guidanceScale().getAsDouble()
        : "the model's guidance";
  }

  /**
   * A picture for each prompt, at the model's own size.
   *
   * @param settings but for the seed, which is the prompt's
   */
  public List<JudgedPicture> judge(List<HeldOutPrompt> prompts, Settings settings) {
    Remaining remaining = new Remaining(progress, name(settings), prompts.size());
    List<JudgedPicture> judged = new ArrayList<>();
    for (HeldOutPrompt prompt : prompts) {
      Settings seeded = settings.toBuilder().seed(prompt.seed()).build();
      judged.add(JudgedPicture.of(prompt, painter.paint(TextToImage.of(prompt.text(), seeded))));
      remaining.step();
    }
    return judged;
  }
}
