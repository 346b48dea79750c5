package org.latentj.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.model.UNetConfig;
import org.latentj.script.Script;
import org.latentj.tensor.ElementType;

@DisplayName("The UNet's script with token merging")
class TokenMergingScriptTest {
  private static final UNetConfig SD1 = UNetConfig.stableDiffusion1();

  private static long count(String text, String part) {
    return Pattern.compile(Pattern.quote(part)).matcher(text).results().count();
  }

  @Test
  @DisplayName("merges in the five self-attentions at the highest resolution, on the same weights")
  void where() {
    for (EmitOptions options :
        List.of(EmitOptions.reference(), EmitOptions.forInference(ElementType.F16, true))) {
      Script plain = UNet.script(SD1, options);
      Script merging = UNet.script(SD1, options.withTokenMerging(0.5));

      assertThat(count(plain.source(), "scatter")).isZero();
      assertThat(count(merging.source(), "scatter_reduce")).isEqualTo(5);
      assertThat(merging.weights().slots()).isEqualTo(plain.weights().slots());
      assertThat(options.withTokenMerging(0.5).withTokenMerging(0)).isEqualTo(options);
    }
  }

  @Test
  @DisplayName("merges below the first level where that has no attention")
  void firstAttention() {
    UNetConfig config =
        UNetConfig.builder()
            .blockOutChannels(List.of(16, 24, 32))
            .layersPerBlock(1)
            .crossAttention(List.of(false, true, true))
            .heads(List.of(2, 3, 4))
            .crossAttentionDim(24)
            .normGroups(8)
            .sampleSize(8)
            .build();
    EmitOptions options = EmitOptions.reference().withTokenMerging(0.5);

    // One of a down level, two of an up level.
    assertThat(count(UNet.script(config, options).source(), "scatter_reduce")).isEqualTo(3);
  }
}
