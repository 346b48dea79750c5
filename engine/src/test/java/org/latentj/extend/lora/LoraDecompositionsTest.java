package org.latentj.extend.lora;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

@DisplayName("Merging a LoRA of each kind")
class LoraDecompositionsTest extends LoraCase {
  private static void assertChange(Path file, double[] expected) {
    float[] actual = merged(CONV, LoraReference.of(file, 1));
    float[] base = ramp(4, 6, 3, 3).data();
    for (int i = 0; i < base.length; i++) {
      assertThat((double) actual[i] - base[i]).isCloseTo(expected[i], within(2e-5));
    }
  }

  @Test
  @DisplayName("does convolutions: a kernel of 3 x 3 down and 1 x 1 up, half precision or not")
  void convolutions() throws IOException {
    LoraFixture lora = new LoraFixture();
    FloatTensor up = lora.random(KOHYA_CONV + ".lora_up.weight", 4, 2, 1, 1);
    FloatTensor down = lora.random(KOHYA_CONV + ".lora_down.weight", 2, 6, 3, 3);
    lora.with(KOHYA_CONV + ".alpha", Shape.of(1), 3);
    double[] expected = new double[4 * 54];
    for (int o = 0; o < 4; o++) {
      for (int x = 0; x < 54; x++) {
        for (int r = 0; r < 2; r++) {
          expected[o * 54 + x] += 1.5 * up.data()[o * 2 + r] * down.data()[r * 54 + x];
        }
      }
    }
    assertChange(lora.write(folder.resolve("a.safetensors")), expected);
  }

  @Test
  @DisplayName("does LoCon's Tucker decomposition: sum of mid[n, m, k, l] up[i, n] down[m, j]")
  void tucker() throws IOException {
    LoraFixture lora = new LoraFixture();
    FloatTensor up = lora.random(KOHYA_CONV + ".lora_up.weight", 4, 2, 1, 1);
    FloatTensor mid = lora.random(KOHYA_CONV + ".lora_mid.weight", 2, 2, 3, 3);
    FloatTensor down = lora.random(KOHYA_CONV + ".lora_down.weight", 2, 6, 1, 1);
    assertChange(
        lora.write(folder.resolve("a.safetensors")),
        einsum(4, 6, (n, i) -> up.data()[i * 2 + n], mid, (m, j) -> down.data()[m * 6 + j]));
  }

  private interface Factor {
    double at(int rank, int index);
  }

  /** {@code out[i, j, k] = sum over n, m of core[n, m, k] a[n, i] b[m, j]}, ranks 2, 9 taps. */
  private static double[] einsum(int rows, int columns, Factor a, FloatTensor core, Factor b) {
    double[] out = new double[rows * columns * 9];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        for (int k = 0; k < 9; k++) {
          for (int n = 0; n < 2; n++) {
            for (int m = 0; m < 2; m++) {
              out[(i * columns + j) * 9 + k] +=
                  core.data()[(n * 2 + m) * 9 + k] * a.at(n, i) * b.at(m, j);
            }
          }
        }
      }
    }
    return out;
  }

  @Test
  @DisplayName("does LoHa: the product, element by element, of two products, one with a core")
  void hadamard() throws IOException {
    LoraFixture lora = new LoraFixture();
    FloatTensor a1 = lora.random(KOHYA_CONV + ".hada_w1_a", 4, 2);
    FloatTensor b1 = lora.random(KOHYA_CONV + ".hada_w1_b", 2, 54);
    FloatTensor core = lora.random(KOHYA_CONV + ".hada_t2", 2, 2, 3, 3);
    FloatTensor a2 = lora.random(KOHYA_CONV + ".hada_w2_a", 2, 4);
    FloatTensor b2 = lora.random(KOHYA_CONV + ".hada_w2_b", 2, 6);
    lora.with(KOHYA_CONV + ".alpha", Shape.of(), 1);
    double[] expected =
        einsum(4, 6, (n, i) -> a2.data()[n * 4 + i], core, (m, j) -> b2.data()[m * 6 + j]);
    for (int o = 0; o < 4; o++) {
      for (int x = 0; x < 54; x++) {
        double first = 0;
        for (int r = 0; r < 2; r++) {
          first += a1.data()[o * 2 + r] * b1.data()[r * 54 + x];
        }
        expected[o * 54 + x] *= first / 2;
      }
    }
    assertChange(lora.write(folder.resolve("a.safetensors")), expected);
  }

  @Test
  @DisplayName(
      "does LoKr: a Kronecker product, whole or of factors; alpha counts with factors only")
  void kronecker() throws IOException {
    for (boolean factored : new boolean[] {false, true}) {
      LoraFixture lora = new LoraFixture();
      FloatTensor left = lora.random(KOHYA_CONV + ".lokr_w1", 2, 3);
      lora.with(KOHYA_CONV + ".alpha", Shape.of(), 1);
      double[] right = new double[2 * 2 * 9];
      if (factored) {
        FloatTensor a = lora.random(KOHYA_CONV + ".lokr_w2_a", 2, 2);
        FloatTensor b = lora.random(KOHYA_CONV + ".lokr_w2_b", 2, 18);
        for (int i = 0; i < right.length; i++) {
          int row = i / 18;
          right[i] =
              a.data()[row * 2] * (double) b.data()[i % 18]
                  + a.data()[row * 2 + 1] * (double) b.data()[18 + i % 18];
        }
      } else {
        FloatTensor whole = lora.random(KOHYA_CONV + ".lokr_w2", 2, 2, 3, 3);
        for (int i = 0; i < right.length; i++) {
          right[i] = whole.data()[i];
        }
      }
      double[] expected = new double[4 * 54];
      for (int o = 0; o < 4; o++) {
        for (int c = 0; c < 6; c++) {
          for (int k = 0; k < 9; k++) {
            double product = left.data()[o / 2 * 3 + c / 2] * right[(o % 2 * 2 + c % 2) * 9 + k];
            expected[(o * 6 + c) * 9 + k] = factored ? product / 2 : product;
          }
        }
      }
      assertChange(lora.write(folder.resolve(factored + ".safetensors")), expected);
    }
  }

  @Test
  @DisplayName("does whole differences, and takes a scale as it is")
  void differences() throws IOException {
    Path file =
        new LoraFixture()
            .with(KOHYA_QUERY + ".diff", Shape.of(2, 2), 1, 2, 3, 4)
            .with(KOHYA_QUERY + ".scale", Shape.of(), 10)
            .write(folder.resolve("a.safetensors"));
    assertThat(merged(QUERY, LoraReference.of(file, 1))).containsExactly(11, 22, 33, 44);
  }

  @Test
  @DisplayName("large products, which several cores share, are the same as small ones")
  void largeProducts() {
    Matrix a = new Matrix(300, 80, ramp(300, 80).data());
    Matrix b = new Matrix(80, 90, ramp(80, 90).data());
    Matrix product = a.times(b);
    for (int row : new int[] {0, 17, 299}) {
      double expected = 0;
      for (int k = 0; k < 80; k++) {
        expected += (double) a.values()[row * 80 + k] * b.values()[k * 90 + 89];
      }
      assertThat((double) product.values()[row * 90 + 89])
          .isCloseTo(expected, within(1e-5 * Math.abs(expected)));
    }
  }
}
