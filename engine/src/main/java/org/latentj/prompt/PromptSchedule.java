package org.latentj.prompt;

import java.util.List;
import java.util.Optional;

/**
 * Prompts that change while an image is made: {@code [from:to:when]}, {@code [to:when]}, {@code
 * [from::when]} and the alternation {@code [a|b|c]}, nested at will. Follows webui 1.10's {@code
 * modules/prompt_parser.py: get_learned_conditioning_prompt_schedules} for a first pass.
 *
 * <p>{@code when} without a decimal point is the last step of {@code from}; with one it is a
 * fraction of all steps, so {@code 0.5} is the middle and {@code 1.0} the end.
 */
public final class PromptSchedule {
  private PromptSchedule() {}

  /**
   * Resolves the schedules of a prompt.
   *
   * @param prompt any text. Brackets that form no schedule stay as they are. A {@code |} outside an
   *     alternation, or a backslash at the end of a line, makes the whole prompt literal, as in
   *     webui
   * @param steps of the sampler, 1 or more
   * @return texts with increasing {@code untilStep}, the last of which is {@code steps}; successive
   *     texts may be equal
   * @throws IllegalArgumentException if {@code steps} is less than 1
   */
  public static List<ScheduledText> resolve(String prompt, int steps) {
    if (steps < 1) {
      throw new IllegalArgumentException("expected 1 step or more but got " + steps);
    }
    Optional<SchedulePlan> plan = ScheduleScanner.scan(prompt);
    if (plan.isEmpty()) {
      return List.of(new ScheduledText(steps, prompt));
    }
    return plan.get().boundaries(steps).stream()
        .map(step -> new ScheduledText(step, plan.get().textAt(step, steps)))
        .toList();
  }

  /**
   * The text that holds at a step.
   *
   * @param schedule what {@link #resolve} returned
   * @param step counted from 1; beyond the end the first text holds, as in webui
   */
  public static String textAt(List<ScheduledText> schedule, int step) {
    return schedule.stream()
        .filter(s -> step <= s.untilStep())
        .findFirst()
        .orElse(schedule.get(0))
        .text();
  }
}
