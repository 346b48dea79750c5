package org.latentj.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.Shape;
import org.latentj.tensor.StoredTensor;
import org.latentj.tensor.TensorSpec;

class RandomWeightsTest {
  private static final List<TensorSpec> SPECS =
      List.of(
          new TensorSpec("conv.weight", Shape.of(64, 32, 3, 3)),
          new TensorSpec("norm.weight", Shape.of(64)),
          new TensorSpec("norm.bias", Shape.of(64)));

  private static float[] values(String name, ElementType type, long seed) {
    return new RandomWeights(SPECS, type, seed).read(name).toFloats().data();
  }

  @Test
  @DisplayName("Values depend on seed and name only, and on the type by rounding")
  void deterministic() {
    float[] once = values("conv.weight", ElementType.F32, 5);

    assertThat(values("conv.weight", ElementType.F32, 5)).isEqualTo(once);
    assertThat(values("conv.weight", ElementType.F32, 6)).isNotEqualTo(once);
    assertThat(values("norm.bias", ElementType.F32, 5)).isNotEqualTo(once);
    float[] half = values("conv.weight", ElementType.F16, 5);
    for (int i = 0; i < once.length; i++) {
      assertThat(half[i]).isCloseTo(once[i], offset(1e-4f));
    }
  }

  @Test
  @DisplayName("Kernels have mean 0 and variance 1/fan-in, gains lie around 1, biases around 0")
  void distribution() {
    float[] kernel = values("conv.weight", ElementType.F32, 1);
    double sum = 0;
    double squares = 0;
    for (float value : kernel) {
      sum += value;
      squares += (double) value * value;
    }
    double fanIn = 32 * 9;

    assertThat(sum / kernel.length).isCloseTo(0, offset(0.002));
    assertThat(squares / kernel.length * fanIn).isCloseTo(1, offset(0.03));
    for (float gain : values("norm.weight", ElementType.F32, 1)) {
      assertThat(gain).isBetween(0.98f, 1.02f);
    }
    for (float bias : values("norm.bias", ElementType.F16, 1)) {
      assertThat(bias).isBetween(-0.0201f, 0.0201f);
    }
  }

  @Test
  @DisplayName("Tensors come in direct buffers of the type and shape asked for")
  void form() {
    RandomWeights weights = new RandomWeights(SPECS, ElementType.F16, 0);
    StoredTensor tensor = weights.read("conv.weight");

    assertThat(weights.names()).containsExactly("conv.weight", "norm.weight", "norm.bias");
    assertThat(tensor.type()).isEqualTo(weights.type("conv.weight")).isEqualTo(ElementType.F16);
    assertThat(tensor.shape()).isEqualTo(Shape.of(64, 32, 3, 3));
    assertThat(tensor.data().isDirect()).isTrue();
  }

  @Test
  @DisplayName("Other types and unknown names are refused")
  void refuses() {
    RandomWeights weights = new RandomWeights(SPECS, ElementType.F16, 0);

    assertThatThrownBy(() -> new RandomWeights(SPECS, ElementType.I64, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected element type F16 or F32 but got I64");
    assertThatThrownBy(() -> weights.read("x"))
        .isInstanceOf(CheckpointException.class)
        .hasMessage("the random weights have no tensor x");
  }
}
