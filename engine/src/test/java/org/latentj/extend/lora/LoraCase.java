package org.latentj.extend.lora;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.latentj.checkpoint.CheckpointException;
import org.latentj.checkpoint.Weights;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

/** A model of four weights, and the LoRAs that tests write for it. */
abstract class LoraCase {
  static final String QUERY = "down_blocks.0.attentions.0.transformer_blocks.0.attn1.to_q.weight";
  static final String OUT = "down_blocks.0.attentions.0.transformer_blocks.0.attn1.to_out.0.weight";
  static final String CONV = "down_blocks.0.resnets.0.conv1.weight";
  static final String TEXT = "text_model.encoder.layers.0.self_attn.q_proj.weight";
  static final String KOHYA_QUERY =
      "lora_unet_down_blocks_0_attentions_0_transformer_blocks_0_attn1_to_q";
  static final String KOHYA_CONV = "lora_unet_down_blocks_0_resnets_0_conv1";

  static final Weights UNET =
      new MapWeights(
          Map.of(
              QUERY,
              new FloatTensor(Shape.of(2, 2), new float[] {1, 2, 3, 4}),
              OUT,
              new FloatTensor(Shape.of(2, 2), new float[] {5, 6, 7, 8}),
              CONV,
              ramp(4, 6, 3, 3),
              "conv_in.bias",
              ramp(4)));
  static final Weights CLIP =
      new MapWeights(Map.of(TEXT, new FloatTensor(Shape.of(2, 2), new float[] {-1, -2, -3, -4})));

  @TempDir Path folder;

  static FloatTensor ramp(long... shape) {
    FloatTensor values = FloatTensor.zeros(Shape.of(shape));
    for (int i = 0; i < values.data().length; i++) {
      values.data()[i] = i * 0.01f;
    }
    return values;
  }

  static float[] merged(String name, LoraReference... loras) {
    try (LoraMerge merge = LoraMerge.of(List.of(loras), CLIP, UNET)) {
      Weights weights = name.startsWith("text_model") ? merge.textEncoder() : merge.unet();
      assertThat(weights.shape(name)).isEqualTo(weights.read(name).shape());
      assertThat(weights.type(name)).isEqualTo(weights.read(name).type());
      return weights.read(name).toFloats().data();
    }
  }

  /** Up (1, 2), down (3, 4). */
  Path rankOne(String name, String prefix, String up, String down) throws IOException {
    return new LoraFixture()
        .with(prefix + up, Shape.of(2, 1), 1, 2)
        .with(prefix + down, Shape.of(1, 2), 3, 4)
        .write(folder.resolve(name + ".safetensors"));
  }

  static void assertRefused(Path file, String... words) {
    assertThatThrownBy(() -> merged(QUERY, LoraReference.of(file, 1)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(file.getFileName().toString())
        .hasMessageContainingAll(words);
  }
}
