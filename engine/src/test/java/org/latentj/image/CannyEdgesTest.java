package org.latentj.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Canny's edges")
class CannyEdgesTest {
  /** What OpenCV 5.0.0 says of {@link #pattern} with the thresholds 100 and 200. */
  private static final List<String> OPENCV =
      List.of(
          "..........####.#.#.#...###.#",
          "..........#....###....#....#",
          "..........#....#...#..#.#..#",
          "........#......#.....#..##.#",
          "......###....###..#..#...#.#",
          "............#....#..#......#",
          "......##....#..#.#.##....#.#",
          "......#....##......#...#.#.#",
          "......#...##...##.#......#.#",
          ".....#.#...#...#....####...#",
          ".....#..#..#..##.###....#..#",
          "....##.#...#..#.....#...#..#",
          "....#......#....#.....#....#",
          "##.##....#.#..##.##.##.#.###");

  /** The same with 250 and 700. */
  private static final List<String> OPENCV_STEEP =
      List.of(
          "..........####.#.#.....###.#",
          "..........#....###....#....#",
          "..........#....#...#..#.#..#",
          "........#......#.....#..##.#",
          "......###....###..#..#...#.#",
          "............#....#..#......#",
          "......##....#..#.#.##......#",
          "......#....##......#.......#",
          "......#...##...##.#........#",
          ".....#.#...#...#....####...#",
          ".....#..#..#..##.###....#..#",
          "....##.#...#..#.....#...#..#",
          "....#......#....#.....#....#",
          "...##....#.#..##.##.##.#.###");

  private static Picture pattern() {
    byte[] rgb = new byte[28 * 14 * 3];
    for (int i = 0; i < rgb.length; i++) {
      int x = i / 3 % 28;
      int y = i / 3 / 28;
      int disc = (x - 9) * (x - 9) + (y - 6) * (y - 6) < 20 ? 90 : 0;
      rgb[i] = (byte) (((x * x * 7 + y * y * 3 + x * y * 5) >> 2) + i % 3 * 40 + disc);
    }
    return Picture.ofRgb(28, 14, rgb);
  }

  private static Picture grey(int width, int... rows) {
    byte[] rgb = new byte[3 * rows.length];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) rows[i / 3];
    }
    return Picture.ofRgb(width, rows.length / width, rgb);
  }

  private static List<String> drawn(Picture edges) {
    StringBuilder text = new StringBuilder();
    byte[] rgb = edges.toRgb();
    for (int i = 0; i < rgb.length; i += 3) {
      assertThat(rgb[i]).isEqualTo(rgb[i + 1]).isEqualTo(rgb[i + 2]).isIn((byte) 0, (byte) 255);
      text.append(rgb[i] == 0 ? '.' : '#');
      text.append(i / 3 % edges.width() == edges.width() - 1 ? "\n" : "");
    }
    return text.toString().lines().toList();
  }

  @Test
  @DisplayName("are OpenCV's, pixel for pixel")
  void openCv() {
    assertThat(drawn(CannyEdges.of(pattern(), 100, 200))).isEqualTo(OPENCV);
    assertThat(drawn(CannyEdges.of(pattern(), 250, 700))).isEqualTo(OPENCV_STEEP);
  }

  @Test
  @DisplayName("a step is one pixel wide, and an even picture has none")
  void step() {
    Picture step = grey(6, 0, 0, 0, 90, 90, 90, 0, 0, 0, 90, 90, 90, 0, 0, 0, 90, 90, 90);
    assertThat(drawn(CannyEdges.of(step, 100, 200))).containsOnly("..#...");
    assertThat(drawn(CannyEdges.of(grey(3, 7, 7, 7, 7, 7, 7), 0, 0))).containsOnly("...");
    assertThat(drawn(CannyEdges.of(grey(1, 7), 100, 200))).containsExactly(".");
  }

  @Test
  @DisplayName("a weak edge counts where it leads to a strong one, and only there")
  void hysteresis() {
    // The step shrinks from 60 levels to 30, a gradient of 120: between the thresholds.
    Picture leading = grey(4, 0, 0, 60, 60, 0, 0, 60, 60, 0, 0, 30, 30, 0, 0, 30, 30, 0, 0, 30, 30);
    assertThat(drawn(CannyEdges.of(leading, 100, 200)).subList(4, 5)).containsExactly(".#..");
    Picture alone = grey(4, 0, 0, 30, 30, 0, 0, 30, 30, 0, 0, 30, 30);
    assertThat(drawn(CannyEdges.of(alone, 100, 200))).containsOnly("....");
    assertThat(drawn(CannyEdges.of(alone, 100, 119))).containsOnly(".#..");
  }

  @ParameterizedTest
  @CsvSource({"-1,5", "6,5", "NaN,5", "1,NaN"})
  @DisplayName("thresholds out of order are refused with their values")
  void thresholds(double low, double high) {
    assertThatThrownBy(() -> CannyEdges.of(pattern(), low, high))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 <= low <= high")
        .hasMessageContaining(String.valueOf(low));
  }
}
