package org.latentj.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentj.checkpoint.RandomWeights;
import org.latentj.checkpoint.safetensors.SafetensorsWriter;
import org.latentj.checkpoint.safetensors.SafetensorsWriter.Entry;
import org.latentj.model.ControlNetConfig;
import org.latentj.model.UNetConfig;
import org.latentj.network.ControlNet;
import org.latentj.network.EmitOptions;
import org.latentj.network.Optimization;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.TensorSpec;

@DisplayName("A model's ControlNets")
class ControlNetsTest {
  /** Of groups of 32 and 8 heads, which a file of tensors alone stands for. */
  private static final UNetConfig UNET =
      UNetConfig.builder()
          .blockOutChannels(List.of(32, 32))
          .layersPerBlock(1)
          .crossAttention(List.of(true, false))
          .heads(List.of(8, 8))
          .crossAttentionDim(16)
          .sampleSize(8)
          .build();

  private static final ControlNetConfig CONFIG =
      new ControlNetConfig(UNET, 3, List.of(4, 6), false);

  private final LimitedMemory memory = new LimitedMemory();
  @TempDir private Path folder;
  private Path first;
  private Path second;

  @BeforeEach
  void write() throws IOException {
    first = write("first.safetensors", 1);
    second = write("second.safetensors", 2);
  }

  private Path write(String name, long seed) throws IOException {
    List<TensorSpec> specs =
        ControlNet.script(CONFIG, TinyNetworks.PLAIN).weights().expectedTensors();
    RandomWeights weights = new RandomWeights(specs, ElementType.F16, seed);
    Path file = folder.resolve(name);
    SafetensorsWriter.write(
        file,
        specs.stream()
            .map(s -> new Entry(s.name(), ElementType.F16, s.shape(), () -> weights.read(s.name())))
            .toList(),
        Map.of());
    return file;
  }

  private ControlNets nets(EmitOptions options, MemoryMode mode) {
    MemoryLadder ladder = new MemoryLadder(memory, mode);
    return new ControlNets(UNET, 2, options, TinyNetworks.CPU, ladder);
  }

  @Test
  @DisplayName(
      "are loaded once, kept for the next request, and closed when others take their place")
  void kept() {
    try (ControlNets nets = nets(TinyNetworks.PLAIN, MemoryMode.NORMAL)) {
      ControlNetModel one = nets.of(List.of(first)).get(0);
      long bytes = nets.weightBytes();
      assertThat(bytes).isEqualTo(memory.claims().get(0)).isPositive();
      assertThat(nets.of(List.of(first, first))).containsExactly(one, one);
      assertThat(nets.of(List.of())).isEmpty();
      assertThat(memory.claims()).as("loaded once").hasSize(1);

      List<ControlNetModel> both = nets.of(List.of(second, first));
      assertThat(both.get(1)).isSameAs(one);
      assertThat(nets.weightBytes()).isEqualTo(2 * bytes);

      nets.of(List.of(second));
      assertThat(nets.weightBytes()).isEqualTo(bytes);
      assertThatThrownBy(() -> one.times(new double[] {1}))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("closed");
    }
  }

  @Test
  @DisplayName("follow the model's types, and are closed with it")
  void types() {
    EmitOptions half = TinyNetworks.PLAIN.withStorage(ElementType.F16);
    ControlNets nets = nets(half, MemoryMode.NORMAL);
    ControlNetModel model = nets.of(List.of(first)).get(0);
    try (ControlNets full = nets(TinyNetworks.PLAIN, MemoryMode.NORMAL)) {
      full.of(List.of(first));
      assertThat(2 * nets.weightBytes()).isEqualTo(full.weightBytes());
    }
    nets.close();
    assertThat(nets.weightBytes()).isZero();
    assertThatThrownBy(() -> model.times(new double[] {1}))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  @DisplayName("what does not fit into memory fails with a word and leaves nothing loaded")
  void tooLarge() {
    try (ControlNets nets = nets(TinyNetworks.PLAIN, MemoryMode.NORMAL)) {
      memory.limit(1000);
      assertThatThrownBy(() -> nets.of(List.of(first)))
          .isInstanceOf(TorchException.class)
          .hasMessageContaining("ran out of memory");
      assertThat(nets.weightBytes()).isZero();
      memory.limit(Long.MAX_VALUE);
      assertThat(nets.of(List.of(first))).hasSize(1);
    }
  }

  @Test
  @DisplayName("take turns with the UNet, and with nothing else")
  void turns() {
    try (Network unet = network().ofEveryStep();
        Network control = network().ofEveryStep();
        Network text = network()) {
      assertThat(control.takesTurnsWith(unet)).isTrue();
      assertThat(control.takesTurnsWith(text)).isFalse();
      assertThat(text.takesTurnsWith(unet)).isFalse();
    }
  }

  private static Network network() {
    List<TensorSpec> specs =
        ControlNet.script(CONFIG, TinyNetworks.PLAIN).weights().expectedTensors();
    EmitOptions plain = TinyNetworks.PLAIN.without(Optimization.values());
    RandomWeights weights = new RandomWeights(specs, ElementType.F32, 1);
    return new Network(o -> ControlNet.script(CONFIG, o), weights, plain, TinyNetworks.CPU);
  }
}
