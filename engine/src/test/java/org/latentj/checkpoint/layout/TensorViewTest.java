package org.latentj.checkpoint.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.checkpoint.file.FormatException;
import org.latentj.checkpoint.fixture.FakeTensorFile;
import org.latentj.tensor.Shape;
import org.latentj.tensor.StoredTensor;

class TensorViewTest {
  private final FakeTensorFile file =
      new FakeTensorFile(List.of())
          .with("kernel", 2, 3, 1, 1)
          .with("wide kernel", 2, 3, 3, 3)
          .with("fused", 6, 2)
          .with("cond_stage_model.model.transformer.resblocks.0.attn.in_proj_bias", 7);

  @Test
  @DisplayName("A 1x1 kernel becomes a matrix of the same elements; other kernels stay")
  void matrix() throws IOException {
    StoredTensor matrix = TensorView.of(file, "kernel").asMatrix().read("m");

    assertThat(matrix.name()).isEqualTo("m");
    assertThat(matrix.shape()).isEqualTo(Shape.of(2, 3));
    assertThat(matrix.toFloats().data()).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(TensorView.of(file, "wide kernel").asMatrix().shape())
        .isEqualTo(Shape.of(2, 3, 3, 3));
    assertThat(TensorView.of(file, "fused").asMatrix().shape()).isEqualTo(Shape.of(6, 2));
  }

  @Test
  @DisplayName("Thirds are runs of whole rows")
  void thirds() throws IOException {
    TensorView fused = TensorView.of(file, "fused");

    assertThat(fused.third(0).read("q").toFloats().data()).containsExactly(0, 1, 2, 3);
    assertThat(fused.third(1).read("k").toFloats().data()).containsExactly(4, 5, 6, 7);
    assertThat(fused.third(2).read("v").toFloats().data()).containsExactly(8, 9, 10, 11);
    assertThat(fused.third(2).shape()).isEqualTo(Shape.of(2, 2));
  }

  @Test
  @DisplayName("Fused projections whose rows do not divide by three are refused")
  void notThree() {
    assertThatThrownBy(() -> OpenClipText.tensors(file, 1))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("in_proj_bias to have a multiple of 3 rows but its shape is (7)");
  }
}
