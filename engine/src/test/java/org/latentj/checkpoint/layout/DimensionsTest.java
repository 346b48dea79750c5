package org.latentj.checkpoint.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.checkpoint.file.FormatException;
import org.latentj.checkpoint.fixture.FakeTensorFile;
import org.latentj.checkpoint.fixture.NamedTensor;
import org.latentj.checkpoint.fixture.TextNames;
import org.latentj.checkpoint.fixture.UNetNames;
import org.latentj.checkpoint.fixture.VaeNames;
import org.latentj.model.ModelConfig;
import org.latentj.model.TextEncoderConfig;
import org.latentj.model.TextEncoderConfig.Activation;
import org.latentj.model.UNetConfig;
import org.latentj.model.VaeConfig;

class DimensionsTest {
  private static final ModelConfig V1 = ModelConfig.stableDiffusion1();

  private static SingleFileLayout layout(List<NamedTensor> tensors) {
    return new SingleFileLayout(new FakeTensorFile(tensors));
  }

  @Test
  @DisplayName("The published dimensions of Stable Diffusion 1 are read off the shapes")
  void version1() throws IOException {
    assertThat(Dimensions.unet(layout(UNetNames.of(V1.unet())).unet(false)))
        .isEqualTo(UNetConfig.stableDiffusion1());
    assertThat(Dimensions.vae(layout(VaeNames.of(V1.vae())).vae()))
        .isEqualTo(VaeConfig.stableDiffusion());
    assertThat(Dimensions.textEncoder(layout(TextNames.of(V1.textEncoder())).textEncoder(0)))
        .isEqualTo(TextEncoderConfig.clipVitL14());
  }

  @Test
  @DisplayName("A latent consistency model's UNet is told the guidance scale, in as many numbers")
  void latentConsistency() throws IOException {
    UNetConfig told = UNetConfig.stableDiffusion1().withGuidanceWidth(256);
    assertThat(Dimensions.unet(layout(UNetNames.of(told)).unet(false))).isEqualTo(told);

    UNetConfig odd = told.withGuidanceWidth(3);
    Tensors tensors = layout(UNetNames.of(odd)).unet(false);
    assertThatThrownBy(() -> Dimensions.unet(tensors))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("3 numbers")
        .hasMessageContaining("even number of 4 or more");
  }

  @Test
  @DisplayName("Stable Diffusion 2 gets 64 channels a head, linear projections, GELU, 23 layers")
  void version2() throws IOException {
    UNetConfig unet =
        UNetConfig.builder()
            .inChannels(9)
            .heads(List.of(5, 10, 20, 20))
            .crossAttentionDim(1024)
            .linearProjection(true)
            .build();
    TextEncoderConfig text =
        new TextEncoderConfig(49408, 1024, 4096, 23, 16, 77, Activation.GELU, 1e-5);
    SingleFileLayout textLayout = layout(TextNames.openClip(text));

    assertThat(Dimensions.unet(layout(UNetNames.of(unet)).unet(false))).isEqualTo(unet);
    Tensors tensors = textLayout.textEncoder(textLayout.openClipLayers());
    assertThat(Dimensions.textEncoder(tensors)).isEqualTo(text);
    assertThat(tensors.views().values().stream().mapToLong(v -> v.shape().elements()).sum())
        .as("parameters of the text encoder in the published diffusers folder")
        .isEqualTo(340_387_840);
  }

  @Test
  @DisplayName("Widths that 32 norm groups do not divide ask for a configuration")
  void oddWidths() throws IOException {
    UNetConfig odd =
        UNetConfig.builder()
            .blockOutChannels(List.of(16))
            .layersPerBlock(1)
            .crossAttention(List.of(true))
            .heads(List.of(8))
            .crossAttentionDim(16)
            .normGroups(8)
            .build();
    Tensors tensors = layout(UNetNames.of(odd)).unet(false);

    assertThatThrownBy(() -> Dimensions.unet(tensors))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("16 channels")
        .hasMessageContaining("32 norm groups")
        .hasMessageContaining("config.json");
  }

  @Test
  @DisplayName("A tensor that is missing or of too low a rank is named")
  void damaged() throws IOException {
    FakeTensorFile file =
        new FakeTensorFile(UNetNames.of(V1.unet()))
            .with("model.diffusion_model.input_blocks.0.0.weight", 320);
    Tensors flat = new SingleFileLayout(file).unet(false);
    Tensors few =
        layout(UNetNames.of(V1.unet()).stream().filter(t -> !isMiddle(t)).toList()).unet(false);

    assertThatThrownBy(() -> Dimensions.unet(flat))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("input_blocks.0.0.weight has the unusable shape (320)");
    assertThatThrownBy(() -> Dimensions.unet(few))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("mid_block.attentions.0.proj_in.weight");
  }

  private static boolean isMiddle(NamedTensor tensor) {
    return tensor.compVis().contains("middle_block");
  }
}
