package org.latentj.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.model.VisionTowerConfig;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.TensorSpec;

@DisplayName("CLIP's image tower")
class ClipVisionTowerTest {
  private static final VisionTowerConfig L14 = VisionTowerConfig.clipVitL14();

  private static List<TensorSpec> tensors(EmitOptions options) {
    return ClipVisionTower.script(L14, options).weights().expectedTensors();
  }

  private static long parameters(List<TensorSpec> tensors) {
    return tensors.stream().mapToLong(t -> t.shape().elements()).sum();
  }

  @Test
  @DisplayName("of ViT-L/14 has 303,966,208 parameters in 392 tensors, whatever the emission")
  void size() {
    List<TensorSpec> tensors = tensors(EmitOptions.reference());

    assertThat(tensors).doesNotHaveDuplicates().hasSize(392);
    // Its layers, patches, positions, class token and norms; and the projection.
    long layer = 4 * (1024 * 1024 + 1024) + 2 * 1024 * 4096 + 4096 + 1024 + 4 * 1024;
    long tower = 24 * layer + 1024 * 3 * 14 * 14 + 257 * 1024 + 1024 + 4 * 1024;
    assertThat(tower).isEqualTo(303_179_776L);
    assertThat(parameters(tensors)).isEqualTo(tower + 768 * 1024);
    EmitOptions other =
        EmitOptions.forInference(ElementType.F16, true).withSlicedAttention(true).withTaps();
    assertThat(new ArrayList<>(tensors(other))).containsExactlyElementsOf(tensors);
  }

  @Test
  @DisplayName("has a token for each whole patch, and one for the class")
  void tokens() {
    assertThat(L14.tokens()).isEqualTo(257);
    assertThat(new VisionTowerConfig(30, 7, 8, 8, 1, 1, L14.activation(), 1e-5, 4).tokens())
        .as("what remains of an edge is no patch")
        .isEqualTo(17);
  }
}
