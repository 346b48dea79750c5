package org.latentj.safety;

import java.util.ArrayList;
import java.util.List;
import org.latentj.checkpoint.Weights;
import org.latentj.request.SafetyCheck;
import org.latentj.request.SafetyCheck.Outcome;
import org.latentj.tensor.Shape;
import org.latentj.tensor.StoredTensor;
import org.latentj.tensor.TensorSpec;

/**
 * The concepts that pictures are compared with, and the decision of diffusers' {@code
 * StableDiffusionSafetyChecker.forward} ({@code pipelines/stable_diffusion/safety_checker.py}). It
 * is computed in double precision; diffusers has float32.
 *
 * @param embeds one for each concept that flags a picture
 * @param thresholds the cosine from which each is found
 * @param specialEmbeds one for each concept that asks for special care
 * @param specialThresholds the cosine from which each is found
 */
record SafetyConcepts(
    double[][] embeds, double[] thresholds, double[][] specialEmbeds, double[] specialThresholds) {
  private static final String EMBEDS = "concept_embeds";
  private static final String SPECIAL = "special_care_embeds";
  private static final String THRESHOLDS = "_weights";

  /** As many as every published safety checker has. */
  private static final int CONCEPTS = 17;

  private static final int SPECIAL_CONCEPTS = 3;

  /** What a found concept of special care adds to all scores after it. */
  private static final double SPECIAL_ADJUSTMENT = 0.01;

  /** Scores have three decimals. */
  private static final double DECIMALS = 1000;

  /** The least norm that is divided by (PyTorch's {@code normalize}). */
  private static final double LEAST_NORM = 1e-12;

  /** The tensors that hold them, for embeddings of that size. */
  static List<TensorSpec> tensors(int size) {
    return List.of(
        new TensorSpec(EMBEDS, Shape.of(CONCEPTS, size)),
        new TensorSpec(EMBEDS + THRESHOLDS, Shape.of(CONCEPTS)),
        new TensorSpec(SPECIAL, Shape.of(SPECIAL_CONCEPTS, size)),
        new TensorSpec(SPECIAL + THRESHOLDS, Shape.of(SPECIAL_CONCEPTS)));
  }

  /** Reads them from weights that have these tensors. */
  static SafetyConcepts of(Weights weights) {
    return new SafetyConcepts(
        rows(weights.read(EMBEDS)),
        rows(weights.read(EMBEDS + THRESHOLDS))[0],
        rows(weights.read(SPECIAL)),
        rows(weights.read(SPECIAL + THRESHOLDS))[0]);
  }

  /** The rows of a matrix; a vector is one row. */
  private static double[][] rows(StoredTensor tensor) {
    boolean matrix = tensor.shape().rank() == 2;
    int count = matrix ? tensor.shape().size(0) : 1;
    int width = tensor.shape().size(matrix ? 1 : 0);
    double[][] rows = new double[count][width];
    for (int i = 0; i < count * width; i++) {
      rows[i / width][i % width] = tensor.element(i);
    }
    return rows;
  }

  /**
   * Compares a picture with all of them.
   *
   * @param embedding of the picture, of the concepts' size
   */
  SafetyCheck check(double[] embedding) {
    double adjustment = 0;
    List<Double> special = new ArrayList<>();
    for (int i = 0; i < specialEmbeds.length; i++) {
      double score = score(embedding, specialEmbeds[i], specialThresholds[i], adjustment);
      special.add(score);
      if (score > 0) {
        adjustment = SPECIAL_ADJUSTMENT;
      }
    }
    List<Double> concepts = new ArrayList<>();
    boolean found = false;
    for (int i = 0; i < embeds.length; i++) {
      double score = score(embedding, embeds[i], thresholds[i], adjustment);
      concepts.add(score);
      found |= score > 0;
    }
    return new SafetyCheck(found ? Outcome.FLAGGED : Outcome.PASSED, concepts, special);
  }

  private static double score(
      double[] embedding, double[] concept, double threshold, double adjustment) {
    double score = cosine(embedding, concept) - threshold + adjustment;
    return Math.rint(score * DECIMALS) / DECIMALS;
  }

  private static double cosine(double[] a, double[] b) {
    double product = 0;
    for (int i = 0; i < a.length; i++) {
      product += a[i] * b[i];
    }
    return product / (norm(a) * norm(b));
  }

  private static double norm(double[] vector) {
    double sum = 0;
    for (double value : vector) {
      sum += value * value;
    }
    return Math.max(LEAST_NORM, Math.sqrt(sum));
  }
}
