package org.latentj.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.latentj.prompt.PromptComposition;
import org.latentj.prompt.PromptSchedule;
import org.latentj.prompt.PromptSyntax;
import org.latentj.prompt.ScheduledText;
import org.latentj.prompt.WeightedText;
import org.latentj.request.Settings;
import org.latentj.tensor.FloatTensor;

/**
 * Works out which texts guide which steps, and encodes each text once. In A1111's syntax a prompt
 * may be a composition, and each of its parts and the negative prompt may change with the steps.
 */
final class PromptPlan {
  private final PromptEncoder encoder;
  private final Settings settings;
  private final int clipSkip;
  private final boolean told;

  /**
   * A plan.
   *
   * @param told whether the network is told the guidance scale, and sees no negative prompt for it
   */
  PromptPlan(PromptEncoder encoder, Settings settings, int clipSkip, boolean told) {
    this.told = told;
    this.encoder = encoder;
    this.settings = settings;
    this.clipSkip = clipSkip;
  }

  List<GuidancePhase> phases(String prompt) {
    boolean plain = settings.promptSyntax() == PromptSyntax.PLAIN;
    List<WeightedText> parts =
        plain ? List.of(new WeightedText(prompt, 1)) : PromptComposition.split(prompt);
    List<List<ScheduledText>> schedules = new ArrayList<>();
    parts.forEach(part -> schedules.add(schedule(part.text(), plain)));
    // Without guidance nothing may come of the negative prompt, not even its length.
    boolean composed = parts.size() > 1 || parts.get(0).weight() != 1;
    boolean guided = !told && settings.guidanceScale().orElseThrow() > 1 || composed;
    List<ScheduledText> negative = schedule(guided ? settings.negativePrompt() : "", plain);

    Set<Integer> ends = new TreeSet<>();
    schedules.forEach(s -> s.forEach(text -> ends.add(text.untilStep())));
    negative.forEach(text -> ends.add(text.untilStep()));

    List<String> texts = distinctTexts(schedules, negative);
    List<FloatTensor> encoded = encoder.encode(texts, settings.promptSyntax(), clipSkip);
    List<GuidancePhase> phases = new ArrayList<>();
    for (int end : ends) {
      List<PromptEmbedding> prompts = new ArrayList<>();
      for (int i = 0; i < parts.size(); i++) {
        String text = PromptSchedule.textAt(schedules.get(i), end);
        FloatTensor embedding = batch(encoded.get(texts.indexOf(text)));
        prompts.add(new PromptEmbedding(embedding, parts.get(i).weight()));
      }
      String away = PromptSchedule.textAt(negative, end);
      phases.add(new GuidancePhase(end, batch(encoded.get(texts.indexOf(away))), prompts));
    }
    return phases;
  }

  private List<ScheduledText> schedule(String text, boolean plain) {
    return plain
        ? List.of(new ScheduledText(settings.steps(), text))
        : PromptSchedule.resolve(text, settings.steps());
  }

  private static List<String> distinctTexts(
      List<List<ScheduledText>> schedules, List<ScheduledText> negative) {
    Set<String> texts = new LinkedHashSet<>();
    schedules.forEach(s -> s.forEach(t -> texts.add(t.text())));
    negative.forEach(t -> texts.add(t.text()));
    return List.copyOf(texts);
  }

  private FloatTensor batch(FloatTensor embedding) {
    return Tensors.repeat(embedding, settings.batchSize());
  }
}
