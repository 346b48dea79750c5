package org.latentj.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.model.UNetConfig;
import org.latentj.script.Script;
import org.latentj.tensor.ElementType;

@DisplayName("The UNet's script with shallow layers")
class ShallowLayersTest {
  private static final UNetConfig SD1 = UNetConfig.stableDiffusion1();
  private static final EmitOptions PLAIN = EmitOptions.reference();

  private static String shallow(int layers) {
    String source = UNet.script(SD1, PLAIN.withShallowLayers(layers)).source();
    return source.substring(source.indexOf("  def shallow("));
  }

  private static long count(String text, String part) {
    return Pattern.compile(Pattern.quote(part)).matcher(text).results().count();
  }

  @Test
  @DisplayName("is the plain one with two methods behind it, on the same weights")
  void keepsThePlainMethods() {
    for (EmitOptions options : List.of(PLAIN, EmitOptions.forInference(ElementType.F16, true))) {
      Script plain = UNet.script(SD1, options);
      Script script = UNet.script(SD1, options.withShallowLayers(2));

      assertThat(plain.source()).doesNotContain("def full(").doesNotContain("def shallow(");
      assertThat(script.source()).startsWith(plain.source());
      assertThat(script.weights().slots()).isEqualTo(plain.weights().slots());
      assertThat(options.withShallowLayers(2).withShallowLayers(0)).isEqualTo(options);
    }
  }

  @Test
  @DisplayName(
      "computes the first convolution and one up layer at depth 1, all but the middle at 12")
  void depths() {
    // conv_in, two of a resnet and its shortcut, conv_out.
    assertThat(count(shallow(1), "torch.conv2d(")).isEqualTo(5);
    assertThat(count(shallow(1), "scaled_dot_product_attention")).isEqualTo(2);

    String whole = UNet.script(SD1, PLAIN).source();
    String forward = whole.substring(whole.indexOf("  def forward("));
    // The middle has two resnets without shortcuts.
    assertThat(count(shallow(12), "torch.conv2d(")).isEqualTo(count(forward, "torch.conv2d(") - 4);
    assertThat(count(shallow(12), "upsample_nearest2d")).isEqualTo(3);
    assertThat(count(shallow(4), "upsample_nearest2d")).isEqualTo(1);
    assertThat(count(shallow(3), "upsample_nearest2d")).isZero();
  }

  @Test
  @DisplayName("computes more with each layer")
  void growsWithDepth() {
    long before = 0;
    for (int layers = 1; layers <= 12; layers++) {
      long lines = shallow(layers).lines().count();
      assertThat(lines).isGreaterThan(before);
      before = lines;
    }
    assertThat(UNet.upLayers(SD1)).isEqualTo(12);
  }

  @Test
  @DisplayName("begins with kept features, and controlled with the kept residuals of its layers")
  void kept() {
    assertThat(count(shallow(3), "kept[")).isEqualTo(1);
    String source = UNet.script(SD1, PLAIN.withControl().withShallowLayers(3)).source();
    String shallow = source.substring(source.indexOf("  def shallow("));
    for (int i = 0; i < 4; i++) {
      assertThat(count(shallow, "kept[" + i + "]")).isEqualTo(1);
    }
    assertThat(count(shallow, "kept[4]") + count(shallow, "residuals")).isZero();
    Matcher results =
        Pattern.compile("return \\[(.*)]")
            .matcher(
                source.substring(source.indexOf("  def full("), source.indexOf("  def shallow(")));
    assertThat(results.find()).isTrue();
    assertThat(results.group(1).split(", ")).hasSize(5).endsWith("residuals[2]");
  }

  @Test
  @DisplayName("of more layers than there are is refused with both numbers")
  void tooDeep() {
    assertThatThrownBy(() -> UNet.script(SD1, PLAIN.withShallowLayers(13)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most 12")
        .hasMessageContaining("13");
  }
}
