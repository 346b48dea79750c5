package org.latentj.samples.miniature.evaluation.adherence;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.latentj.samples.miniature.evaluation.analysis.Verdict;
import org.latentj.samples.miniature.evaluation.report.MarkdownTable;

/** What an acceleration costs: the same prompts and seeds painted with it and without. */
public final class AccelerationCost {
  private AccelerationCost() {}

  /**
   * A row for the pictures with it, one for those without, and how far they are from each other.
   *
   * @param with as many pictures, of the same prompts, as {@code without}
   */
  public static MarkdownTable table(List<JudgedPicture> with, List<JudgedPicture> without) {
    MarkdownTable table =
        new MarkdownTable(
            "pictures",
            "colour",
            "shape",
            "background",
            "count",
            "all right",
            "mean difference, levels",
            "median");
    row(table, "without acceleration", Rates.of(verdicts(without)), "", "");
    List<Double> differences = new ArrayList<>();
    for (int i = 0; i < with.size(); i++) {
      differences.add(difference(with.get(i), without.get(i)));
    }
    Collections.sort(differences);
    double mean = differences.stream().mapToDouble(d -> d).average().orElseThrow();
    double median = differences.get(differences.size() / 2);
    row(table, "with", Rates.of(verdicts(with)), "%.1f".formatted(mean), "%.1f".formatted(median));
    return table;
  }

  private static void row(
      MarkdownTable table, String name, Rates rates, String mean, String median) {
    table.row(
        name,
        rates.color(),
        rates.shape(),
        rates.background(),
        rates.count(),
        rates.all(),
        mean,
        median);
  }

  private static List<Verdict> verdicts(List<JudgedPicture> pictures) {
    return pictures.stream().map(JudgedPicture::verdict).toList();
  }

  /** Of all channels of all pixels, 0 to 255. */
  private static double difference(JudgedPicture a, JudgedPicture b) {
    byte[] left = a.picture().toRgb();
    byte[] right = b.picture().toRgb();
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += Math.abs((left[i] & 0xff) - (right[i] & 0xff));
    }
    return sum / left.length;
  }
}
