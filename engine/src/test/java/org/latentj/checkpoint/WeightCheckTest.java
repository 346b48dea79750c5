package org.latentj.checkpoint;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentj.checkpoint.fixture.TinyModel;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.Shape;
import org.latentj.tensor.TensorSpec;

class WeightCheckTest {

  private static Weights weights(TensorSpec... specs) {
    return new RandomWeights(List.of(specs), ElementType.F16, 1);
  }

  private static TensorSpec spec(String name, long... shape) {
    return new TensorSpec(name, Shape.of(shape));
  }

  @Test
  @DisplayName("Exactly the expected tensors pass, with known buffers beside them")
  void passes() {
    Weights weights =
        weights(spec("a", 2, 3), spec("b"), spec("text_model.embeddings.position_ids", 1, 77));

    assertThatCode(() -> WeightCheck.require(weights, List.of(spec("b"), spec("a", 2, 3)), "UNet"))
        .doesNotThrowAnyException();
  }

  @Test
  @DisplayName("Missing, unexpected and misshapen tensors come in one message")
  void reportsAll() {
    Weights weights = weights(spec("a", 3, 2), spec("extra", 1), spec("fine", 4));
    List<TensorSpec> expected = List.of(spec("a", 2, 3), spec("gone", 7), spec("fine", 4));

    assertThatThrownBy(() -> WeightCheck.require(weights, expected, "text encoder"))
        .isInstanceOf(CheckpointException.class)
        .hasMessage(
            """
            the checkpoint's weights do not fit the text encoder of 3 tensors:
            1 tensors missing: gone (7)
            1 tensors of another shape: a expected (2, 3) but got (3, 2) (random weights with seed 1: a)
            1 tensors unexpected: extra""");
  }

  @Test
  @DisplayName("Of many problems the first ten are shown and all are counted")
  void many() {
    List<TensorSpec> expected = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      expected.add(spec("layer%02d".formatted(i), 1));
    }

    assertThatThrownBy(() -> WeightCheck.require(weights(), expected, "UNet"))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("25 tensors missing: layer00 (1)")
        .hasMessageContaining("layer09 (1), and 15 more")
        .hasMessageNotContaining("layer10");
  }

  @Test
  @DisplayName("Only the names given as ignorable may be extra")
  void ignorable() {
    Weights weights = weights(spec("a", 1), spec("buffer", 1));
    List<TensorSpec> expected = List.of(spec("a", 1));

    assertThatCode(() -> WeightCheck.require(weights, expected, "UNet", Set.of("buffer")))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> WeightCheck.require(weights, expected, "UNet"))
        .hasMessageContaining("1 tensors unexpected: buffer");
  }

  @Test
  @DisplayName("Whole numbers where weights should be are refused")
  void types(@TempDir Path folder) throws IOException {
    TinyModel model =
        TinyModel.version1().with("model.diffusion_model.out.2.bias", ElementType.I64, 4);
    Path file = model.safetensors(folder.resolve("m.safetensors"), Map.of());
    List<TensorSpec> expected =
        model.unetNames().stream()
            .map(name -> new TensorSpec(name.diffusers(), name.diffusersShape()))
            .toList();

    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      assertThatThrownBy(() -> WeightCheck.require(checkpoint.unet(), expected, "UNet"))
          .isInstanceOf(CheckpointException.class)
          .hasMessageEndingWith("1 tensors not floating-point: conv_out.bias is I64");
    }
  }
}
