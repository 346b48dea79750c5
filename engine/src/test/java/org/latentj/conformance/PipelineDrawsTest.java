package org.latentj.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

@DisplayName("The recorded noise of a pipeline case")
class PipelineDrawsTest {
  private static final Shape ONE = Shape.of(1, 1, 1, 2);
  private static final Shape TWO = Shape.of(2, 1, 1, 2);

  @TempDir Path root;

  private static FloatTensor values(float... values) {
    return new FloatTensor(Shape.of(values.length / 2, 1, 1, 2), values);
  }

  private PipelineDraws draws(TestPack pack) throws IOException {
    pack.file("draws");
    try (CaseTensors tensors = CaseTensors.open(root.resolve("draws"))) {
      return new PipelineDraws(tensors);
    }
  }

  private TestPack inpainting() {
    FloatTensor steps = new FloatTensor(Shape.of(2, 1, 1, 1, 2), new float[] {7, 8, 9, 10});
    return TestPack.in(root)
        .tensor("noise_vae_image", values(1, 2))
        .tensor("noise_latents", values(3, 4))
        .tensor("noise_vae_masked_image", values(5, 6))
        .tensor("noise_steps", steps);
  }

  @Test
  @DisplayName("is handed out by what it is for, and the order is checked")
  void order() throws IOException {
    PipelineDraws draws = draws(inpainting());
    assertThat(draws.posterior(ONE).data()).containsExactly(1, 2);
    assertThat(draws.initial(ONE).data()).containsExactly(3, 4);
    assertThat(draws.posterior(ONE).data()).containsExactly(5, 6);
    assertThat(draws.step(ONE).data()).containsExactly(7, 8);
    assertThat(draws.step(ONE).data()).containsExactly(9, 10);
    List<String> expected = List.of("sample", "prepare_latents", "sample", "step x 2");
    assertThat(draws.order(expected).passes()).isTrue();
    assertThat(draws.order(List.of("sample", "sample", "prepare_latents", "step x 2")).value())
        .isEqualTo(2);
    assertThat(draws.order(List.of("sample", "prepare_latents", "sample", "step x 3")).value())
        .isEqualTo(1);
  }

  @Test
  @DisplayName("of text to image starts with noise that the order does not list")
  void givenStart() throws IOException {
    PipelineDraws draws = draws(TestPack.in(root).tensor("x_T", values(1, 2, 3, 4)));
    assertThat(draws.initial(TWO).data()).containsExactly(1, 2, 3, 4);
    assertThat(draws.order(List.of()).passes()).isTrue();
  }

  @Test
  @DisplayName("of one image serves a whole batch")
  void sharedImage() throws IOException {
    assertThat(draws(inpainting()).posterior(TWO).data()).containsExactly(1, 2, 1, 2);
  }

  @Test
  @DisplayName("runs out with a message when the pipeline draws too often")
  void tooManyDraws() throws IOException {
    PipelineDraws draws = draws(inpainting());
    draws.posterior(ONE);
    draws.posterior(ONE);
    assertThatThrownBy(() -> draws.posterior(ONE))
        .hasMessageContaining("draws a sample of the posterior that the reference does not");
  }

  @Test
  @DisplayName("does not fit another shape")
  void shape() throws IOException {
    PipelineDraws draws = draws(inpainting());
    assertThatThrownBy(() -> draws.initial(Shape.of(1, 1, 2, 2)))
        .hasMessageContaining("noise of shape (1, 1, 2, 2) but the reference's is (1, 1, 1, 2)");
  }
}
