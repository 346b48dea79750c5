package org.latentj.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.pytorch.jni.IValue;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latentj.script.Script;
import org.latentj.script.ScriptBuilder;
import org.latentj.script.ScriptMethod;

class MemoryLadderTest {
  private final LimitedMemory memory = new LimitedMemory();
  private final List<String> remarks = new ArrayList<>();
  private final List<MemoryMode> tried = new ArrayList<>();

  /** 100 bytes, 50 and 10. */
  private static final Function<MemoryMode, Long> BYTES =
      mode ->
          switch (mode) {
            case AUTO, NORMAL -> 100L;
            case LOW -> 50L;
            case LOWEST -> 10L;
          };

  private MemoryLadder ladder(MemoryMode first) {
    MemoryLadder ladder = new MemoryLadder(memory, first);
    ladder.begin(remarks::add);
    return ladder;
  }

  private MemoryMode run(MemoryLadder ladder) {
    return ladder.run(
        "decoding",
        BYTES,
        mode -> {
          tried.add(mode);
          return mode;
        });
  }

  @ParameterizedTest
  @CsvSource({
    "NORMAL,100,NORMAL",
    "NORMAL,99,LOW",
    "NORMAL,50,LOW",
    "NORMAL,49,LOWEST",
    "LOW,1000,LOW",
    "LOW,10,LOWEST",
    "LOWEST,1000,LOWEST",
    "AUTO,99,LOW"
  })
  @DisplayName("a refused call is made one mode lower, until it is not refused")
  void steps(MemoryMode first, long limit, MemoryMode served) {
    memory.limit(limit);
    assertThat(run(ladder(first))).isEqualTo(served);
  }

  @Test
  @DisplayName("each step is said in a sentence, and the rest of the request stays there")
  void remarks() {
    memory.limit(20);
    MemoryLadder ladder = ladder(MemoryMode.NORMAL);
    run(ladder);
    run(ladder);

    assertThat(remarks)
        .containsExactly(
            "memory ran out while decoding: it goes on in memory mode low",
            "memory ran out while decoding: it goes on in memory mode lowest");
    assertThat(tried).containsExactly(MemoryMode.LOWEST, MemoryMode.LOWEST);

    memory.limit(100);
    ladder.begin(remarks::add);
    assertThat(run(ladder)).as("the next request").isEqualTo(MemoryMode.NORMAL);
  }

  @Test
  @DisplayName("at the bottom the failure is the caller's, and other failures are at once")
  void failures() {
    memory.limit(9);
    MemoryLadder ladder = ladder(MemoryMode.NORMAL);
    assertThatThrownBy(() -> run(ladder))
        .isInstanceOf(TorchException.class)
        .hasMessage("the device ran out of memory: 10 bytes of 9");

    memory.limit(100);
    ladder.begin(remarks::add);
    remarks.clear();
    TorchException other = new TorchException("libtorch failed: no such operator");
    assertThatThrownBy(
            () ->
                ladder.run(
                    "decoding",
                    BYTES,
                    mode -> {
                      tried.add(mode);
                      throw other;
                    }))
        .isSameAs(other);
    assertThat(tried).containsExactly(MemoryMode.NORMAL);
    assertThat(remarks).isEmpty();
  }

  @Test
  @DisplayName("what would not fit is done in a lower mode from the start, by itself only")
  void predicted() {
    memory.sayFree(60);
    MemoryLadder ladder = ladder(MemoryMode.AUTO);

    assertThat(run(ladder)).isEqualTo(MemoryMode.LOW);
    assertThat(memory.claims()).containsExactly(50L);
    assertThat(remarks).isEmpty();
    assertThat(ladder.mode()).isEqualTo(MemoryMode.AUTO);

    memory.sayFree(1000);
    assertThat(run(ladder)).isEqualTo(MemoryMode.AUTO);

    memory.sayFree(1);
    assertThat(run(ladder)).as("there is nothing lower").isEqualTo(MemoryMode.LOWEST);
    assertThat(run(ladder(MemoryMode.NORMAL))).as("by hand").isEqualTo(MemoryMode.NORMAL);
  }

  @Test
  @DisplayName("a model begins as high as its weights leave room for")
  void forWeights() {
    long gigabyte = 1L << 30;
    OptionalLong four = OptionalLong.of(4 * gigabyte);
    assertThat(MemoryMode.AUTO.forWeights(2 * gigabyte, four)).isEqualTo(MemoryMode.AUTO);
    assertThat(MemoryMode.AUTO.forWeights(3 * gigabyte + 1, four)).isEqualTo(MemoryMode.LOW);
    assertThat(MemoryMode.AUTO.forWeights(5 * gigabyte, four)).isEqualTo(MemoryMode.LOWEST);
    assertThat(MemoryMode.AUTO.forWeights(5 * gigabyte, OptionalLong.empty()))
        .isEqualTo(MemoryMode.AUTO);
    assertThat(MemoryMode.NORMAL.forWeights(5 * gigabyte, four)).isEqualTo(MemoryMode.NORMAL);
  }

  @Test
  @DisplayName("names of modes, and what is allowed instead of others")
  void names() {
    assertThat(MemoryMode.ofName(" Low ")).isEqualTo(MemoryMode.LOW);
    assertThatThrownBy(() -> MemoryMode.ofName("tiny"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected memory mode [auto, normal, low, lowest] but got 'tiny'");
  }

  @Test
  @DisplayName("libtorch's own refusal of 256 TiB is told from its other failures")
  void libtorchRefuses() {
    ScriptBuilder builder = new ScriptBuilder();
    ScriptMethod method = builder.begin("forward");
    // 2 to the 46 floats.
    builder.end(
        method,
        method.assign("torch.zeros([8388608, 8388608], dtype=6, layout=None, device=None)"));
    Script script = builder.build();
    try (NativeScript compiled = new NativeScript(script, TinyNetworks.CPU);
        Arena arena = Arena.on(TinyNetworks.CPU);
        IValue none = IValue.listFrom(arena.upload(new int[] {1}))) {
      assertThatThrownBy(() -> compiled.run(arena, "forward", none))
          .isInstanceOfSatisfying(TorchException.class, e -> assertThat(e.isOutOfMemory()).isTrue())
          .hasMessageStartingWith("the device ran out of memory. Use a smaller picture");
    }
  }

  @Test
  @DisplayName("what Linux says is available")
  void hostMemory() {
    String memInfo = "MemTotal:  100 kB\nMemFree:  1 kB\nMemAvailable:    42 kB\n";
    assertThat(HostMemory.available(memInfo)).hasValue(42 << 10);
    assertThat(HostMemory.available("")).isEmpty();
    assertThat(HostMemory.available().orElseThrow()).isPositive();
  }
}
