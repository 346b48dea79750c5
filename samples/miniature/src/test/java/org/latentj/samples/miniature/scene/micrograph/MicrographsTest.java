package org.latentj.samples.miniature.scene.micrograph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.samples.miniature.scene.Example;
import org.latentj.samples.miniature.scene.NamedColor;

@DisplayName("Micrographs")
class MicrographsTest {
  private static final int PIXELS = 128;

  private static List<Example> examples() {
    SplittableRandom random = new SplittableRandom(9);
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      examples.add(Micrographs.sample(random, PIXELS));
    }
    return examples;
  }

  private static int[] pixels(Example example) {
    return example.picture().getRGB(0, 0, PIXELS, PIXELS, null, 0, PIXELS);
  }

  private static int brightness(int rgb) {
    return Math.max(rgb >> 16 & 0xff, Math.max(rgb >> 8 & 0xff, rgb & 0xff));
  }

  @Test
  @DisplayName("show more of dense specimens than of usual ones than of sparse ones")
  void density() {
    Map<String, Double> light = new HashMap<>();
    for (Example example : examples()) {
      double sum = 0;
      for (int rgb : pixels(example)) {
        sum += brightness(rgb);
      }
      String density =
          example.caption().contains("dense")
              ? "dense"
              : example.caption().contains("sparse") ? "sparse" : "usual";
      light.merge(density, sum, Double::sum);
    }

    assertThat(light.get("dense")).isGreaterThan(1.5 * light.get("usual"));
    assertThat(light.get("usual")).isGreaterThan(1.5 * light.get("sparse"));
  }

  @Test
  @DisplayName("glow in the named colour on black")
  void colors() {
    for (Example example : examples()) {
      int brightest = 0;
      int darkest = 0xffffff;
      for (int rgb : pixels(example)) {
        brightest = brightness(rgb) > brightness(brightest) ? rgb & 0xffffff : brightest;
        darkest = brightness(rgb) < brightness(darkest) ? rgb & 0xffffff : darkest;
      }

      assertThat(NamedColor.nearest(darkest)).isEqualTo(NamedColor.BLACK);
      assertThat(hue(brightest))
          .as(example.caption())
          .isEqualTo(hue(named(example.caption()).rgb()));
    }
  }

  private static NamedColor named(String caption) {
    return List.of(NamedColor.values()).stream()
        .filter(color -> caption.contains(" " + color.word() + " "))
        .findFirst()
        .orElseThrow();
  }

  /** Which channels are above half of the strongest. */
  private static String hue(int rgb) {
    int half = brightness(rgb) / 2;
    return "%b %b %b"
        .formatted((rgb >> 16 & 0xff) > half, (rgb >> 8 & 0xff) > half, (rgb & 0xff) > half);
  }
}
