package org.latentj.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

@DisplayName("What a pipeline gives")
class PipelineOutputsTest {
  private static final int STEPS = 8;

  @TempDir Path root;

  private final PipelineOutputs outputs = new PipelineOutputs();

  @BeforeEach
  void run() {
    for (int call = 0; call < STEPS; call++) {
      outputs.before(call, 100 - call);
      outputs.after(call, new FloatTensor(Shape.of(1, 1, 1, 1), new float[] {call}));
    }
  }

  private List<Deviation> compareSteps(String kept, float... rows) throws IOException {
    TestPack.in(root)
        .tensor("latents_per_step", new FloatTensor(Shape.of(rows.length, 1, 1, 1, 1), rows))
        .vector("model_timesteps", ElementType.F64, 100, 99, 98, 97, 96, 95, 94, 93)
        .file("steps");
    try (CaseTensors tensors = CaseTensors.open(root.resolve("steps"))) {
      return outputs.compareSteps(tensors, kept, 0.5);
    }
  }

  @Test
  @DisplayName("is compared at every step if all are kept")
  void everyStep() throws IOException {
    assertThat(compareSteps("every step", 0, 1, 2, 3, 4, 5, 6, 7))
        .hasSize(1 + STEPS)
        .allMatch(d -> d.value() == 0);
  }

  @Test
  @DisplayName("is compared at the first and the last steps if only these are kept")
  void firstAndLast() throws IOException {
    List<Deviation> all = compareSteps("first three and last three steps", 0, 1, 2, 5, 6, 7);
    assertThat(all).allMatch(d -> d.value() == 0);
    assertThat(all).extracting(Deviation::what).contains("latents of step 2", "latents of step 5");
  }

  @Test
  @DisplayName("is not compared at steps that nobody knows")
  void unknownChoice() {
    assertThatThrownBy(() -> compareSteps("every second step", 0, 2, 4, 6))
        .isInstanceOf(UnsupportedCaseException.class)
        .hasMessageContaining("every second step");
  }

  @Test
  @DisplayName("is off if a timestep is another")
  void timesteps() throws IOException {
    outputs.before(STEPS, 0);
    assertThatThrownBy(() -> compareSteps("every step", 0, 1, 2, 3, 4, 5, 6, 7))
        .hasMessageContaining("expected 8 model_timesteps but got 9");
  }

  private List<Deviation> comparePictures(float signed, float unit, int level) throws IOException {
    FloatTensor pixel = new FloatTensor(Shape.of(1, 3, 1, 1), new float[] {signed, -1, 1});
    TestPack.in(root)
        .tensor("decoded_image", new FloatTensor(pixel.shape(), new float[] {unit, 0, 1}))
        .tensor(
            "decoded_uint8",
            ElementType.U8,
            new FloatTensor(Shape.of(1, 1, 1, 3), new float[] {level, 0, 255}))
        .file("picture" + level);
    try (CaseTensors tensors = CaseTensors.open(root.resolve("picture" + level))) {
      return PipelineOutputs.comparePictures(tensors, pixel, 1e-3);
    }
  }

  @Test
  @DisplayName("as a picture is clamped to 0 to 1, and may be one level off but not two")
  void pictures() throws IOException {
    assertThat(comparePictures(0.2f, 0.6f, 153)).allMatch(d -> d.value() < 1e-6);
    assertThat(comparePictures(0.2f, 0.6f, 154)).allMatch(Deviation::passes);
    assertThat(comparePictures(0.2f, 0.6f, 155))
        .filteredOn(d -> !d.passes())
        .extracting(Deviation::what)
        .containsExactly("decoded_uint8");
    assertThat(comparePictures(1.5f, 1, 255)).allMatch(d -> d.value() == 0);
  }
}
