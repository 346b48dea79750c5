package org.latentj.samples.miniature.evaluation.reconstruction;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.latentj.image.Picture;
import org.latentj.request.ImageToImage;
import org.latentj.request.Settings;
import org.latentj.samples.miniature.evaluation.adherence.Rates;
import org.latentj.samples.miniature.evaluation.analysis.Verdict;
import org.latentj.samples.miniature.evaluation.model.Painter;
import org.latentj.samples.miniature.evaluation.report.MarkdownTable;
import org.latentj.samples.miniature.evaluation.report.Remaining;
import org.latentj.samples.miniature.scene.Example;
import org.latentj.samples.miniature.scene.Seeds;

/**
 * How well the autoencoder keeps pictures that training has not seen.
 *
 * @param decibels the PSNR of every picture
 * @param scenes what is found right in the restored scenes: no picture of this model can be
 *     expected to be judged better
 */
public record Reconstruction(Map<Family, double[]> decibels, Rates scenes) {
  /** Without a step, image to image encodes (with a draw from the posterior) and decodes. */
  private static final double NO_STEPS = 0;

  /**
   * Encodes and decodes pictures of every family.
   *
   * @param pixels the pictures' edge, a multiple of 8
   * @param count pictures of each family, at least 1
   */
  public static Reconstruction run(
      Painter painter, int pixels, int count, long seed, PrintStream progress) {
    Family[] families = Family.values();
    Remaining remaining = new Remaining(progress, "reconstruction", families.length * count);
    Map<Family, double[]> decibels = new EnumMap<>(Family.class);
    List<Verdict> scenes = new ArrayList<>();
    for (Family family : families) {
      double[] values = new double[count];
      for (int i = 0; i < count; i++) {
        // Not a seed that the trainer's examples are likely to use.
        SplittableRandom random = Seeds.random(Seeds.mix(~seed) + family.ordinal(), i);
        Example example = family.example(random, pixels);
        Picture picture = Picture.of(example.picture());
        Picture restored = painter.paint(request(picture));
        values[i] = Psnr.of(picture, restored);
        example
            .scene()
            .ifPresent(scene -> scenes.add(Verdict.of(restored.toBufferedImage(), scene)));
        remaining.step();
      }
      decibels.put(family, values);
    }
    return new Reconstruction(decibels, Rates.of(scenes));
  }

  private static ImageToImage request(Picture picture) {
    return new ImageToImage("", picture, NO_STEPS, Settings.defaults());
  }

  /** Mean and worst of each family and of all, in dB. */
  public MarkdownTable table() {
    MarkdownTable table = new MarkdownTable("pictures", "number", "mean PSNR", "least");
    decibels.forEach((family, values) -> row(table, family.word(), values));
    row(table, "all", decibels.values().stream().flatMapToDouble(Arrays::stream).toArray());
    return table;
  }

  private static void row(MarkdownTable table, String name, double[] values) {
    table.row(
        name,
        String.valueOf(values.length),
        "%.1f dB".formatted(Arrays.stream(values).average().orElse(Double.NaN)),
        "%.1f dB".formatted(Arrays.stream(values).min().orElse(Double.NaN)));
  }
}
