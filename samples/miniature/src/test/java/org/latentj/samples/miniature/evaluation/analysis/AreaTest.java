package org.latentj.samples.miniature.evaluation.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An area of pixels")
class AreaTest {
  private static BitSet box(int left, int top, int width, int height) {
    return Area.where(
        i -> i % 128 >= left && i % 128 < left + width && i / 128 >= top && i / 128 < top + height);
  }

  @Test
  @DisplayName("grows and shrinks by a distance")
  void grows() {
    assertThat(Area.grown(box(20, 20, 1, 1), 1).cardinality()).isEqualTo(5);
    assertThat(Area.grown(box(20, 20, 1, 1), 1.5).cardinality()).isEqualTo(9);
    assertThat(Area.shrunk(box(20, 20, 10, 8), 2)).isEqualTo(box(22, 22, 6, 4));
  }

  @Test
  @DisplayName("does not shrink at the picture's border")
  void border() {
    assertThat(Area.shrunk(box(0, 0, 10, 10), 2)).isEqualTo(box(0, 0, 8, 8));
    assertThat(Area.grown(box(127, 5, 1, 1), 1).cardinality()).isEqualTo(4);
  }

  @Test
  @DisplayName("loses narrow parts when it is opened")
  void opened() {
    BitSet both = box(10, 10, 20, 20);
    both.or(box(30, 18, 30, 3));

    assertThat(Area.and(Area.opened(both, 2), box(34, 0, 90, 128))).isEqualTo(new BitSet());
    assertThat(Area.opened(both, 2).get(128 * 20 + 20)).isTrue();
  }

  @Test
  @DisplayName("has connected parts, the largest first, without those too small")
  void parts() {
    BitSet pixels = box(0, 0, 3, 3);
    pixels.or(box(3, 3, 5, 5));
    pixels.or(box(60, 60, 2, 2));

    assertThat(Area.parts(pixels, 5)).containsExactly(box(3, 3, 5, 5), box(0, 0, 3, 3));
  }

  @Test
  @DisplayName("has holes where the outside does not reach the border")
  void holes() {
    BitSet frame = box(10, 10, 20, 20);
    frame.andNot(box(14, 14, 6, 6));
    frame.andNot(box(28, 10, 1, 20));

    assertThat(Area.holes(frame)).containsExactly(box(14, 14, 6, 6));
  }
}
