package org.latentj.request;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * What the model's safety checker made of a picture.
 *
 * <p>A score is how much a picture is like a concept, as the cosine of the angle between their
 * embeddings, less the concept's threshold, rounded to three decimals; above 0 is a finding. Which
 * concepts they are has not been published.
 *
 * @param outcome whether it was checked, and what came of it
 * @param concepts a score for each concept that flags pictures, 17 in published models; empty if
 *     not checked
 * @param specialCare a score for each of the concepts, 3 in published models, that lower the
 *     thresholds of all others; empty if not checked
 */
public record SafetyCheck(Outcome outcome, List<Double> concepts, List<Double> specialCare) {

  /** What came of it. */
  public enum Outcome {
    /** Checked, and nothing was found. */
    PASSED,
    /** Checked, and something was found: the picture was replaced by black. */
    FLAGGED,
    /** Not checked, because whoever loaded the model has switched that off. */
    SWITCHED_OFF,
    /** Not checked, because the model came without a safety checker. */
    NO_CHECKER
  }

  /** Copies the lists. */
  public SafetyCheck {
    Objects.requireNonNull(outcome, "outcome");
    concepts = List.copyOf(concepts);
    specialCare = List.copyOf(specialCare);
  }

  /** Of a picture that was not checked. */
  public static SafetyCheck notChecked(boolean switchedOff) {
    Outcome outcome = switchedOff ? Outcome.SWITCHED_OFF : Outcome.NO_CHECKER;
    return new SafetyCheck(outcome, List.of(), List.of());
  }

  /** Whether the picture was checked. */
  public boolean checked() {
    return outcome == Outcome.PASSED || outcome == Outcome.FLAGGED;
  }

  /** Whether it was replaced. */
  public boolean flagged() {
    return outcome == Outcome.FLAGGED;
  }

  /** The indices of the concepts that were found. */
  public List<Integer> found() {
    return IntStream.range(0, concepts.size()).filter(i -> concepts.get(i) > 0).boxed().toList();
  }

  /** In words: {@code passed}, {@code flagged}, {@code not checked (switched off)}... */
  public String description() {
    return switch (outcome) {
      case PASSED -> "passed";
      case FLAGGED -> "flagged";
      case SWITCHED_OFF -> "not checked (switched off)";
      case NO_CHECKER -> "not checked (the model has no safety checker)";
    };
  }
}
