package org.latentj.samples.miniature.scene.texture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.SplittableRandom;
import org.latentj.samples.miniature.scene.Canvas;
import org.latentj.samples.miniature.scene.Colors;
import org.latentj.samples.miniature.scene.Example;
import org.latentj.samples.miniature.scene.NamedColor;

/** Makes up textures that tile on both axes. */
public final class Textures {
  private static final String SUBJECT = "a seamless texture of ";

  private Textures() {}

  /**
   * A texture.
   *
   * @param random decides everything; advanced
   * @param pixels the picture's edge
   */
  public static Example sample(SplittableRandom random, int pixels) {
    TextureKind[] kinds = TextureKind.values();
    return sample(kinds[random.nextInt(kinds.length)], random, pixels);
  }

  static Example sample(TextureKind kind, SplittableRandom random, int pixels) {
    NamedColor first = color(random);
    NamedColor second = other(random, first);
    Color one = Colors.jittered(first, random);
    Color two = Colors.jittered(second, random);
    BufferedImage image = Canvas.square(pixels);
    Graphics2D graphics = Canvas.graphics(image);
    graphics.scale(pixels, pixels);
    Tile tile = new Tile(graphics);
    String both = first.word() + " and " + second.word();
    try {
      String words =
          switch (kind) {
            case BRICKS -> {
              DrawnTextures.bricks(tile, one, mortar(first), random);
              yield first.word() + " bricks";
            }
            case STRIPES -> both + " " + stripes(tile, one, two, random);
            case CHECKS -> {
              DrawnTextures.checks(tile, one, two, random);
              yield both + " checks";
            }
            case DOTS -> {
              DrawnTextures.dots(tile, two, one, random);
              yield first.word() + " dots on " + second.word();
            }
            case WAVES -> {
              DrawnTextures.waves(tile, one, two, random);
              yield both + " waves";
            }
            case WOOD -> {
              FieldTextures.wood(image, one, random);
              yield first.word() + " wood grain";
            }
            case CAMOUFLAGE -> {
              Color dark = Colors.mix(one, Color.BLACK, 0.35);
              FieldTextures.camouflage(image, List.of(one, two, dark), random);
              yield both + " camouflage";
            }
          };
      return Example.of(SUBJECT + words, image);
    } finally {
      graphics.dispose();
    }
  }

  private static String stripes(Tile tile, Color one, Color two, SplittableRandom random) {
    int direction = random.nextInt(4);
    int slant = direction < 2 ? 0 : 2 * direction - 5;
    DrawnTextures.stripes(tile, one, two, slant, direction == 1, random);
    return switch (direction) {
      case 0 -> "vertical stripes";
      case 1 -> "horizontal stripes";
      default -> "diagonal stripes";
    };
  }

  private static Color mortar(NamedColor bricks) {
    return switch (bricks) {
      case WHITE, GRAY, YELLOW, PINK, CYAN -> new Color(0x585450);
      default -> new Color(0xD2CEC6);
    };
  }

  private static NamedColor color(SplittableRandom random) {
    return NamedColor.values()[random.nextInt(NamedColor.values().length)];
  }

  private static NamedColor other(SplittableRandom random, NamedColor first) {
    NamedColor color = color(random);
    while (!color.contrastsWith(first)) {
      color = color(random);
    }
    return color;
  }
}
