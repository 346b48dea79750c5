package org.latentj.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

class TensorsAndMasksTest {

  /** 0, 1, 2, ... in that shape. */
  private static FloatTensor counting(long... dimensions) {
    FloatTensor out = FloatTensor.zeros(Shape.of(dimensions));
    for (int i = 0; i < out.data().length; i++) {
      out.data()[i] = i;
    }
    return out;
  }

  private static FloatTensor of(Shape shape, float... values) {
    return new FloatTensor(shape, values);
  }

  @Test
  @DisplayName("repeating goes batch by batch, and rows are copies")
  void repeatAndRows() {
    FloatTensor repeated = Tensors.repeat(counting(2, 1), 2);

    assertThat(repeated.shape()).isEqualTo(Shape.of(4, 1));
    assertThat(repeated.data()).containsExactly(0, 1, 0, 1);
    FloatTensor rows = Tensors.rows(repeated, 1, 3);
    assertThat(rows.data()).containsExactly(1, 0);
    rows.data()[0] = 9;
    assertThat(repeated.data()).containsExactly(0, 1, 0, 1);
  }

  @Test
  @DisplayName("expanding needs a batch that divides the wanted one")
  void expand() {
    assertThat(Tensors.expand(counting(1, 2), 3).shape()).isEqualTo(Shape.of(3, 2));
    assertThat(Tensors.expand(counting(3, 2), 3).data()).isEqualTo(counting(3, 2).data());
    assertThatThrownBy(() -> Tensors.expand(counting(2, 2), 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3")
        .hasMessageContaining("(2, 2)");
  }

  @Test
  @DisplayName("channels are joined image by image")
  void joinChannels() {
    FloatTensor joined =
        Tensors.joinChannels(List.of(counting(2, 2, 1, 1), of(Shape.of(2, 1, 1, 1), 8, 9)));

    assertThat(joined.shape()).isEqualTo(Shape.of(2, 3, 1, 1));
    assertThat(joined.data()).containsExactly(0, 1, 8, 2, 3, 9);
  }

  @Test
  @DisplayName("a mask shrinks to the upper left value of every block")
  void shrink() {
    FloatTensor small = Masks.shrink(counting(2, 1, 4, 6), 2);

    assertThat(small.shape()).isEqualTo(Shape.of(2, 1, 2, 3));
    assertThat(small.data()).containsExactly(0, 2, 4, 12, 14, 16, 24, 26, 28, 36, 38, 40);
  }

  @Test
  @DisplayName("or to the greatest value of every block, so that no selected pixel is lost")
  void shrinkMax() {
    FloatTensor mask = FloatTensor.zeros(Shape.of(2, 1, 4, 6));
    mask.data()[9] = 0.5f;
    mask.data()[3] = 0.25f;
    mask.data()[24 + 23] = 1;
    FloatTensor small = Masks.shrinkMax(mask, 2);

    assertThat(small.shape()).isEqualTo(Shape.of(2, 1, 2, 3));
    assertThat(small.data()).containsExactly(0, 0.5f, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);
  }

  @Test
  @DisplayName("inflating reaches one pixel further, corners too, within its own plane")
  void inflate() {
    FloatTensor mask = FloatTensor.zeros(Shape.of(2, 1, 3, 4));
    mask.data()[8] = 0.5f;
    FloatTensor inflated = Masks.inflate(mask);

    assertThat(inflated.data())
        .containsExactly(
            0, 0, 0, 0, 0.5f, 0.5f, 0, 0, 0.5f, 0.5f, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  @Test
  @DisplayName("half and more repaints")
  void threshold() {
    FloatTensor mask = of(Shape.of(1, 1, 1, 5), 0, 0.4999f, 0.5f, 0.51f, 1);

    assertThat(Masks.threshold(mask).data()).containsExactly(0, 0, 1, 1, 1);
  }

  @Test
  @DisplayName("a blend is exact at the mask's ends")
  void blend() {
    Shape shape = Shape.of(1, 1, 1, 3);
    FloatTensor kept = of(shape, 0.1f, 0.1f, 0.1f);
    FloatTensor painted = of(shape, 0.7f, 0.7f, 0.7f);

    float[] out = Masks.blend(kept, painted, of(shape, 0, 1, 0.5f)).data();

    assertThat(out).containsExactly(0.1f, 0.7f, 0.4f);
  }

  @Test
  @DisplayName("a hole is grey in all channels of all images, the rest stays")
  void hole() {
    FloatTensor holed = Masks.hole(counting(2, 3, 1, 2), of(Shape.of(1, 1, 1, 2), 0, 1));

    assertThat(holed.data()).containsExactly(0, 0, 2, 0, 4, 0, 6, 0, 8, 0, 10, 0);
  }

  @Test
  @DisplayName("padding repeats the last row and column of every plane")
  void pad() {
    FloatTensor padded = new PictureSize(4).pad(counting(1, 2, 1, 3));

    assertThat(padded.shape()).isEqualTo(Shape.of(1, 2, 4, 4));
    for (int y = 0; y < 4; y++) {
      for (int plane = 0; plane < 2; plane++) {
        int at = plane * 16 + y * 4;
        assertThat(new float[] {padded.data()[at], padded.data()[at + 3]})
            .containsExactly(plane * 3, plane * 3 + 2);
        assertThat(padded.data()[at + 2]).isEqualTo(plane * 3 + 2);
      }
    }
    FloatTensor fits = counting(1, 1, 4, 8);
    assertThat(new PictureSize(4).pad(fits).data()).isEqualTo(fits.data());
  }

  @ParameterizedTest
  @CsvSource({"1,8", "3,8", "4,8", "11,8", "12,16", "512,512", "515,512", "516,520", "16384,16384"})
  @DisplayName("sizes go to the nearest multiple, a half upwards, and never to nothing")
  void round(int pixels, int rounded) {
    List<String> remarks = new ArrayList<>();

    assertThat(new PictureSize(8).round(pixels, "width", remarks)).isEqualTo(rounded);
    assertThat(remarks).hasSize(pixels == rounded ? 0 : 1);
  }
}
