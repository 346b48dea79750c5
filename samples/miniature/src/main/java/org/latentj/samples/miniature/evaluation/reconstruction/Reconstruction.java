package org.latentj.samples.miniature.evaluation.reconstruction;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.latentj.image.Picture;
import org.latentj.request.ImageToImage;
import org.latentj.request.Settings;
import org.latentj.samples.miniature.evaluation.model.Painter;
import org.latentj.samples.miniature.evaluation.report.MarkdownTable;
import org.latentj.samples.miniature.evaluation.report.Remaining;
import org.latentj.samples.miniature.scene.Seeds;

/**
 * How well the autoencoder keeps pictures that training has not seen.
 *
 * @param decibels the PSNR of every picture
 */
public record Reconstruction(Map<Family, double[]> decibels) {
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
    for (Family family : families) {
      double[] values = new double[count];
      for (int i = 0; i < count; i++) {
        // Not a seed that the trainer's examples are likely to use.
        Picture picture =
            Picture.of(
                family.picture(Seeds.random(Seeds.mix(~seed) + family.ordinal(), i), pixels));
        values[i] = Psnr.of(picture, painter.paint(request(picture)));
        remaining.step();
      }
      decibels.put(family, values);
    }
    return new Reconstruction(decibels);
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
