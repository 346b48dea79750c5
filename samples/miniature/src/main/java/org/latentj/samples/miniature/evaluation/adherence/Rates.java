package org.latentj.samples.miniature.evaluation.adherence;

import static org.latentj.samples.miniature.evaluation.report.MarkdownTable.percent;

import java.util.Collection;
import java.util.stream.Stream;
import org.latentj.samples.miniature.evaluation.analysis.ObjectVerdict;
import org.latentj.samples.miniature.evaluation.analysis.Verdict;

/**
 * How many are right.
 *
 * @param objects that were asked for
 * @param colors objects of the right colour; what is missing has none
 * @param shapes objects of the right shape
 * @param pictures that were made
 * @param backgrounds pictures with the right background
 * @param counts pictures with as many objects as asked for
 * @param perfect pictures with nothing wrong
 */
public record Rates(
    int objects, int colors, int shapes, int pictures, int backgrounds, int counts, int perfect) {
  /** Counts. */
  public static Rates of(Collection<Verdict> verdicts) {
    return new Rates(
        verdicts.stream().mapToInt(verdict -> verdict.objects().size()).sum(),
        (int) objects(verdicts).filter(ObjectVerdict::colorRight).count(),
        (int) objects(verdicts).filter(ObjectVerdict::shapeRight).count(),
        verdicts.size(),
        (int) verdicts.stream().filter(Verdict::backgroundRight).count(),
        (int) verdicts.stream().filter(Verdict::countRight).count(),
        (int) verdicts.stream().filter(Verdict::allRight).count());
  }

  private static Stream<ObjectVerdict> objects(Collection<Verdict> verdicts) {
    return verdicts.stream().flatMap(verdict -> verdict.objects().stream());
  }

  /** For example {@code 97.3 %}, of objects. */
  public String color() {
    return percent(colors, objects);
  }

  /** The same of objects' shapes. */
  public String shape() {
    return percent(shapes, objects);
  }

  /** The same of pictures' backgrounds. */
  public String background() {
    return percent(backgrounds, pictures);
  }

  /** The same of pictures' numbers of objects. */
  public String count() {
    return percent(counts, pictures);
  }

  /** The same of pictures without fault. */
  public String all() {
    return percent(perfect, pictures);
  }

  /**
   * The four rates in a line, for example {@code colour 97.3 % shape 91.0 % background 98.5 % count
   * 88.0 %} with two spaces between them.
   */
  public String line() {
    return "colour %s  shape %s  background %s  count %s"
        .formatted(color(), shape(), background(), count());
  }
}
