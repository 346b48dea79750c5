package org.latentj.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.script.WeightSlot.Role;
import org.latentj.tensor.Shape;
import org.latentj.tensor.TensorSpec;

class ScriptBuilderTest {

  private static TensorSpec spec(String name, long... dimensions) {
    return new TensorSpec(name, Shape.of(dimensions));
  }

  private static WeightSlot matrix(String name, long out, long in) {
    return new WeightSlot(List.of(spec(name, out, in)), Shape.of(out, in), Role.MATRIX);
  }

  @Test
  @DisplayName("a method is one signature and one operator a line, with the weights first")
  void source() {
    ScriptBuilder script = new ScriptBuilder();
    ScriptMethod method = script.begin("forward");
    Value x = method.tensor("x");
    Value scale = method.parameter("scale", "float");
    Value product = method.call("linear", x, method.weight(matrix("a", 2, 3)), null);
    script.end(method, method.call("mul", product, scale));

    assertThat(script.build().source())
        .isEqualTo(
            """
            class Net(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
              def forward(self: __torch__.Net,
                  w: List[Tensor],
                  x: Tensor,
                  scale: float) -> Tensor:
                v0 = torch.linear(x, w[0], None)
                v1 = torch.mul(v0, scale)
                return v1
            """);
  }

  @Test
  @DisplayName("a method may return a list of tensors")
  void listResult() {
    ScriptBuilder script = new ScriptBuilder();
    ScriptMethod method = script.begin("both");
    Value x = method.tensor("x");
    script.end(method, List.of(x, method.call("neg", x)));

    assertThat(script.build().source()).contains("-> List[Tensor]:", "return [x, v0]");
  }

  @Test
  @DisplayName("a choice computes one of two values, each in lines of its own")
  void choice() {
    ScriptBuilder script = new ScriptBuilder();
    ScriptMethod method = script.begin("forward");
    Value x = method.tensor("x");
    Value even = method.parameter("even", "bool");
    Value chosen =
        method.either(
            even, () -> method.call("neg", method.call("exp", x)), () -> method.call("abs", x));
    script.end(method, method.call("sqrt", chosen));

    assertThat(script.build().source())
        .endsWith(
            """
                if even:
                  v1 = torch.exp(x)
                  v2 = torch.neg(v1)
                  v0 = v2
                else:
                  v3 = torch.abs(x)
                  v0 = v3
                v4 = torch.sqrt(v0)
                return v4
            """
                .indent(0));
  }

  @Test
  @DisplayName("methods share the weights: a slot asked for twice is one entry")
  void sharedSlots() {
    ScriptBuilder script = new ScriptBuilder();
    ScriptMethod first = script.begin("first");
    ScriptMethod second = script.begin("second");

    assertThat(first.weight(matrix("a", 2, 3)).code()).isEqualTo("w[0]");
    assertThat(first.weight(matrix("b", 2, 3)).code()).isEqualTo("w[1]");
    assertThat(second.weight(matrix("a", 2, 3)).code()).isEqualTo("w[0]");
    assertThat(second.weight(matrix("c", 5, 1)).code()).isEqualTo("w[2]");

    WeightTable table = script.build().weights();
    assertThat(table.slots())
        .extracting(s -> s.parts().get(0).name())
        .containsExactly("a", "b", "c");
    assertThat(table.parameters()).isEqualTo(6 + 6 + 5);
  }

  @Test
  @DisplayName("the same tensor in another shape or role is another entry")
  void differentSlots() {
    WeightTable table = new WeightTable();
    TensorSpec kernel = spec("a", 2, 3, 1, 1);

    Value asKernel =
        table.use(new WeightSlot(List.of(kernel), Shape.of(2, 3, 1, 1), Role.CONVOLUTION));
    Value asMatrix = table.use(new WeightSlot(List.of(kernel), Shape.of(2, 3), Role.MATRIX));

    assertThat(asKernel).isNotEqualTo(asMatrix);
  }

  @Test
  @DisplayName("a joined entry lists its parts in order and counts them once")
  void joinedSlots() {
    WeightTable table = new WeightTable();
    table.use(
        new WeightSlot(List.of(spec("q", 2, 3), spec("k", 4, 3)), Shape.of(6, 3), Role.MATRIX));

    assertThat(table.expectedTensors()).containsExactly(spec("q", 2, 3), spec("k", 4, 3));
    assertThat(table.parameters()).isEqualTo(18);
  }

  @Test
  @DisplayName("parts that do not fill the shape are refused")
  void wrongElementCount() {
    assertThatThrownBy(() -> new WeightSlot(List.of(spec("q", 2, 3)), Shape.of(3, 3), Role.MATRIX))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("hold 6 elements")
        .hasMessageContaining("(3, 3) needs 9");
  }
}
