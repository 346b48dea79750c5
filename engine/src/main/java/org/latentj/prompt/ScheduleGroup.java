package org.latentj.prompt;

/**
 * A pair of square brackets that chooses one of its parts by the step.
 *
 * @param kind how it chooses
 * @param parts how many parts there are between its separators
 * @param when of a {@link Kind#SWITCH}, as written: step or fraction
 */
record ScheduleGroup(Kind kind, int parts, String when) {

  enum Kind {
    /** {@code [from:to:when]} or {@code [to:when]}; the last part is {@code when} itself. */
    SWITCH,
    /** {@code [a|b|c]}. */
    ALTERNATION
  }

  /** The last step before the switch; 0 or less means that there is no before. */
  int lastStepBefore(int steps) {
    double value = Double.parseDouble(when);
    return Math.min(steps, (int) (when.contains(".") ? value * steps : value));
  }

  /** Whether part {@code part} (from 0) is to be seen at {@code step} (from 1). */
  boolean shows(int part, int step, int steps) {
    if (kind == Kind.ALTERNATION) {
      return part == (step - 1) % parts;
    }
    int to = parts - 2;
    return step <= lastStepBefore(steps) ? part == to - 1 : part == to;
  }
}
