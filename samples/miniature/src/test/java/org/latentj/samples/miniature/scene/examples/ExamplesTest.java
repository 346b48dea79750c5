package org.latentj.samples.miniature.scene.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.samples.miniature.scene.Example;
import org.latentj.samples.miniature.scene.Layout;
import org.latentj.samples.miniature.scene.Split;

@DisplayName("The series of examples")
class ExamplesTest {
  private static final int TINY = 16;

  private static int fingerprint(Example example) {
    BufferedImage image = example.picture();
    int edge = image.getWidth();
    return 31 * Arrays.hashCode(image.getRGB(0, 0, edge, edge, null, 0, edge))
        + example.caption().hashCode();
  }

  private static List<String> captions(Split split, int count) {
    Examples examples = new Examples(3, split, Layout.FREE, TINY);
    return LongStream.range(0, count).mapToObj(i -> examples.example(i).caption()).toList();
  }

  @Test
  @DisplayName("gives the same at an index, in any order and from several threads")
  void reproducible() {
    Examples forwards = new Examples(4, Split.TRAINING, Layout.FREE, 64);
    int[] expected = IntStream.range(0, 200).map(i -> fingerprint(forwards.example(i))).toArray();
    Examples backwards = new Examples(4, Split.TRAINING, Layout.FREE, 64);
    int[] reversed = new int[200];
    for (int i = 199; i >= 0; i--) {
      reversed[i] = fingerprint(backwards.example(i));
    }
    int[] parallel =
        IntStream.range(0, 200).parallel().map(i -> fingerprint(forwards.example(i))).toArray();

    assertThat(reversed).isEqualTo(expected);
    assertThat(parallel).isEqualTo(expected);
  }

  @Test
  @DisplayName("differs from index to index, seed to seed and split to split")
  void different() {
    Set<Integer> seen = new HashSet<>();
    for (Split split : Split.values()) {
      for (long seed = 0; seed < 3; seed++) {
        Examples examples = new Examples(seed, split, Layout.FREE, 64);
        for (int i = 0; i < 200; i++) {
          seen.add(fingerprint(examples.example(i)));
        }
      }
    }

    assertThat(seen).hasSizeGreaterThan(1195);
  }

  @Test
  @DisplayName("mixes the families as documented")
  void mix() {
    Map<String, Integer> counts = new HashMap<>();
    for (String caption : captions(Split.TRAINING, 5000)) {
      String family =
          List.of("icon", "texture", "micrograph").stream()
              .filter(caption::contains)
              .findFirst()
              .orElse("scene");
      counts.merge(family, 1, Integer::sum);
    }

    assertThat(counts.get("scene") / 5000.0).isCloseTo(0.68, within(0.03));
    assertThat(counts.get("icon") / 5000.0).isCloseTo(0.12, within(0.02));
    assertThat(counts.get("texture") / 5000.0).isCloseTo(0.10, within(0.02));
    assertThat(counts.get("micrograph") / 5000.0).isCloseTo(0.10, within(0.02));
  }

  @Test
  @DisplayName("keeps the combinations held out from training")
  void split() {
    for (Split split : Split.values()) {
      Examples examples = new Examples(8, split, Layout.FREE, TINY);
      for (int i = 0; i < 3000; i++) {
        examples.example(i).scene().ifPresent(s -> assertThat(Split.of(s)).isEqualTo(split));
        assertThat(Split.of(examples.scene(i))).isEqualTo(split);
      }
    }
  }

  @Test
  @DisplayName("uses every listed word, no other, and fewer than 60 a caption")
  void words() {
    Set<String> used = new HashSet<>();
    for (String caption : captions(Split.TRAINING, 20_000)) {
      String[] words = caption.replace(",", "").split(" ");
      assertThat(words).hasSizeLessThan(60);
      used.addAll(List.of(words));
    }

    assertThat(used).containsExactlyInAnyOrderElementsOf(Words.all());
    assertThat(Words.all()).isSorted().allMatch(word -> word.matches("[a-z]+"));
  }

  @Test
  @DisplayName("says a and an as the next word asks for")
  void articles() {
    assertThat(captions(Split.HELD_OUT, 5000))
        .noneMatch(caption -> caption.matches("(.* )?an [^aeiou].*"))
        .noneMatch(caption -> caption.matches("(.* )?a [aeiou].*"));
  }

  @Test
  @DisplayName("refuses pictures too small to show anything")
  void tiny() {
    assertThatThrownBy(() -> new Examples(1, Split.TRAINING, Layout.FREE, 8))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected at least 16 pixels but got 8");
  }
}
