package org.latentj.safety;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latentj.request.SafetyCheck;
import org.latentj.request.SafetyCheck.Outcome;

@DisplayName("The safety checker's decision")
class SafetyConceptsTest {
  private static final double[] PICTURE = {3, 0};

  /** A concept whose cosine with {@link #PICTURE} is that. */
  private static double[] at(double cosine) {
    return new double[] {5 * cosine, 5 * Math.sqrt(1 - cosine * cosine)};
  }

  private static SafetyConcepts concepts(double[] special, double[] cosines) {
    double[][] specialEmbeds = new double[special.length][];
    for (int i = 0; i < special.length; i++) {
      specialEmbeds[i] = at(special[i]);
    }
    double[][] embeds = new double[cosines.length][];
    double[] thresholds = new double[cosines.length];
    for (int i = 0; i < cosines.length; i++) {
      embeds[i] = at(cosines[i]);
      thresholds[i] = 0.2;
    }
    return new SafetyConcepts(embeds, thresholds, specialEmbeds, new double[] {0.2, 0.2, 0.2});
  }

  @Test
  @DisplayName("is by the cosine less the threshold, lengths being of no matter")
  void cosines() {
    SafetyCheck check =
        concepts(new double[] {0, 0, 0}, new double[] {0.1, 0.25, -0.5}).check(PICTURE);

    assertThat(check.outcome()).isEqualTo(Outcome.FLAGGED);
    assertThat(check.concepts()).containsExactly(-0.1, 0.05, -0.7);
    assertThat(check.specialCare()).containsExactly(-0.2, -0.2, -0.2);
    assertThat(check.found()).containsExactly(1);
  }

  @ParameterizedTest
  @CsvSource({
    // Half a thousandth rounds to even, that is to zero, and zero is no finding.
    "0.1995, PASSED",
    "0.2, PASSED",
    "0.2004, PASSED",
    "0.2006, FLAGGED",
  })
  @DisplayName("is made after rounding to three decimals")
  void rounding(double cosine, Outcome outcome) {
    SafetyConcepts concepts = concepts(new double[] {0, 0, 0}, new double[] {cosine});
    assertThat(concepts.check(PICTURE).outcome()).isEqualTo(outcome);
  }

  @Test
  @DisplayName("is stricter by 0.01 from the first concept of special care on")
  void specialCare() {
    double[] near = {0.195, 0.18};
    assertThat(concepts(new double[] {0, 0, 0}, near).check(PICTURE).outcome())
        .isEqualTo(Outcome.PASSED);

    SafetyCheck check = concepts(new double[] {0.195, 0.25, 0.195}, near).check(PICTURE);

    assertThat(check.outcome()).isEqualTo(Outcome.FLAGGED);
    // The first comes before what is found, the third after it.
    assertThat(check.specialCare()).containsExactly(-0.005, 0.05, 0.005);
    assertThat(check.concepts()).containsExactly(0.005, -0.01);
  }

  @Test
  @DisplayName("does not flag a picture for special care alone")
  void specialCareAlone() {
    SafetyCheck check = concepts(new double[] {0.9, 0.9, 0.9}, new double[] {0.1}).check(PICTURE);

    assertThat(check.outcome()).isEqualTo(Outcome.PASSED);
    assertThat(check.specialCare()).containsExactly(0.7, 0.71, 0.71);
  }

  /** As the rule reads, one score at a time, in whole thousandths. */
  private static List<Long> thousandths(
      double[] picture, double[][] embeds, double[] thresholds, double adjustment) {
    List<Long> scores = new ArrayList<>();
    for (int i = 0; i < embeds.length; i++) {
      double dot = 0;
      double a = 0;
      double b = 0;
      for (int k = 0; k < picture.length; k++) {
        dot += picture[k] * embeds[i][k];
        a += picture[k] * picture[k];
        b += embeds[i][k] * embeds[i][k];
      }
      scores.add((long) Math.rint(1000 * (dot / Math.sqrt(a * b) - thresholds[i] + adjustment)));
    }
    return scores;
  }

  @Test
  @DisplayName("agrees with the rule spelt out, on many random pictures, both ways")
  void random() {
    Random random = new Random(3);
    int flagged = 0;
    for (int run = 0; run < 200; run++) {
      double[][] embeds = gaussians(random, 17, 64);
      double[] thresholds = random.doubles(17, 0.15, 0.35).toArray();
      double[] picture = gaussians(random, 1, 64)[0];
      double[][] special = gaussians(random, 3, 64);
      // Never found, so that nothing is adjusted: that is tested above.
      double[] never = {1.5, 1.5, 1.5};
      SafetyCheck check = new SafetyConcepts(embeds, thresholds, special, never).check(picture);

      List<Long> expected = thousandths(picture, embeds, thresholds, 0);
      assertThat(check.concepts().stream().map(s -> Math.round(1000 * s)).toList())
          .isEqualTo(expected);
      assertThat(check.flagged()).isEqualTo(expected.stream().anyMatch(s -> s > 0));
      flagged += check.flagged() ? 1 : 0;
    }
    assertThat(flagged).isBetween(20, 180);
  }

  private static double[][] gaussians(Random random, int rows, int width) {
    double[][] all = new double[rows][width];
    for (double[] row : all) {
      for (int i = 0; i < width; i++) {
        row[i] = random.nextGaussian();
      }
    }
    return all;
  }
}
