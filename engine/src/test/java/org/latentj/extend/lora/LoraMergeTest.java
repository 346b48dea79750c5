package org.latentj.extend.lora;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latentj.checkpoint.CheckpointException;
import org.latentj.checkpoint.fixture.TorchSample;
import org.latentj.tensor.Shape;

@DisplayName("Merging LoRAs")
class LoraMergeTest extends LoraCase {
  @Test
  @DisplayName("is W + strength * alpha / rank * up * down, by numbers worked out by hand")
  void byHand() throws IOException {
    Path file =
        new LoraFixture()
            .with(KOHYA_QUERY + ".lora_up.weight", Shape.of(2, 1), 1, 2)
            .with(KOHYA_QUERY + ".lora_down.weight", Shape.of(1, 2), 3, 4)
            .with(KOHYA_QUERY + ".alpha", Shape.of(), 0.5f)
            .write(folder.resolve("a.safetensors"));

    // 0.5 / 1 * ((1), (2)) * (3 4) = ((1.5 2), (3 4)), twice.
    assertThat(merged(QUERY, LoraReference.of(file, 2))).containsExactly(4, 6, 9, 12);
    assertThat(merged(QUERY, LoraReference.of(file, -2))).containsExactly(-2, -2, -3, -4);
    assertThat(merged(QUERY, LoraReference.of(file, 1), LoraReference.of(file, 1)))
        .as("several add up")
        .containsExactly(4, 6, 9, 12);
    assertThat(merged(OUT, LoraReference.of(file, 2))).containsExactly(5, 6, 7, 8);
  }

  @Test
  @DisplayName("has a strength for each network; 0 touches nothing")
  void strengths() throws IOException {
    Path file =
        new LoraFixture()
            .with(KOHYA_QUERY + ".lora_up.weight", Shape.of(2, 1), 1, 2)
            .with(KOHYA_QUERY + ".lora_down.weight", Shape.of(1, 2), 3, 4)
            .with(
                "lora_te_text_model_encoder_layers_0_self_attn_q_proj.lora_up.weight",
                Shape.of(2, 1),
                1,
                2)
            .with(
                "lora_te_text_model_encoder_layers_0_self_attn_q_proj.lora_down.weight",
                Shape.of(1, 2),
                3,
                4)
            .write(folder.resolve("a.safetensors"));

    LoraReference lora = new LoraReference(file, 10, 0);
    assertThat(merged(TEXT, lora)).containsExactly(29, 38, 57, 76);
    assertThat(merged(QUERY, lora)).containsExactly(1, 2, 3, 4);
    try (LoraMerge merge = LoraMerge.of(List.of(lora), CLIP, UNET)) {
      assertThat(merge.changedInTextEncoder()).containsExactly(TEXT);
      assertThat(merge.changedInUnet()).isEmpty();
      assertThat(merge.remarks()).isEmpty();
    }
    assertThatThrownBy(() -> LoraReference.of(file, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "unet.{q}, .lora_B.weight, .lora_A.weight",
    "base_model.model.{q}, .lora_B.weight, .lora_A.weight",
    "unet.{q}, .lora_B.default.weight, .lora_A.default.weight",
    "unet.{q}, .lora.up.weight, .lora.down.weight",
    "unet.{a}.processor.to_q, _lora.up.weight, _lora.down.weight",
    "{a}.processor.to_q, _lora.up.weight, _lora.down.weight",
    "{kohya}, .lora_up.weight, .lora_down.weight"
  })
  @DisplayName("knows kohya's, PEFT's and diffusers' names")
  void names(String prefix, String up, String down) throws IOException {
    String attention = QUERY.substring(0, QUERY.indexOf(".to_q"));
    String name =
        prefix
            .replace("{q}", attention + ".to_q")
            .replace("{a}", attention)
            .replace("{kohya}", KOHYA_QUERY);
    Path file = rankOne("a", name, up, down);

    assertThat(merged(QUERY, LoraReference.of(file, 1))).containsExactly(4, 6, 9, 12);
  }

  @ParameterizedTest
  @CsvSource({
    "text_encoder.text_model.encoder.layers.0.self_attn.q_proj, .lora_B.weight, .lora_A.weight",
    "text_encoder.text_model.encoder.layers.0.self_attn.q_proj, .lora_linear_layer.up.weight, .lora_linear_layer.down.weight",
    "text_encoder.text_model.encoder.layers.0.self_attn.to_q, _lora.up.weight, _lora.down.weight"
  })
  @DisplayName("knows the text encoder's names")
  void textNames(String prefix, String up, String down) throws IOException {
    Path file = rankOne("a", prefix, up, down);

    assertThat(merged(TEXT, LoraReference.of(file, 1))).containsExactly(2, 2, 3, 4);
  }

  @Test
  @DisplayName("finds the output projection under an attention processor's name")
  void outputProjection() throws IOException {
    String name = QUERY.substring(0, QUERY.indexOf(".to_q")) + ".processor.to_out";
    Path file = rankOne("a", "unet." + name, "_lora.up.weight", "_lora.down.weight");

    assertThat(merged(OUT, LoraReference.of(file, 1))).containsExactly(8, 10, 13, 16);
  }

  @Test
  @DisplayName(
      "leaves out what has no place in the model, and says so; nothing in place is an error")
  void unmatched() throws IOException {
    LoraFixture some =
        new LoraFixture()
            .with(KOHYA_QUERY + ".diff", Shape.of(2, 2), 1, 2, 3, 4)
            .with("lora_unet_conv_nowhere.diff", Shape.of(1), 1)
            .with("bundle_emb.x.string_to_param.*", Shape.of(1, 2), 1, 2);
    LoraReference lora = LoraReference.of(some.write(folder.resolve("a.safetensors")), 1);
    try (LoraMerge merge = LoraMerge.of(List.of(lora), CLIP, UNET)) {
      assertThat(merge.remarks())
          .singleElement()
          .asString()
          .contains("LoRA a.safetensors: 2 of its", "lora_unet_conv_nowhere.diff", "bundle_emb.x");
    }
    Path other =
        new LoraFixture()
            .with("lora_unet_conv_nowhere.diff", Shape.of(1), 1)
            .write(folder.resolve("b.safetensors"));
    assertRefused(other, "none of the layers", "lora_unet_conv_nowhere.diff");
  }

  @Test
  @DisplayName("reads pickles of tensors")
  void pickles() throws IOException {
    TorchSample pickle =
        new TorchSample()
            .floats("0", 1, 2)
            .floats("1", 3, 4)
            .tensor(KOHYA_QUERY + ".lora_up.weight", "0", 0, new long[] {2, 1}, new long[] {1, 1})
            .tensor(
                KOHYA_QUERY + ".lora_down.weight", "1", 0, new long[] {1, 2}, new long[] {2, 1});
    Path file = Files.write(folder.resolve("a.pt"), pickle.zip());
    assertThat(merged(QUERY, LoraReference.of(file, 1))).containsExactly(4, 6, 9, 12);
  }

  @Test
  @DisplayName("a LoRA's hash is that of the bytes behind the header, as A1111 has it")
  void hashes() throws IOException {
    Path file = rankOne("a", KOHYA_QUERY, ".lora_up.weight", ".lora_down.weight");
    LoraFixture remarked = new LoraFixture().remark("a", "b");
    remarked.with(KOHYA_QUERY + ".lora_up.weight", Shape.of(2, 1), 1, 2);
    remarked.with(KOHYA_QUERY + ".lora_down.weight", Shape.of(1, 2), 3, 4);
    Path other = remarked.write(folder.resolve("b.safetensors"));

    // sha256sum of 0000803f 00000040 00004040 00008040, the floats 1, 2, 3, 4.
    assertThat(LoraHash.of(file))
        .isEqualTo("ad73b9acd6e4a74b2f5bb5386658ce3bb146cd040a1867646ab3b973fb6632b1")
        .isEqualTo(LoraHash.of(other));
    assertThatThrownBy(() -> LoraHash.of(folder.resolve("missing")))
        .isInstanceOf(CheckpointException.class);
  }
}
