package org.latentj.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.model.TextEncoderConfig;
import org.latentj.model.TextEncoderConfig.Activation;
import org.latentj.model.UNetConfig;
import org.latentj.model.VaeConfig;

@DisplayName("Multiply-adds")
class MultiplyAddsTest {
  private static final UNetConfig UNET = UNetConfig.stableDiffusion1();
  private static final VaeConfig VAE = VaeConfig.stableDiffusion();
  private static final int TOKENS = 77;

  @Test
  @DisplayName("of Stable Diffusion 1 at 512 x 512 pixels are the published numbers")
  void stableDiffusion1() {
    assertThat(MultiplyAdds.unet(UNET, 64, 64, TOKENS) / 1e9).isCloseTo(402, withinPercentage(1));
    assertThat(MultiplyAdds.vaeDecode(VAE, 64, 64) / 1e9).isCloseTo(1257, withinPercentage(1));
    assertThat(MultiplyAdds.vaeEncode(VAE, 64, 64) / 1e9).isCloseTo(558, withinPercentage(1));
    assertThat(MultiplyAdds.textEncoder(TextEncoderConfig.clipVitL14(), TOKENS) / 1e9)
        .isCloseTo(6.65, withinPercentage(1));
  }

  @Test
  @DisplayName("of a text encoder are those of its layers, worked out by hand")
  void textEncoder() {
    TextEncoderConfig config = new TextEncoderConfig(100, 8, 32, 2, 2, 77, Activation.GELU, 1e-5);
    // Four projections, two layers of the feed-forward network, two attention products.
    long layer = 4 * 8 * 8 * 5 + 2 * 8 * 32 * 5 + 2 * 5 * 5 * 8;
    assertThat(MultiplyAdds.textEncoder(config, 5)).isEqualTo(2 * layer);
  }

  @Test
  @DisplayName("of a UNet of one level are those of its layers, worked out by hand")
  void oneLevelUnet() {
    UNetConfig config =
        UNetConfig.builder()
            .blockOutChannels(List.of(32))
            .layersPerBlock(1)
            .crossAttention(List.of(false))
            .heads(List.of(8))
            .crossAttentionDim(16)
            .build();
    long pixels = 3 * 2;
    long time = 32 * 128 + 128 * 128;
    long ends = 2 * 9 * 4 * 32 * pixels;
    long resnet = 2 * 9 * 32 * 32 * pixels + 128 * 32;
    // The up level joins a skip connection of equal width: 64 channels come in.
    long joined = (9 * 64 * 32 + 9 * 32 * 32 + 64 * 32) * pixels + 128 * 32;
    long self = 4 * 32 * 32 * pixels + 2 * pixels * pixels * 32;
    long cross = 2 * 32 * 32 * pixels + 2 * 16 * 32 * 7 + 2 * pixels * 7 * 32;
    long feedForward = 32 * 256 * pixels + 128 * 32 * pixels;
    long transformer = 2 * 32 * 32 * pixels + self + cross + feedForward;
    assertThat(MultiplyAdds.unet(config, 3, 2, 7))
        .isEqualTo(time + ends + 3 * resnet + 2 * joined + transformer);
  }

  @Test
  @DisplayName("grow faster than the number of pixels, because of attention")
  void attentionIsQuadratic() {
    long small = MultiplyAdds.unet(UNET, 64, 64, TOKENS);
    long large = MultiplyAdds.unet(UNET, 128, 64, TOKENS);
    assertThat(large).isGreaterThan(2 * small).isLessThan(3 * small);
    assertThat(MultiplyAdds.vaeDecode(VAE, 64, 128))
        .isGreaterThan(2 * MultiplyAdds.vaeDecode(VAE, 64, 64));
  }

  @Test
  @DisplayName("of odd sizes lie between those of the even sizes around them")
  void oddSizes() {
    assertThat(MultiplyAdds.unet(UNET, 9, 13, TOKENS))
        .isGreaterThan(MultiplyAdds.unet(UNET, 8, 12, TOKENS))
        .isLessThan(MultiplyAdds.unet(UNET, 10, 14, TOKENS));
  }
}
