package org.latentj.checkpoint.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latentj.checkpoint.file.FormatException;
import org.latentj.checkpoint.fixture.FakeTensorFile;
import org.latentj.checkpoint.fixture.NamedTensor;
import org.latentj.checkpoint.fixture.TextNames;
import org.latentj.checkpoint.fixture.UNetNames;
import org.latentj.checkpoint.fixture.VaeNames;
import org.latentj.model.ModelConfig;
import org.latentj.model.TextEncoderConfig;
import org.latentj.model.UNetConfig;
import org.latentj.tensor.Shape;

class CompVisNamesTest {
  private static final ModelConfig V1 = ModelConfig.stableDiffusion1();

  private static List<NamedTensor> everything() {
    List<NamedTensor> all = new ArrayList<>(UNetNames.of(V1.unet()));
    all.addAll(VaeNames.of(V1.vae()));
    all.addAll(TextNames.of(V1.textEncoder()));
    return all;
  }

  private static Map<String, Shape> shapes(Tensors tensors) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    tensors.views().forEach((name, view) -> shapes.put(name, view.shape()));
    return shapes;
  }

  private static Map<String, Shape> expected(List<NamedTensor> tensors) {
    return tensors.stream()
        .collect(Collectors.toMap(NamedTensor::diffusers, NamedTensor::diffusersShape));
  }

  private static long parameters(Tensors tensors) {
    return tensors.views().values().stream().mapToLong(v -> v.shape().elements()).sum();
  }

  @Test
  @DisplayName("The 686 UNet tensors of Stable Diffusion 1 get diffusers' names and shapes")
  void unet() throws IOException {
    Tensors tensors = new SingleFileLayout(new FakeTensorFile(everything())).unet(false);

    assertThat(shapes(tensors)).hasSize(686).isEqualTo(expected(UNetNames.of(V1.unet())));
    assertThat(parameters(tensors)).isEqualTo(859_520_964);
  }

  @Test
  @DisplayName("The 248 autoencoder tensors get diffusers' names, attention as matrices")
  void vae() throws IOException {
    FakeTensorFile file =
        new FakeTensorFile(everything()).with("first_stage_model.loss.logvar").with("betas", 1000);

    Tensors tensors = new SingleFileLayout(file).vae();

    assertThat(shapes(tensors)).hasSize(248).isEqualTo(expected(VaeNames.of(V1.vae())));
    assertThat(parameters(tensors)).isEqualTo(83_653_863);
  }

  @Test
  @DisplayName("The 196 text encoder tensors get transformers' names, without position_ids")
  void textEncoder() throws IOException {
    FakeTensorFile file =
        new FakeTensorFile(everything())
            .with("cond_stage_model.transformer.text_model.embeddings.position_ids", 1, 77);

    Tensors tensors = new SingleFileLayout(file).textEncoder(0);

    assertThat(shapes(tensors)).hasSize(196).isEqualTo(expected(TextNames.of(V1.textEncoder())));
    assertThat(parameters(tensors)).isEqualTo(123_060_480);
  }

  @Test
  @DisplayName("A text encoder without the text_model. prefix gets the same names")
  void shortNames() throws IOException {
    List<NamedTensor> bare =
        TextNames.of(V1.textEncoder()).stream()
            .map(
                t ->
                    new NamedTensor(
                        t.compVis().replace("text_model.", ""),
                        t.diffusers(),
                        t.shape(),
                        t.diffusersShape()))
            .toList();

    Tensors tensors = new SingleFileLayout(new FakeTensorFile(bare)).textEncoder(0);

    assertThat(shapes(tensors)).isEqualTo(expected(TextNames.of(V1.textEncoder())));
  }

  @ParameterizedTest(name = "{0} is {1}")
  @DisplayName("Names found in published checkpoints translate as diffusers' converter does")
  @CsvSource({
    "input_blocks.0.0.weight, conv_in.weight",
    "time_embed.2.bias, time_embedding.linear_2.bias",
    "input_blocks.1.0.in_layers.2.weight, down_blocks.0.resnets.0.conv1.weight",
    "input_blocks.3.0.op.weight, down_blocks.0.downsamplers.0.conv.weight",
    "input_blocks.4.0.skip_connection.weight, down_blocks.1.resnets.0.conv_shortcut.weight",
    "input_blocks.8.1.transformer_blocks.0.attn2.to_k.weight, "
        + "down_blocks.2.attentions.1.transformer_blocks.0.attn2.to_k.weight",
    "input_blocks.11.0.emb_layers.1.bias, down_blocks.3.resnets.1.time_emb_proj.bias",
    "middle_block.1.proj_in.weight, mid_block.attentions.0.proj_in.weight",
    "middle_block.2.out_layers.3.bias, mid_block.resnets.1.conv2.bias",
    "output_blocks.0.0.in_layers.0.weight, up_blocks.0.resnets.0.norm1.weight",
    "output_blocks.2.1.conv.weight, up_blocks.0.upsamplers.0.conv.weight",
    "output_blocks.5.2.conv.bias, up_blocks.1.upsamplers.0.conv.bias",
    "output_blocks.11.1.proj_out.bias, up_blocks.3.attentions.2.proj_out.bias",
    "out.2.weight, conv_out.weight",
    "label_emb.0.0.weight, label_emb.0.0.weight",
  })
  void unetSamples(String compVis, String diffusers) {
    Set<String> names =
        Set.of("input_blocks.3.0.op.weight", "input_blocks.6.0.op.weight", "out.2.weight");

    assertThat(CompVisUNet.of(names).canonical(compVis)).isEqualTo(diffusers);
  }

  @ParameterizedTest(name = "{0} is {1}")
  @DisplayName("The decoder's levels are numbered from the latents outwards")
  @CsvSource({
    "decoder.up.3.block.0.conv1.weight, decoder.up_blocks.0.resnets.0.conv1.weight",
    "decoder.up.1.block.0.nin_shortcut.bias, decoder.up_blocks.2.resnets.0.conv_shortcut.bias",
    "decoder.up.1.upsample.conv.weight, decoder.up_blocks.2.upsamplers.0.conv.weight",
    "encoder.down.2.downsample.conv.bias, encoder.down_blocks.2.downsamplers.0.conv.bias",
    "encoder.mid.attn_1.proj_out.weight, encoder.mid_block.attentions.0.to_out.0.weight",
    "decoder.mid.attn_1.norm.bias, decoder.mid_block.attentions.0.group_norm.bias",
    "decoder.norm_out.bias, decoder.conv_norm_out.bias",
    "post_quant_conv.weight, post_quant_conv.weight",
  })
  void vaeSamples(String compVis, String diffusers) {
    Set<String> names =
        Set.of("decoder.up.0.block.0.norm1.bias", "decoder.up.3.block.0.norm1.bias");

    assertThat(CompVisVae.of(names).canonical(compVis)).isEqualTo(diffusers);
  }

  @Test
  @DisplayName("A UNet of one level has no downsampler and still translates completely")
  void singleLevel() throws IOException {
    UNetConfig one =
        UNetConfig.builder()
            .blockOutChannels(List.of(32))
            .layersPerBlock(3)
            .crossAttention(List.of(true))
            .heads(List.of(8))
            .transformerLayers(2)
            .crossAttentionDim(16)
            .build();

    Tensors tensors = new SingleFileLayout(new FakeTensorFile(UNetNames.of(one))).unet(false);

    assertThat(shapes(tensors)).isEqualTo(expected(UNetNames.of(one)));
    assertThat(Dimensions.unet(tensors)).isEqualTo(one);
  }

  @Test
  @DisplayName("Averaged weights are found under names without dots and read from there")
  void ema() throws IOException {
    List<NamedTensor> unet = UNetNames.of(V1.unet());
    FakeTensorFile file = new FakeTensorFile(unet);
    for (NamedTensor tensor : unet) {
      String undotted = tensor.compVis().substring("model.".length()).replace(".", "");
      file.with("model_ema." + undotted, tensor.shape().toArray());
    }
    SingleFileLayout layout = new SingleFileLayout(file);

    assertThat(layout.hasEma()).isTrue();
    assertThat(layout.unet(true).views().get("conv_in.weight").storedName())
        .isEqualTo("model_ema.diffusion_modelinput_blocks00weight");
    assertThat(layout.unet(false).views().get("conv_in.weight").storedName())
        .isEqualTo("model.diffusion_model.input_blocks.0.0.weight");
    assertThat(layout.unet(true).views()).hasSize(686);
  }

  @Test
  @DisplayName("The fused projections of OpenCLIP are split into queries, keys and values")
  void openClip() throws IOException {
    TextEncoderConfig tiny =
        new TextEncoderConfig(10, 4, 8, 2, 1, 5, TextEncoderConfig.Activation.QUICK_GELU, 1e-5);
    SingleFileLayout layout = new SingleFileLayout(new FakeTensorFile(TextNames.openClip(tiny)));

    Tensors tensors = layout.textEncoder(layout.openClipLayers());

    assertThat(shapes(tensors)).isEqualTo(expected(TextNames.of(tiny)));
    String attention = "text_model.encoder.layers.1.self_attn.";
    // The fake file counts bytes: 4 x 4 for the queries, then the keys, then the values.
    assertThat(first(tensors, attention + "q_proj.weight")).isEqualTo(0);
    assertThat(first(tensors, attention + "k_proj.weight")).isEqualTo(16);
    assertThat(first(tensors, attention + "v_proj.weight")).isEqualTo(32);
    assertThat(first(tensors, attention + "v_proj.bias")).isEqualTo(8);
  }

  private static double first(Tensors tensors, String name) throws IOException {
    return tensors.views().get(name).read(name).element(0);
  }

  @Test
  @DisplayName("Two stored tensors that claim one canonical name are refused")
  void clash() {
    FakeTensorFile file =
        new FakeTensorFile(List.of())
            .with("encoder.mid_block.attentions.0.query.weight", 4, 4)
            .with("encoder.mid_block.attentions.0.to_q.weight", 4, 4);

    assertThatThrownBy(() -> DiffusersLayout.vae(file))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("query.weight")
        .hasMessageContaining("to_q.weight are both");
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("Other kinds of files are recognised in the message")
  @CsvSource({
    "lora_unet_down_blocks_0.alpha, LoRA",
    "conditioner.embedders.0.x, Stable Diffusion XL",
    "control_model.input_hint_block.0.weight, ControlNet",
    "down_blocks.0.resnets.0.conv1.weight, open the folder",
    "something.else, 1 other tensors",
  })
  void others(String name, String hint) {
    FakeTensorFile file = new FakeTensorFile(List.of()).with(name, 1);

    assertThatThrownBy(() -> new SingleFileLayout(file).unet(false))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("fake.safetensors")
        .hasMessageContaining("has no UNet")
        .hasMessageContaining(hint);
  }
}
