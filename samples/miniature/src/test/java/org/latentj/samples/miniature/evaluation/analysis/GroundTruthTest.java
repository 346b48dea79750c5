package org.latentj.samples.miniature.evaluation.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.samples.miniature.scene.Layout;
import org.latentj.samples.miniature.scene.Scene;
import org.latentj.samples.miniature.scene.SceneRenderer;
import org.latentj.samples.miniature.scene.Split;
import org.latentj.samples.miniature.scene.examples.Examples;

@DisplayName("The analysis of pictures whose contents are known")
class GroundTruthTest {
  private static final int SCENES = 200;
  private static final Examples EXAMPLES = new Examples(31, Split.HELD_OUT, Layout.FREE, 128);

  @Test
  @DisplayName("finds colour, shape, background and count of drawn scenes")
  void drawn() {
    List<Verdict> verdicts = verdicts((image, index) -> image);

    assertThat(colors(verdicts)).isGreaterThanOrEqualTo(0.99);
    assertThat(shapes(verdicts)).isGreaterThanOrEqualTo(0.98);
    assertThat(backgrounds(verdicts)).isGreaterThanOrEqualTo(0.99);
    assertThat(counts(verdicts)).isGreaterThanOrEqualTo(0.99);
  }

  @Test
  @DisplayName("finds them still where pictures are blurred, noisy and off in colour")
  void degraded() {
    List<Verdict> verdicts = verdicts(Degraded::of);

    assertThat(colors(verdicts)).isGreaterThanOrEqualTo(0.95);
    assertThat(shapes(verdicts)).isGreaterThanOrEqualTo(0.95);
    assertThat(backgrounds(verdicts)).isGreaterThanOrEqualTo(0.95);
    assertThat(counts(verdicts)).isGreaterThanOrEqualTo(0.95);
  }

  @Test
  @DisplayName("sees no objects in the clouds and halos of poor pictures")
  void poor() {
    List<Verdict> verdicts = verdicts(Degraded::poor);

    assertThat(colors(verdicts)).isGreaterThanOrEqualTo(0.95);
    assertThat(shapes(verdicts)).isGreaterThanOrEqualTo(0.93);
    assertThat(backgrounds(verdicts)).isGreaterThanOrEqualTo(0.93);
    assertThat(counts(verdicts)).isGreaterThanOrEqualTo(0.93);
  }

  @Test
  @DisplayName("takes pictures of other sizes")
  void larger() {
    Scene scene = EXAMPLES.scene(3);

    assertThat(Verdict.of(SceneRenderer.render(scene, 256), scene).allRight()).isTrue();
  }

  private static List<Verdict> verdicts(BiFunction<BufferedImage, Integer, BufferedImage> change) {
    return IntStream.range(0, SCENES)
        .parallel()
        .mapToObj(
            i -> {
              Scene scene = EXAMPLES.scene(i);
              return Verdict.of(change.apply(SceneRenderer.render(scene, 128), i), scene);
            })
        .toList();
  }

  private static double colors(List<Verdict> verdicts) {
    return objects(verdicts).stream().mapToInt(o -> o.colorRight() ? 1 : 0).average().orElse(0);
  }

  private static double shapes(List<Verdict> verdicts) {
    return objects(verdicts).stream().mapToInt(o -> o.shapeRight() ? 1 : 0).average().orElse(0);
  }

  private static List<ObjectVerdict> objects(List<Verdict> verdicts) {
    return verdicts.stream().flatMap(verdict -> verdict.objects().stream()).toList();
  }

  private static double backgrounds(List<Verdict> verdicts) {
    return verdicts.stream().mapToInt(v -> v.backgroundRight() ? 1 : 0).average().orElse(0);
  }

  private static double counts(List<Verdict> verdicts) {
    return verdicts.stream().mapToInt(v -> v.countRight() ? 1 : 0).average().orElse(0);
  }
}
