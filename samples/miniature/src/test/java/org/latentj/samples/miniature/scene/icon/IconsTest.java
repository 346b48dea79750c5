package org.latentj.samples.miniature.scene.icon;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.latentj.samples.miniature.scene.Layout;
import org.latentj.samples.miniature.scene.NamedColor;

@DisplayName("An icon")
class IconsTest {
  private static final int PIXELS = 128;

  private static BufferedImage draw(IconKind kind, int seed) {
    return Icons.render(
        kind, NamedColor.RED, NamedColor.WHITE, Layout.FREE, new SplittableRandom(seed), PIXELS);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("is mostly of its colour, within a margin of the background's")
  void colors(IconKind kind) {
    for (int seed = 0; seed < 10; seed++) {
      BufferedImage image = draw(kind, seed);
      int ink = 0;
      int paper = 0;
      for (int y = 0; y < PIXELS; y++) {
        for (int x = 0; x < PIXELS; x++) {
          NamedColor color = NamedColor.nearest(image.getRGB(x, y) & 0xffffff);
          boolean margin = Math.min(Math.min(x, y), PIXELS - 1 - Math.max(x, y)) < 4;
          if (margin) {
            assertThat(color).isEqualTo(NamedColor.WHITE);
          }
          ink += color == NamedColor.RED ? 1 : 0;
          paper += color == NamedColor.WHITE ? 1 : 0;
        }
      }

      assertThat(1.0 * ink / PIXELS / PIXELS).isBetween(0.06, 0.45);
      assertThat(1.0 * paper / PIXELS / PIXELS).isGreaterThan(0.5);
    }
  }

  @Test
  @DisplayName("of an arrow points where its caption says")
  void arrows() {
    assertThat(tip(IconKind.ARROW_RIGHT)).isEqualTo("right");
    assertThat(tip(IconKind.ARROW_LEFT)).isEqualTo("left");
    assertThat(tip(IconKind.ARROW_DOWN)).isEqualTo("down");
    assertThat(tip(IconKind.ARROW_UP)).isEqualTo("up");
  }

  @Test
  @DisplayName("is named with its colour inside")
  void words() {
    assertThat(IconKind.ARROW_LEFT.words("red")).isEqualTo("red arrow pointing left");
    assertThat(IconKind.MAGNIFYING_GLASS.words("red")).isEqualTo("red magnifying glass");
  }

  /**
   * The side at which the ink is narrowest: an arrow has its head's edges or its shaft at others.
   */
  private static String tip(IconKind kind) {
    BufferedImage image = draw(kind, 1);
    int[] columns = new int[PIXELS];
    int[] rows = new int[PIXELS];
    for (int y = 0; y < PIXELS; y++) {
      for (int x = 0; x < PIXELS; x++) {
        if (NamedColor.nearest(image.getRGB(x, y) & 0xffffff) == NamedColor.RED) {
          columns[x]++;
          rows[y]++;
        }
      }
    }
    boolean lying = extent(columns) > extent(rows);
    int[] along = Arrays.stream(lying ? columns : rows).filter(count -> count > 0).toArray();
    boolean first = along[2] < along[along.length - 3];
    return lying ? (first ? "left" : "right") : (first ? "up" : "down");
  }

  private static long extent(int[] counts) {
    return Arrays.stream(counts).filter(count -> count > 0).count();
  }
}
