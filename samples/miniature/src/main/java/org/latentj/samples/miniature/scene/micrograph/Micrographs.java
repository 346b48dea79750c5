package org.latentj.samples.miniature.scene.micrograph;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.SplittableRandom;
import org.latentj.samples.miniature.scene.Canvas;
import org.latentj.samples.miniature.scene.Example;
import org.latentj.samples.miniature.scene.NamedColor;

/** Makes up fluorescence micrographs. */
public final class Micrographs {
  private static final List<NamedColor> CHANNELS =
      List.of(
          NamedColor.GREEN,
          NamedColor.RED,
          NamedColor.BLUE,
          NamedColor.CYAN,
          NamedColor.YELLOW,
          NamedColor.WHITE,
          NamedColor.PURPLE);

  private Micrographs() {}

  /**
   * A micrograph of one specimen in one channel.
   *
   * @param random decides everything; advanced
   * @param pixels the picture's edge
   */
  public static Example sample(SplittableRandom random, int pixels) {
    NamedColor channel = CHANNELS.get(random.nextInt(CHANNELS.size()));
    Specimen specimen = Specimen.values()[random.nextInt(Specimen.values().length)];
    Density density = Density.values()[random.nextInt(Density.values().length)];
    BufferedImage image = Canvas.square(pixels);
    Graphics2D graphics = Canvas.graphics(image);
    try {
      graphics.scale(pixels, pixels);
      new SpecimenPainter(graphics, random).paint(specimen, specimen.count(density, random));
    } finally {
      graphics.dispose();
    }
    Camera.take(image, light(channel), random);
    return Example.of(
        "a fluorescence micrograph of " + density.words() + specimen.words(channel.word()), image);
  }

  /** The colour at full brightness: its strongest channel is 255. */
  private static Color light(NamedColor channel) {
    Color color = channel.color();
    double most = Math.max(color.getRed(), Math.max(color.getGreen(), color.getBlue()));
    return new Color(
        (int) (color.getRed() / most * 255),
        (int) (color.getGreen() / most * 255),
        (int) (color.getBlue() / most * 255));
  }
}
