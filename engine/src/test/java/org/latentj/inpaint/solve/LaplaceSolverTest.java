package org.latentj.inpaint.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LaplaceSolverTest {
  private static final int WIDTH = 150;
  private static final int HEIGHT = 131;

  /** Harmonic for the five-point formula too, and steep. */
  private static float saddle(int x, int y) {
    double u = (x - 70) / 10.0;
    double v = (y - 40) / 10.0;
    return (float) (u * u - v * v + 3 * u * v + 1000);
  }

  private static float[] plane() {
    float[] plane = new float[WIDTH * HEIGHT];
    for (int i = 0; i < plane.length; i++) {
      plane[i] = saddle(i % WIDTH, i / WIDTH);
    }
    return plane;
  }

  private static void assertRestored(boolean[] unknown) {
    float[] whole = plane();
    float[] holes = whole.clone();
    for (int i = 0; i < holes.length; i++) {
      holes[i] = unknown[i] ? Float.NaN : holes[i];
    }
    float[] solved = LaplaceSolver.solve(holes, unknown, WIDTH, HEIGHT);
    for (int i = 0; i < solved.length; i++) {
      assertThat(solved[i])
          .as("pixel %d, %d", i % WIDTH, i / WIDTH)
          .isCloseTo(whole[i], unknown[i] ? Offset.offset(0.01f) : Offset.offset(0f));
    }
  }

  @Test
  @DisplayName("a harmonic surface is restored in a large round hole with an island")
  void roundHole() {
    boolean[] unknown = new boolean[WIDTH * HEIGHT];
    for (int i = 0; i < unknown.length; i++) {
      double distance = Math.hypot(i % WIDTH - 75, i / WIDTH - 64);
      unknown[i] = distance < 60 && distance > 7;
    }
    assertRestored(unknown);
  }

  @Test
  @DisplayName("a harmonic surface is restored where specks, scratches and blocks are missing")
  void ragged() {
    Random random = new Random(3);
    boolean[] unknown = new boolean[WIDTH * HEIGHT];
    for (int i = 0; i < unknown.length; i++) {
      int x = i % WIDTH;
      int y = i / WIDTH;
      boolean inside = x > 0 && y > 0 && x < WIDTH - 1 && y < HEIGHT - 1;
      boolean scratch = Math.abs(x - y) < 2;
      boolean block = x > 90 && y > 10 && y < 60;
      unknown[i] = inside && (scratch || block || random.nextInt(3) > 0);
    }
    assertRestored(unknown);
  }

  @Test
  @DisplayName("nothing flows over the image's edges: half a plane takes its neighbour's value")
  void edges() {
    float[] plane = new float[WIDTH * HEIGHT];
    boolean[] unknown = new boolean[plane.length];
    for (int i = 0; i < plane.length; i++) {
      unknown[i] = i % WIDTH >= 20;
      plane[i] = i % WIDTH < 10 ? -5 : 40_000;
    }
    float[] solved = LaplaceSolver.solve(plane, unknown, WIDTH, HEIGHT);
    for (int i = 0; i < solved.length; i++) {
      assertThat(solved[i]).isCloseTo(i % WIDTH < 10 ? -5 : 40_000, Offset.offset(0.5f));
    }
  }

  @Test
  @DisplayName("between two plates the surface is a ramp")
  void ramp() {
    int width = 257;
    float[] plane = new float[3 * width];
    boolean[] unknown = new boolean[plane.length];
    for (int i = 0; i < plane.length; i++) {
      unknown[i] = i % width > 0 && i % width < width - 1;
      plane[i] = i % width == 0 ? 0 : 256;
    }
    float[] solved = LaplaceSolver.solve(plane, unknown, width, 3);
    for (int i = 0; i < solved.length; i++) {
      assertThat(solved[i]).isCloseTo(i % width, Offset.offset(0.02f));
    }
  }

  @Test
  @DisplayName("one known pixel is enough, none is an error")
  void littleKnown() {
    boolean[] unknown = {true, true, true, false};
    assertThat(LaplaceSolver.solve(new float[] {9, 9, 9, 4}, unknown, 2, 2))
        .containsExactly(4, 4, 4, 4);
    assertThatThrownBy(() -> LaplaceSolver.solve(new float[2], new boolean[] {true, true}, 2, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("nothing is known: expected a known pixel or more");
  }
}
