package org.latentj.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.latentj.runtime.TinyNetworks.CPU;
import static org.latentj.runtime.TinyNetworks.PLAIN;
import static org.latentj.runtime.TinyNetworks.noise;
import static org.latentj.runtime.TinyNetworks.predict;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.latentj.checkpoint.CheckpointException;
import org.latentj.checkpoint.Weights;
import org.latentj.model.UNetConfig;
import org.latentj.network.EmitOptions;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.StoredTensor;

@DisplayName("Weights replaced in a loaded network")
class ReplacedWeightsTest {
  private static final UNetConfig SMALL =
      TinyNetworks.unet(List.of(16), 1, List.of(true), List.of(2), 1);
  private static final Weights BASE = TinyNetworks.weights(SMALL);
  private static final String ATTENTION = "mid_block.attentions.0.transformer_blocks.0.attn1.";

  /** One of the three tensors of a joined weight, a kernel and a bias. */
  private static final Set<String> NAMES =
      Set.of(ATTENTION + "to_k.weight", "conv_in.weight", "mid_block.resnets.0.conv2.bias");

  private static final Weights OTHER =
      AlteredWeights.of(BASE, t -> NAMES.contains(t.name()) ? doubled(t) : t);

  private static StoredTensor doubled(StoredTensor tensor) {
    StoredTensor copy = AlteredWeights.as(ElementType.F32, tensor);
    for (int i = 0; i < copy.shape().elements(); i++) {
      copy.data().putFloat(4 * i, 2 * copy.data().getFloat(4 * i));
    }
    return copy;
  }

  private static FloatTensor run(UNetModel model) {
    return predict(model, noise(1, 1, 4, 8, 8), 300, noise(2, 1, 77, 24));
  }

  private static FloatTensor loaded(Weights weights, EmitOptions options) {
    try (UNetModel model = new UNetModel(SMALL, weights, options, CPU)) {
      return run(model);
    }
  }

  private static List<EmitOptions> emissions() {
    return List.of(PLAIN, PLAIN.withStorage(ElementType.F16), Processor.current().emission(PLAIN));
  }

  @ParameterizedTest
  @MethodSource("emissions")
  @DisplayName("are as if loaded, whatever they are kept in; the old ones are freed, and return")
  void replaced(EmitOptions options) {
    FloatTensor before = loaded(BASE, options);
    FloatTensor after = loaded(OTHER, options);
    assertThat(after.data()).isNotEqualTo(before.data());
    try (UNetModel model = new UNetModel(SMALL, BASE, options, CPU)) {
      assertThat(run(model).data()).isEqualTo(before.data());
      int tensors = NativeAccounting.tensors();
      for (int i = 0; i < 3; i++) {
        model.replace(OTHER, NAMES);
        assertThat(run(model).data()).isEqualTo(after.data());
        model.replace(BASE, NAMES);
        assertThat(run(model).data()).isEqualTo(before.data());
      }
      assertThat(NativeAccounting.tensors()).isEqualTo(tensors);
    }
  }

  @Test
  @DisplayName("that cannot be read leave a network that works, and can be put right")
  void failure() {
    FloatTensor before = loaded(BASE, PLAIN);
    Weights broken =
        AlteredWeights.of(
            BASE,
            t -> {
              if (t.name().equals("mid_block.resnets.0.conv2.bias")) {
                throw new CheckpointException("the disk is gone");
              }
              return NAMES.contains(t.name()) ? doubled(t) : t;
            });
    try (UNetModel model = new UNetModel(SMALL, BASE, PLAIN, CPU)) {
      assertThatThrownBy(() -> model.replace(broken, NAMES)).hasMessage("the disk is gone");
      assertThat(run(model).data()).isNotEmpty();
      model.replace(BASE, NAMES);
      assertThat(run(model).data()).isEqualTo(before.data());
    }
  }

  @Test
  @DisplayName("of a closed network are refused")
  void closed() {
    UNetModel model = new UNetModel(SMALL, BASE, PLAIN, CPU);
    model.close();
    assertThatThrownBy(() -> model.replace(OTHER, NAMES))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }
}
