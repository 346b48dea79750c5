package org.latentj.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.model.TextEncoderConfig;
import org.latentj.model.TextEncoderConfig.Activation;
import org.latentj.model.UNetConfig;
import org.latentj.model.VaeConfig;
import org.latentj.script.Script;
import org.latentj.script.WeightTable;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.Shape;
import org.latentj.tensor.TensorSpec;

/** The sizes of the published models, without loading any weights. */
class ParameterCountTest {
  private static final EmitOptions PLAIN = EmitOptions.reference();

  private static final UNetConfig V2 =
      UNetConfig.builder()
          .heads(List.of(5, 10, 20, 20))
          .crossAttentionDim(1024)
          .linearProjection(true)
          .sampleSize(96)
          .build();

  private static UNetConfig withInputs(UNetConfig c, int inputs) {
    return c.toBuilder().inChannels(inputs).build();
  }

  private static void assertSize(List<TensorSpec> tensors, int count, long parameters) {
    assertThat(tensors).hasSize(count);
    assertThat(tensors).extracting(TensorSpec::name).doesNotHaveDuplicates();
    assertThat(tensors.stream().mapToLong(t -> t.shape().elements()).sum()).isEqualTo(parameters);
  }

  private static Shape shapeOf(WeightTable table, String name) {
    return table.expectedTensors().stream()
        .filter(t -> t.name().equals(name))
        .findFirst()
        .orElseThrow()
        .shape();
  }

  @Test
  @DisplayName("the UNet of SD 1.x has 859,520,964 parameters in 686 tensors")
  void unetV1() {
    WeightTable table = UNet.script(UNetConfig.stableDiffusion1(), PLAIN).weights();

    assertSize(table.expectedTensors(), 686, 859_520_964L);
    assertThat(table.parameters()).isEqualTo(859_520_964L);
    assertThat(shapeOf(table, "down_blocks.0.attentions.0.proj_in.weight"))
        .isEqualTo(Shape.of(320, 320, 1, 1));
  }

  @Test
  @DisplayName("the inpainting UNet only has five more input channels in its first convolution")
  void inpaintingUnet() {
    UNetConfig nine = withInputs(UNetConfig.stableDiffusion1(), 9);
    WeightTable table = UNet.script(nine, PLAIN).weights();

    assertSize(table.expectedTensors(), 686, 859_520_964L + 5 * 320 * 9);
    assertThat(shapeOf(table, "conv_in.weight")).isEqualTo(Shape.of(320, 9, 3, 3));
  }

  @Test
  @DisplayName("the UNet of SD 2.x has 865,910,724 parameters, its projections being matrices")
  void unetV2() {
    WeightTable table = UNet.script(V2, PLAIN).weights();

    // Over v1 there are only the wider keys and values of 16 cross-attentions.
    long keysAndValues = 2L * (1024 - 768) * (5 * 320 + 5 * 640 + 6 * 1280);
    assertThat(859_520_964L + keysAndValues).isEqualTo(865_910_724L);
    assertSize(table.expectedTensors(), 686, 865_910_724L);
    assertThat(shapeOf(table, "mid_block.attentions.0.proj_out.weight"))
        .isEqualTo(Shape.of(1280, 1280));
  }

  @Test
  @DisplayName("the VAE has 83,653,863 parameters in 248 tensors")
  void vae() {
    VaeConfig config = VaeConfig.stableDiffusion();
    List<TensorSpec> all =
        new ArrayList<>(VaeDecoder.script(config, PLAIN).weights().expectedTensors());
    all.addAll(VaeEncoder.script(config, PLAIN).weights().expectedTensors());

    assertSize(all, 248, 83_653_863L);
  }

  @Test
  @DisplayName("a VAE without quant convolutions lacks exactly these four tensors")
  void vaeWithoutQuantConvolutions() {
    VaeConfig config = new VaeConfig(3, 4, List.of(128, 256, 512, 512), 2, 32, 0.18215, false);
    List<TensorSpec> all =
        new ArrayList<>(VaeDecoder.script(config, PLAIN).weights().expectedTensors());
    all.addAll(VaeEncoder.script(config, PLAIN).weights().expectedTensors());

    assertSize(all, 244, 83_653_863L - (4 * 4 + 4) - (8 * 8 + 8));
  }

  @Test
  @DisplayName("the text encoder of SD 1.x has 123,060,480 parameters in 196 tensors")
  void textEncoderV1() {
    WeightTable table = ClipTextEncoder.script(TextEncoderConfig.clipVitL14(), PLAIN).weights();

    assertSize(table.expectedTensors(), 196, 123_060_480L);
  }

  @Test
  @DisplayName(
      "the text encoder of SD 2.x, 23 layers of OpenCLIP ViT-H, has 340,387,840 parameters")
  void textEncoderV2() {
    TextEncoderConfig config =
        new TextEncoderConfig(49408, 1024, 4096, 23, 16, 77, Activation.GELU, 1e-5);

    long attention = 4 * (1024 * 1024 + 1024);
    long feedForward = 1024 * 4096 + 4096 + 4096 * 1024 + 1024;
    long layer = attention + feedForward + 2 * (2 * 1024);
    long total = (49408L + 77) * 1024 + 23 * layer + 2 * 1024;
    assertThat(total).isEqualTo(340_387_840L);
    assertSize(
        ClipTextEncoder.script(config, PLAIN).weights().expectedTensors(), 4 + 23 * 16, total);
  }

  @Test
  @DisplayName("no option of emission changes which tensors are expected, or their order")
  void optionsKeepTheWeights() {
    Script plain = UNet.script(V2, PLAIN);
    EmitOptions all = EmitOptions.forDevice(ElementType.BF16, true).withTiling(true, true);

    assertThat(UNet.script(V2, all.withTaps()).weights().slots())
        .isEqualTo(plain.weights().slots());
    assertThat(UNet.script(V2, all).source()).isNotEqualTo(plain.source());
  }

  @Test
  @DisplayName("heads that do not divide a level's width are refused with both numbers")
  void headsMustDivide() {
    UNetConfig odd =
        UNetConfig.builder()
            .blockOutChannels(List.of(30))
            .layersPerBlock(1)
            .crossAttention(List.of(true))
            .heads(List.of(8))
            .crossAttentionDim(16)
            .normGroups(2)
            .sampleSize(8)
            .build();

    assertThatThrownBy(() -> UNet.script(odd, PLAIN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("8 heads divide")
        .hasMessageContaining("30");
  }
}
