package org.latentj.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.latentj.runtime.TinyNetworks.relativeError;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentj.model.TextEncoderConfig;
import org.latentj.model.TextEncoderConfig.Activation;
import org.latentj.network.EmitOptions;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

class TextEncoderModelTest {
  private static TextEncoderModel encoder;

  @BeforeAll
  static void load() {
    encoder = TinyNetworks.load(TinyNetworks.TEXT, TinyNetworks.PLAIN);
  }

  @AfterAll
  static void close() {
    encoder.close();
  }

  private static int[] row(long seed) {
    return new Random(seed).ints(77, 0, 50).toArray();
  }

  @Test
  @DisplayName("rows of a batch do not see each other")
  void batch() {
    FloatTensor both = encoder.encode(new int[][] {row(1), row(2)}, 0);

    assertThat(both.shape()).isEqualTo(Shape.of(2, 77, 16));
    assertThat(both.row(0).maxAbsDifference(encoder.encode(new int[][] {row(1)}, 0)))
        .isLessThan(1e-5);
    assertThat(both.row(1).maxAbsDifference(encoder.encode(new int[][] {row(2)}, 0)))
        .isLessThan(1e-5);
    assertThat(both.row(0).maxAbsDifference(both.row(1))).isGreaterThan(0.1);
  }

  @Test
  @DisplayName("a token is seen by itself and later ones only")
  void causal() {
    int[] changed = row(1);
    changed[40] = (changed[40] + 1) % 50;

    float[] before = encoder.encode(new int[][] {row(1)}, 0).data();
    float[] after = encoder.encode(new int[][] {changed}, 0).data();

    int start = 40 * 16;
    assertThat(Arrays.copyOf(after, start)).isEqualTo(Arrays.copyOf(before, start));
    for (int position = 40; position < 77; position++) {
      assertThat(Arrays.copyOfRange(after, 16 * position, 16 * position + 16))
          .as("position %d", position)
          .isNotEqualTo(Arrays.copyOfRange(before, 16 * position, 16 * position + 16));
    }
  }

  @Test
  @DisplayName("there is one hidden state more than layers, and clip skip takes an earlier one")
  void clipSkip() {
    int[][] ids = {row(3)};
    List<FloatTensor> states = encoder.hiddenStates(ids);
    assertThat(states).hasSize(4);

    for (int skip = 0; skip < 3; skip++) {
      FloatTensor out = encoder.encode(ids, skip);
      FloatTensor state = states.get(3 - skip);
      // The random final norm has gains near 1 and biases near 0.
      assertThat(out.maxAbsDifference(normalised(state))).as("skip %d", skip).isLessThan(0.2);
      assertThat(out.maxAbsDifference(encoder.encode(ids, (skip + 1) % 3))).isGreaterThan(0.3);
    }
  }

  private static FloatTensor normalised(FloatTensor state) {
    float[] out = state.data().clone();
    for (int start = 0; start < out.length; start += 16) {
      double mean = 0;
      double square = 0;
      for (int i = start; i < start + 16; i++) {
        mean += out[i] / 16;
        square += out[i] * out[i] / 16;
      }
      for (int i = start; i < start + 16; i++) {
        out[i] = (float) ((out[i] - mean) / Math.sqrt(square - mean * mean + 1e-5));
      }
    }
    return new FloatTensor(state.shape(), out);
  }

  @Test
  @DisplayName("rows shorter than the context are taken as they are: a prefix of the longer result")
  void shortRows() {
    FloatTensor whole = encoder.encode(new int[][] {row(1)}, 0);
    FloatTensor part = encoder.encode(new int[][] {Arrays.copyOf(row(1), 5)}, 0);

    assertThat(part.shape()).isEqualTo(Shape.of(1, 5, 16));
    float[] prefix = Arrays.copyOf(whole.data(), 5 * 16);
    assertThat(part.maxAbsDifference(new FloatTensor(part.shape(), prefix))).isLessThan(1e-5);
  }

  @Test
  @DisplayName("the two activations differ, and each precision stays near float32")
  void activationsAndPrecisions() {
    TextEncoderConfig c = TinyNetworks.TEXT;
    TextEncoderConfig gelu =
        new TextEncoderConfig(50, 16, 32, 3, 2, 77, Activation.GELU, c.layerNormEps());
    int[][] ids = {row(1)};
    FloatTensor reference = encoder.encode(ids, 0);
    try (TextEncoderModel other = TinyNetworks.load(gelu, TinyNetworks.PLAIN);
        TextEncoderModel bf16 =
            TinyNetworks.load(c, EmitOptions.forDevice(ElementType.BF16, false));
        TextEncoderModel f16 =
            TinyNetworks.load(c, EmitOptions.forDevice(ElementType.F16, false))) {
      assertThat(relativeError(other.encode(ids, 0), reference)).isBetween(1e-4, 0.1);
      assertThat(relativeError(bf16.encode(ids, 0), reference)).isBetween(1e-4, 0.03);
      assertThat(relativeError(f16.encode(ids, 0), reference)).isBetween(1e-6, 0.003);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 50, 49407, Integer.MAX_VALUE, Integer.MIN_VALUE})
  @DisplayName("an id outside the vocabulary is refused before it reaches native code")
  void strangeIds(int id) {
    int[] ids = row(1);
    ids[76] = id;

    assertThatThrownBy(() -> encoder.encode(new int[][] {row(2), ids}, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "token id %d is outside the model's vocabulary of 50: the tokenizer belongs to another"
                + " model",
            id);
  }

  @Test
  @DisplayName("no rows, empty rows, ragged rows and rows that are too long are refused")
  void strangeRows() {
    assertThatThrownBy(() -> encoder.encode(new int[0][], 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got none");
    for (int[][] ids :
        List.of(new int[][] {{}}, new int[][] {{1, 2}, {1}}, new int[][] {{1}, {1, 2}})) {
      assertThatThrownBy(() -> encoder.hiddenStates(ids))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("rows of one length from 1 to 77 tokens");
    }
    assertThatThrownBy(() -> encoder.encode(new int[][] {new int[78]}, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("but got [78]");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 3, 100})
  @DisplayName("a clip skip beyond the layers is refused with the range")
  void strangeClipSkip(int skip) {
    assertThatThrownBy(() -> encoder.encode(new int[][] {row(1)}, skip))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a clip skip of 0 to 2 but got " + skip);
  }
}
