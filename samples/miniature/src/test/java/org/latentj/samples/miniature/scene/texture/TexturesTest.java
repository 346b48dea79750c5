package org.latentj.samples.miniature.scene.texture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.latentj.samples.miniature.scene.NamedColor;

@DisplayName("A texture")
class TexturesTest {
  private static final int PIXELS = 96;

  @ParameterizedTest
  @EnumSource
  @DisplayName("goes on over the edges as it does inside")
  void tiles(TextureKind kind) {
    for (int seed = 0; seed < 30; seed++) {
      BufferedImage image = Textures.sample(kind, new SplittableRandom(seed), PIXELS).picture();
      double mostAcross = 0;
      double mostDown = 0;
      for (int i = 1; i < PIXELS; i++) {
        mostAcross = Math.max(mostAcross, columns(image, i - 1, i));
        mostDown = Math.max(mostDown, rows(image, i - 1, i));
      }

      assertThat(columns(image, PIXELS - 1, 0)).as("%d", seed).isLessThan(1.5 * mostAcross + 1);
      assertThat(rows(image, PIXELS - 1, 0)).as("%d", seed).isLessThan(1.5 * mostDown + 1);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("shows the first named colour of its caption")
  void colors(TextureKind kind) {
    for (int seed = 0; seed < 30; seed++) {
      var example = Textures.sample(kind, new SplittableRandom(seed), PIXELS);
      String word = example.caption().split(" ")[4];
      int named = 0;
      for (int rgb : example.picture().getRGB(0, 0, PIXELS, PIXELS, null, 0, PIXELS)) {
        named += NamedColor.nearest(rgb & 0xffffff).word().equals(word) ? 1 : 0;
      }

      assertThat(1.0 * named / PIXELS / PIXELS).as(example.caption()).isGreaterThan(0.12);
    }
  }

  /** The mean difference of two columns, summed over the channels. */
  private static double columns(BufferedImage image, int first, int second) {
    double sum = 0;
    for (int y = 0; y < PIXELS; y++) {
      sum += difference(image.getRGB(first, y), image.getRGB(second, y));
    }
    return sum / PIXELS;
  }

  private static double rows(BufferedImage image, int first, int second) {
    double sum = 0;
    for (int x = 0; x < PIXELS; x++) {
      sum += difference(image.getRGB(x, first), image.getRGB(x, second));
    }
    return sum / PIXELS;
  }

  private static int difference(int first, int second) {
    int sum = 0;
    for (int shift = 0; shift < 24; shift += 8) {
      sum += Math.abs((first >> shift & 0xff) - (second >> shift & 0xff));
    }
    return sum;
  }
}
