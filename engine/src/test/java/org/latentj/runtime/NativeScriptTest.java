package org.latentj.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.latentj.runtime.TinyNetworks.CPU;
import static org.latentj.runtime.TinyNetworks.noise;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.script.Script;
import org.latentj.script.ScriptBuilder;
import org.latentj.script.ScriptMethod;
import org.latentj.script.Value;
import org.latentj.tensor.FloatTensor;

class NativeScriptTest {

  private static Script calling(String operator, Object... arguments) {
    ScriptBuilder script = new ScriptBuilder();
    ScriptMethod method = script.begin("forward");
    Value x = method.tensor("x");
    Object[] all = new Object[arguments.length + 1];
    all[0] = x;
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    script.end(method, method.call(operator, all));
    return script.build();
  }

  private static FloatTensor run(Script script, FloatTensor x) {
    try (NativeScript compiled = new NativeScript(script, CPU);
        Arena arena = Arena.on(CPU);
        IValue weights = IValue.listFrom(arena.upload(noise(1, 1)));
        IValue input = IValue.from(arena.upload(x))) {
      return Arena.download(compiled.run(arena, "forward", weights, input));
    }
  }

  @Test
  @DisplayName("small doubles arrive in libtorch with their full value")
  void smallNumbers() {
    for (double number : new double[] {1e-5, 1e-20, -3.25e-30, 1e20, 0.1}) {
      FloatTensor out = run(calling("full_like", number), FloatTensor.zeros(noise(1, 3).shape()));

      assertThat(out.data()).containsOnly((float) number);
    }
  }

  @Test
  @DisplayName("a result that is not contiguous is downloaded in the order of its indices")
  void stridedResult() {
    FloatTensor x = noise(1, 2, 3);
    float[] d = x.data();

    FloatTensor out = run(calling("transpose", 0, 1), x);

    assertThat(out.shape()).hasToString("(3, 2)");
    assertThat(out.data()).containsExactly(d[0], d[3], d[1], d[4], d[2], d[5]);
  }

  @Test
  @DisplayName("a script with an unknown operator is refused in one sentence that names it")
  void unknownOperator() {
    int before = NativeAccounting.tensors();
    assertThatThrownBy(() -> new NativeScript(calling("no_such_operator"), CPU))
        .isInstanceOf(TorchException.class)
        .hasMessageStartingWith("libtorch does not accept the emitted script: ")
        .hasMessageContaining("no_such_operator")
        .hasMessageNotContaining("\n");
    assertThat(NativeAccounting.tensors()).isEqualTo(before);
  }

  @Test
  @DisplayName("text that is no script at all is refused in one sentence")
  void garbage() {
    Script valid = calling("neg");
    for (String source :
        List.of("class Net(Module):\n  def forward(", "\u0000\u0001", "", "print('hello')")) {
      assertThatThrownBy(() -> new NativeScript(new Script(source, valid.weights()), CPU))
          .as("source '%s'", source)
          .isInstanceOf(TorchException.class)
          .hasMessageStartingWith("libtorch does not accept the emitted script: ")
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  @DisplayName("an operator that fails says what libtorch says, without the script around it")
  void failingOperator() {
    assertThatThrownBy(() -> run(calling("transpose", 0, 7), noise(1, 2, 3)))
        .isInstanceOf(TorchException.class)
        .hasMessageStartingWith("libtorch failed: ")
        .hasMessageContaining("Dimension out of range")
        .hasMessageNotContaining("\n")
        .hasMessageNotContaining("__torch__");
  }

  @Test
  @DisplayName("a method may return a list, whose tensors belong to the caller's arena")
  void lists() {
    ScriptBuilder script = new ScriptBuilder();
    ScriptMethod method = script.begin("both");
    Value x = method.tensor("x");
    script.end(method, List.of(method.call("neg", x), x));
    int before = NativeAccounting.tensors();
    try (NativeScript compiled = new NativeScript(script.build(), CPU);
        Arena arena = Arena.on(CPU);
        IValue weights = IValue.listFrom(arena.upload(noise(1, 1)));
        IValue input = IValue.from(arena.upload(noise(5, 2)))) {
      PtNDArray[] results = compiled.runList(arena, "both", weights, input);

      float[] expected = noise(5, 2).data();
      assertThat(Arena.download(results[0]).data()).containsExactly(-expected[0], -expected[1]);
      assertThat(Arena.download(results[1]).data()).isEqualTo(expected);
      assertThat(NativeAccounting.tensors()).isEqualTo(before + 4);
    }
    assertThat(NativeAccounting.tensors()).isEqualTo(before);
  }

  @Test
  @DisplayName("a result that is an argument as it came outlives the argument's arena")
  void returnedArgument() throws InterruptedException {
    ScriptBuilder script = new ScriptBuilder();
    ScriptMethod method = script.begin("same");
    script.end(method, method.tensor("x"));
    FloatTensor x = noise(5, 4, 1000);
    try (NativeScript compiled = new NativeScript(script.build(), CPU);
        Arena owner = Arena.on(CPU)) {
      PtNDArray result;
      try (Arena arguments = Arena.on(CPU);
          IValue weights = IValue.listFrom(arguments.upload(noise(1, 1)));
          IValue input = IValue.from(arguments.upload(x))) {
        result = compiled.run(owner, "same", weights, input);
      }
      FreedBuffers.overwrite(4 * x.data().length);

      assertThat(Arena.download(result).data()).isEqualTo(x.data());
    }
  }

  @Test
  @DisplayName("want of memory is told apart, with what can be done about it")
  void outOfMemory() {
    TorchException refusal =
        Failures.of(
            new IllegalStateException(
                "Traceback:\n  w = ...\nRuntimeError: CUDA out of memory. Tried to allocate 2 GiB"));

    assertThat(refusal.isOutOfMemory()).isTrue();
    assertThat(refusal)
        .message()
        .startsWith("the device ran out of memory. Use a smaller picture or batch")
        .endsWith("libtorch says: RuntimeError: CUDA out of memory. Tried to allocate 2 GiB");
    TorchException other = Failures.of(new IllegalStateException());
    assertThat(other).hasMessage("libtorch failed: null");
    assertThat(other.isOutOfMemory()).isFalse();
  }
}
