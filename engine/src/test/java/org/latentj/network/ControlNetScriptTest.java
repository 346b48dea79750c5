package org.latentj.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.model.ControlNetConfig;
import org.latentj.model.UNetConfig;
import org.latentj.script.Script;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.Shape;
import org.latentj.tensor.TensorSpec;

@DisplayName("The ControlNet's script")
class ControlNetScriptTest {
  private static final EmitOptions PLAIN = EmitOptions.reference();
  private static final ControlNetConfig SD1 = ControlNetConfig.stableDiffusion1();

  @Test
  @DisplayName("SD 1.5's has 361,279,120 parameters in 340 tensors and 13 residuals")
  void size() {
    List<TensorSpec> tensors = ControlNet.script(SD1, PLAIN).weights().expectedTensors();

    assertThat(tensors).hasSize(340);
    assertThat(tensors).extracting(TensorSpec::name).doesNotHaveDuplicates();
    assertThat(tensors.stream().mapToLong(t -> t.shape().elements()).sum()).isEqualTo(361_279_120L);
    assertThat(ControlNet.residuals(SD1)).isEqualTo(13);
  }

  @Test
  @DisplayName("all names and shapes of SD 1.5's are those of diffusers' ControlNetModel")
  void published() throws NoSuchAlgorithmException {
    String listing =
        ControlNet.script(SD1, PLAIN).weights().expectedTensors().stream()
            .map(t -> t.name() + " " + Arrays.toString(t.shape().toArray()))
            .sorted()
            .collect(Collectors.joining("\n"));
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(listing.getBytes(StandardCharsets.US_ASCII));
    // Of the same lines made of the state_dict of ControlNetModel(cross_attention_dim=768).
    assertThat(HexFormat.of().formatHex(hash))
        .isEqualTo("78789a4f9eff0f093581a40e4b710a815f8dce63d2d8575d2eca8cefc3f65893");
  }

  @Test
  @DisplayName(
      "beyond the UNet's down and mid blocks it reads the hint's and the zero convolutions")
  void ownTensors() {
    List<TensorSpec> unet =
        UNet.script(UNetConfig.stableDiffusion1(), PLAIN).weights().expectedTensors();
    List<TensorSpec> own = ControlNet.script(SD1, PLAIN).weights().expectedTensors();
    List<TensorSpec> shared =
        unet.stream()
            .filter(t -> !t.name().startsWith("up_blocks.") && !t.name().matches("conv.*out.*"))
            .toList();

    assertThat(own).containsAll(shared);
    String rest =
        own.stream()
            .filter(t -> !shared.contains(t) && t.name().endsWith(".weight"))
            .map(t -> t.name() + " " + t.shape())
            .collect(Collectors.joining("\n"));
    // As published in diffusion_pytorch_model.safetensors of the SD 1.5 ControlNets.
    assertThat(rest)
        .isEqualTo(
            """
            controlnet_cond_embedding.conv_in.weight %s
            controlnet_cond_embedding.blocks.0.weight %s
            controlnet_cond_embedding.blocks.1.weight %s
            controlnet_cond_embedding.blocks.2.weight %s
            controlnet_cond_embedding.blocks.3.weight %s
            controlnet_cond_embedding.blocks.4.weight %s
            controlnet_cond_embedding.blocks.5.weight %s
            controlnet_cond_embedding.conv_out.weight %s
            controlnet_down_blocks.0.weight %s
            controlnet_down_blocks.1.weight %s
            controlnet_down_blocks.2.weight %s
            controlnet_down_blocks.3.weight %s
            controlnet_down_blocks.4.weight %s
            controlnet_down_blocks.5.weight %s
            controlnet_down_blocks.6.weight %s
            controlnet_down_blocks.7.weight %s
            controlnet_down_blocks.8.weight %s
            controlnet_down_blocks.9.weight %s
            controlnet_down_blocks.10.weight %s
            controlnet_down_blocks.11.weight %s
            controlnet_mid_block.weight %s"""
                .formatted(
                    Shape.of(16, 3, 3, 3),
                    Shape.of(16, 16, 3, 3),
                    Shape.of(32, 16, 3, 3),
                    Shape.of(32, 32, 3, 3),
                    Shape.of(96, 32, 3, 3),
                    Shape.of(96, 96, 3, 3),
                    Shape.of(256, 96, 3, 3),
                    Shape.of(320, 256, 3, 3),
                    zero(320),
                    zero(320),
                    zero(320),
                    zero(320),
                    zero(640),
                    zero(640),
                    zero(640),
                    zero(1280),
                    zero(1280),
                    zero(1280),
                    zero(1280),
                    zero(1280),
                    zero(1280)));
  }

  private static Shape zero(int width) {
    return Shape.of(width, width, 1, 1);
  }

  @Test
  @DisplayName("a controlled UNet adds 13 residuals, on the same weights; the plain one knows none")
  void controlledUNet() {
    UNetConfig config = UNetConfig.stableDiffusion1();
    for (EmitOptions options : List.of(PLAIN, EmitOptions.forInference(ElementType.F16, true))) {
      Script plain = UNet.script(config, options);
      Script controlled = UNet.script(config, options.withControl());

      assertThat(plain.source()).doesNotContain("residuals");
      assertThat(controlled.weights().slots()).isEqualTo(plain.weights().slots());
      assertThat(controlled.source().lines().count())
          .isEqualTo(plain.source().lines().count() + 14);
      for (int i = 0; i < 13; i++) {
        assertThat(controlled.source()).containsOnlyOnce("residuals[" + i + "]");
      }
    }
  }

  @Test
  @DisplayName("no option of emission changes which tensors are expected, or their order")
  void optionsKeepTheWeights() {
    EmitOptions all = EmitOptions.forDevice(ElementType.BF16, true).withTiling(true, true);
    assertThat(ControlNet.script(SD1, all).weights().slots())
        .isEqualTo(ControlNet.script(SD1, PLAIN).weights().slots());
  }
}
