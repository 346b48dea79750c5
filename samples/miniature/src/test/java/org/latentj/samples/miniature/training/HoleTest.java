package org.latentj.samples.miniature.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.samples.miniature.scene.Captions;
import org.latentj.samples.miniature.scene.Layout;
import org.latentj.samples.miniature.scene.Scene;
import org.latentj.samples.miniature.scene.SceneObject;
import org.latentj.samples.miniature.scene.Split;
import org.latentj.samples.miniature.scene.examples.Examples;

/** The holes of examples that are painted in part. */
class HoleTest {
  private static final int EDGE = MiniatureConfig.LATENTS;
  private static final int PLANE = EDGE * EDGE;
  private static final Examples EXAMPLES = new Examples(3, Split.TRAINING, Layout.ALIGNED, 16);

  private final SplittableRandom random = new SplittableRandom(5);

  private static boolean[] open(Hole hole) {
    boolean[] open = new boolean[PLANE];
    IntStream.range(0, PLANE).forEach(i -> open[i] = hole.weight(i) > 0);
    return open;
  }

  private static boolean holds(boolean[] open, SceneObject object) {
    int x = (int) (object.x() * EDGE);
    int y = (int) (object.y() * EDGE);
    int reach = (int) (object.radius() * EDGE * 0.6);
    return IntStream.of(x - reach, x + reach)
        .allMatch(
            column ->
                IntStream.of(y - reach, y + reach).allMatch(row -> open[row * EDGE + column]));
  }

  @Test
  @DisplayName("an ordinary example is learned from everywhere, with its own caption")
  void everything() {
    assertThat(IntStream.range(0, 4 * PLANE).allMatch(i -> Hole.EVERYTHING.weight(i) == 1))
        .isTrue();
    assertThat(Hole.EVERYTHING.caption()).isEmpty();
  }

  @Test
  @DisplayName("all channels have the same hole, and no example counts more than three")
  void weights() {
    for (int n = 0; n < 200; n++) {
      Hole hole = Hole.in(Optional.of(EXAMPLES.scene(n)), random);
      double squares = 0;
      for (int i = 0; i < PLANE; i++) {
        assertThat(hole.weight(i + 3 * PLANE)).isEqualTo(hole.weight(i));
        squares += hole.weight(i) * hole.weight(i);
      }
      assertThat(squares / PLANE).isLessThan(1.001);
      assertThat(squares).isPositive();
    }
  }

  @Test
  @DisplayName("most holes in scenes hold an object whole, many leave some of the picture")
  void aroundObjects() {
    int held = 0;
    int left = 0;
    for (int n = 0; n < 400; n++) {
      Scene scene = EXAMPLES.scene(n);
      boolean[] open = open(Hole.in(Optional.of(scene), random));
      held += scene.objects().stream().anyMatch(object -> holds(open, object)) ? 1 : 0;
      left += IntStream.range(0, PLANE).anyMatch(i -> !open[i]) ? 1 : 0;
    }
    assertThat(held).isBetween(280, 399);
    assertThat(left).isGreaterThan(390);
  }

  @Test
  @DisplayName("a caption of one object alone names the only one in the hole")
  void captions() {
    List<String> wrong = new ArrayList<>();
    int alone = 0;
    for (int n = 0; n < 400; n++) {
      Scene scene = EXAMPLES.scene(n);
      Hole hole = Hole.in(Optional.of(scene), random);
      if (hole.caption().isPresent()) {
        alone++;
        String caption = hole.caption().get();
        boolean[] open = open(hole);
        boolean right =
            scene.objects().stream()
                .filter(object -> holds(open, object))
                .anyMatch(object -> caption.startsWith(Captions.alone(object)));
        long inside = scene.objects().stream().filter(object -> holds(open, object)).count();
        if (!right || inside != 1) {
          wrong.add(n + ": " + caption + " of " + scene.objects());
        }
      }
    }
    assertThat(alone).isBetween(100, 260);
    assertThat(wrong).isEmpty();
  }

  @Test
  @DisplayName("what is no scene has holes anywhere and keeps its caption")
  void otherPictures() {
    for (int n = 0; n < 50; n++) {
      assertThat(Hole.in(Optional.empty(), random).caption()).isEmpty();
    }
  }
}
