package org.latentj.samples.miniature.scene.icon;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.SplittableRandom;
import org.latentj.samples.miniature.scene.Canvas;
import org.latentj.samples.miniature.scene.Colors;
import org.latentj.samples.miniature.scene.Example;
import org.latentj.samples.miniature.scene.Layout;
import org.latentj.samples.miniature.scene.NamedColor;
import org.latentj.samples.miniature.scene.Phrases;

/** Makes up icons. */
public final class Icons {
  private Icons() {}

  /**
   * An icon in the middle of a plain background.
   *
   * @param random decides everything; advanced
   * @param layout aligned ones are all in the very middle and of one size
   * @param pixels the picture's edge
   */
  public static Example sample(SplittableRandom random, Layout layout, int pixels) {
    IconKind kind = IconKind.values()[random.nextInt(IconKind.values().length)];
    NamedColor paper = color(random);
    NamedColor main = color(random);
    while (!main.contrastsWith(paper)) {
      main = color(random);
    }
    String caption =
        "an icon of %s on %s"
            .formatted(
                Phrases.withArticle(kind.words(main.word())),
                Phrases.withArticle(paper.word() + " background"));
    return Example.of(caption, render(kind, main, paper, layout, random, pixels));
  }

  /**
   * Draws an icon.
   *
   * @param random decides on slight changes of place, size and colour; advanced
   * @param pixels the picture's edge
   */
  static BufferedImage render(
      IconKind kind,
      NamedColor main,
      NamedColor paper,
      Layout layout,
      SplittableRandom random,
      int pixels) {
    Color ink = Colors.jittered(main, random);
    Color ground = Colors.jittered(paper, random);
    BufferedImage image = Canvas.square(pixels);
    Graphics2D graphics = Canvas.graphics(image);
    try {
      graphics.setColor(ground);
      graphics.fillRect(0, 0, pixels, pixels);
      graphics.scale(pixels, pixels);
      double x = random.nextDouble(0.47, 0.53);
      double y = random.nextDouble(0.47, 0.53);
      double scale = random.nextDouble(0.34, 0.42);
      boolean free = layout == Layout.FREE;
      graphics.translate(free ? x : 0.5, free ? y : 0.5);
      graphics.scale(free ? scale : 0.38, free ? scale : 0.38);
      kind.art().draw(new Brush(graphics, ink, tone(main, ink), ground));
    } finally {
      graphics.dispose();
    }
    return image;
  }

  /** Darker, or lighter for colours that are dark themselves. */
  private static Color tone(NamedColor main, Color ink) {
    return switch (main) {
      case BLACK, BROWN, BLUE, PURPLE -> Colors.mix(ink, Color.WHITE, 0.32);
      case WHITE -> Colors.mix(ink, Color.BLACK, 0.18);
      default -> Colors.mix(ink, Color.BLACK, 0.28);
    };
  }

  private static NamedColor color(SplittableRandom random) {
    return NamedColor.values()[random.nextInt(NamedColor.values().length)];
  }
}
