package org.latentj.prompt;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * The pieces of a prompt while it is read: closing a bracket multiplies the weights of all pieces
 * since it was opened.
 */
final class WeightedPieces {
  private final List<String> texts = new ArrayList<>();
  private final List<Integer> sectionStarts = new ArrayList<>(List.of(0));
  private final Deque<Integer> round = new ArrayDeque<>();
  private final Deque<Integer> square = new ArrayDeque<>();
  private double[] weights = new double[16];

  void add(String text) {
    if (texts.size() == weights.length) {
      weights = Arrays.copyOf(weights, 2 * weights.length);
    }
    weights[texts.size()] = 1;
    texts.add(text);
  }

  void startSection() {
    sectionStarts.add(texts.size());
  }

  void openRound() {
    round.addLast(texts.size());
  }

  void openSquare() {
    square.addLast(texts.size());
  }

  /** Closes the innermost round bracket; false if none is open. */
  boolean closeRound(double factor) {
    return close(round, factor);
  }

  /** Closes the innermost square bracket; false if none is open. */
  boolean closeSquare(double factor) {
    return close(square, factor);
  }

  /** Closes what is still open, outermost first: the order decides the last bit of a weight. */
  void closeAll(double roundFactor, double squareFactor) {
    round.forEach(start -> multiplyFrom(start, roundFactor));
    square.forEach(start -> multiplyFrom(start, squareFactor));
  }

  private boolean close(Deque<Integer> open, double factor) {
    if (open.isEmpty()) {
      return false;
    }
    multiplyFrom(open.removeLast(), factor);
    return true;
  }

  private void multiplyFrom(int start, double factor) {
    for (int i = start; i < texts.size(); i++) {
      weights[i] *= factor;
    }
  }

  /** The sections with runs of equal weight joined; an empty section has one empty piece. */
  List<List<WeightedText>> sections() {
    List<List<WeightedText>> sections = new ArrayList<>();
    for (int i = 0; i < sectionStarts.size(); i++) {
      boolean last = i + 1 == sectionStarts.size();
      int end = last ? texts.size() : sectionStarts.get(i + 1);
      sections.add(section(sectionStarts.get(i), end));
    }
    return sections;
  }

  private List<WeightedText> section(int start, int end) {
    List<WeightedText> joined = new ArrayList<>();
    int from = start;
    while (from < end) {
      StringBuilder run = new StringBuilder();
      double weight = checked(from);
      while (from < end && weights[from] == weight) {
        run.append(texts.get(from++));
      }
      joined.add(new WeightedText(run.toString(), weight));
    }
    return joined.isEmpty() ? List.of(new WeightedText("", 1)) : joined;
  }

  private double checked(int piece) {
    double weight = weights[piece];
    if (!Float.isFinite((float) weight)) {
      throw new IllegalArgumentException(
          "the weight of prompt piece '%.40s' is %s; use fewer brackets or a smaller weight, "
                  .formatted(texts.get(piece), weight)
              + "the product must stay below 3.4e38");
    }
    return weight;
  }
}
