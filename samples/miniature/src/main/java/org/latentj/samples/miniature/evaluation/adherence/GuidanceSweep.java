package org.latentj.samples.miniature.evaluation.adherence;

import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.latentj.request.Settings;
import org.latentj.samples.miniature.evaluation.report.Axis;
import org.latentj.samples.miniature.evaluation.report.LinePlot;
import org.latentj.samples.miniature.evaluation.report.MarkdownTable;
import org.latentj.samples.miniature.evaluation.report.Series;

/**
 * Adherence against guidance, at the scales of the evaluation in Stable Diffusion v1's model card.
 *
 * @param rates by guidance scale
 */
public record GuidanceSweep(SortedMap<Double, Rates> rates) {
  /** The guidance scales. */
  public static final List<Double> SCALES = List.of(1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0);

  /**
   * Measures at every scale, with the same prompts and noise.
   *
   * @param settings but for guidance and seed
   */
  public static GuidanceSweep run(
      Adherence adherence, List<HeldOutPrompt> prompts, Settings settings) {
    SortedMap<Double, Rates> rates = new TreeMap<>();
    for (double scale : SCALES) {
      Settings guided = settings.toBuilder().guidanceScale(scale).build();
      rates.put(
          scale,
          Rates.of(adherence.judge(prompts, guided).stream().map(JudgedPicture::verdict).toList()));
    }
    return new GuidanceSweep(rates);
  }

  /** A row for each scale. */
  public MarkdownTable table() {
    MarkdownTable table =
        new MarkdownTable("guidance", "colour", "shape", "background", "count", "all right");
    rates.forEach(
        (scale, rate) ->
            table.row(
                String.valueOf(scale),
                rate.color(),
                rate.shape(),
                rate.background(),
                rate.count(),
                rate.all()));
    return table;
  }

  /**
   * A line for each rate.
   *
   * @param caption what was measured, below the guidance axis: steps and pictures, say
   */
  public LinePlot plot(String caption) {
    List<Series> lines = new ArrayList<>();
    lines.add(line("object colour", rate -> share(rate.colors(), rate.objects())));
    lines.add(line("object shape", rate -> share(rate.shapes(), rate.objects())));
    lines.add(line("background", rate -> share(rate.backgrounds(), rate.pictures())));
    lines.add(line("count", rate -> share(rate.counts(), rate.pictures())));
    lines.add(line("all right", rate -> share(rate.perfect(), rate.pictures())));
    return new LinePlot(
        "Prompt adherence against guidance",
        new Axis("guidance scale (" + caption + ")", 1, 8.5, 1),
        new Axis("right, %", 0, 100, 20),
        lines);
  }

  private Series line(String name, ToDoubleFunction<Rates> value) {
    return new Series(
        name,
        rates.entrySet().stream()
            .<Point2D>map(
                entry -> new Point2D.Double(entry.getKey(), value.applyAsDouble(entry.getValue())))
            .toList());
  }

  private static double share(int part, int all) {
    return all == 0 ? 0 : 100.0 * part / all;
  }
}
