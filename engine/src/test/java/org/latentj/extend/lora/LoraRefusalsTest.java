package org.latentj.extend.lora;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentj.checkpoint.CheckpointException;
import org.latentj.checkpoint.fixture.TorchSample;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.Shape;

@DisplayName("Merging LoRAs")
class LoraRefusalsTest extends LoraCase {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "lora_te2_text_model_encoder_layers_0_mlp_fc1.lora_up.weight",
        "lora_te1_text_model_encoder_layers_0_mlp_fc1.lora_up.weight",
        "text_encoder_2.text_model.encoder.layers.0.mlp.fc1.lora_A.weight",
        "lora_unet_down_blocks_1_attentions_0_transformer_blocks_1_attn1_to_q.lora_up.weight",
        "lora_unet_input_blocks_4_1_transformer_blocks_1_attn1_to_q.lora_up.weight",
        "unet.down_blocks.1.attentions.0.transformer_blocks.1.attn1.to_q.lora_A.weight"
      })
  @DisplayName("refuses LoRAs for Stable Diffusion XL by name")
  void xl(String name) throws IOException {
    LoraFixture lora = new LoraFixture().with(KOHYA_QUERY + ".diff", Shape.of(2, 2), 1, 2, 3, 4);
    lora.random(name, 2, 2);
    assertRefused(lora.write(folder.resolve("a.safetensors")), "made for Stable Diffusion XL");
  }

  @Test
  @DisplayName("refuses what is for other models, other adapters, or no LoRA")
  void others() throws IOException {
    LoraFixture remark = new LoraFixture().remark("ss_base_model_version", "sdxl_base_v1-0");
    remark.random(KOHYA_QUERY + ".diff", 2, 2);
    assertRefused(remark.write(folder.resolve("xl.safetensors")), "Stable Diffusion XL");

    LoraFixture flux = new LoraFixture();
    flux.random("lora_unet_double_blocks_0_img_attn_qkv.lora_up.weight", 2, 2);
    assertRefused(flux.write(folder.resolve("flux.safetensors")), "Flux");

    LoraFixture dora = new LoraFixture();
    dora.random(KOHYA_QUERY + ".lora_up.weight", 2, 1);
    dora.random(KOHYA_QUERY + ".lora_down.weight", 1, 2);
    dora.random(KOHYA_QUERY + ".dora_scale", 2, 1);
    assertRefused(dora.write(folder.resolve("dora.safetensors")), "dora_scale", "does not apply");

    LoraFixture none = new LoraFixture();
    none.random("model.diffusion_model.out.0.weight", 2, 2);
    assertRefused(none.write(folder.resolve("none.safetensors")), "this is no LoRA");
  }

  @Test
  @DisplayName("refuses shapes that do not fit, before anything is computed, with both shapes")
  void shapes() throws IOException {
    LoraFixture wide = new LoraFixture();
    wide.random(KOHYA_QUERY + ".lora_up.weight", 2, 1);
    wide.random(KOHYA_QUERY + ".lora_down.weight", 1, 3);
    assertRefused(
        wide.write(folder.resolve("wide.safetensors")),
        "2 rows and 3 columns",
        "(2, 2)",
        "another kind of model");

    LoraFixture ranks = new LoraFixture();
    ranks.random(KOHYA_QUERY + ".lora_up.weight", 2, 4);
    ranks.random(KOHYA_QUERY + ".lora_down.weight", 1, 2);
    assertRefused(ranks.write(folder.resolve("ranks.safetensors")), "ranks differ");

    LoraFixture half = new LoraFixture();
    half.random(KOHYA_QUERY + ".lora_up.weight", 2, 1);
    assertRefused(half.write(folder.resolve("half.safetensors")), "lacks parts");

    LoraFixture whole = new LoraFixture().zeros(KOHYA_QUERY + ".diff", ElementType.I32, 2, 2);
    assertRefused(whole.write(folder.resolve("integers.safetensors")), "holds integers");

    LoraFixture twice = new LoraFixture();
    twice.random(KOHYA_QUERY + ".diff", 2, 2);
    twice.random("unet." + QUERY.replace(".weight", ".diff"), 2, 2);
    assertRefused(twice.write(folder.resolve("twice.safetensors")), "same part of a layer");
  }

  @Test
  @DisplayName("refuses what is not a finite number")
  void notFinite() throws IOException {
    Path nan =
        new LoraFixture()
            .with(KOHYA_QUERY + ".diff", Shape.of(2, 2), 1, Float.NaN, 3, 4)
            .write(folder.resolve("nan.safetensors"));
    assertRefused(nan, "not finite");
    LoraFixture alpha = new LoraFixture().with(KOHYA_QUERY + ".alpha", Shape.of(2), 1, 2);
    alpha.random(KOHYA_QUERY + ".lora_up.weight", 2, 1);
    alpha.random(KOHYA_QUERY + ".lora_down.weight", 1, 2);
    assertRefused(alpha.write(folder.resolve("alpha.safetensors")), "one finite number", ".alpha");
  }

  @Test
  @DisplayName("refuses damaged files, and executes nothing of a pickle")
  void hostile() throws IOException {
    Path good = rankOne("good", KOHYA_QUERY, ".lora_up.weight", ".lora_down.weight");
    Path cut = folder.resolve("cut.safetensors");
    byte[] bytes = Files.readAllBytes(good);
    Files.write(cut, Arrays.copyOf(bytes, bytes.length - 3));
    assertRefused(cut, "cut off or damaged");
    assertRefused(
        Files.writeString(folder.resolve("text.safetensors"), "a LoRA, honestly"), "header");
    assertThatThrownBy(() -> merged(QUERY, LoraReference.of(folder.resolve("missing"), 1)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("there is no file or folder");

    Path marker = folder.resolve("marker");
    TorchSample pickle =
        new TorchSample()
            .floats("0", 1, 2)
            .tensor(KOHYA_QUERY + ".lora_up.weight", "0", 0, new long[] {2, 1}, new long[] {1, 1})
            .entry(KOHYA_QUERY + ".lora_down.weight", out -> out.attack(marker));
    Path attack = Files.write(folder.resolve("attack.pt"), pickle.zip());
    assertRefused(attack, "os.system");
    assertThat(marker).doesNotExist();
  }
}
