package org.latentj.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latentj.runtime.TinyNetworks.noise;
import static org.latentj.runtime.TinyNetworks.roll;

import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.latentj.image.Tiling;
import org.latentj.tensor.FloatTensor;

/**
 * A network whose picture tiles does not know where its picture begins: moving the input cyclically
 * by a multiple of the whole downsampling moves the output alike. Norms and attention without
 * positions do not see such a move, so only the edges of convolutions can break it.
 */
class TilingEquivarianceTest {
  private static final double ROUNDING = 1e-4;
  private static final double VISIBLE = 1e-2;
  private static final FloatTensor TEXT = noise(2, 1, 77, 24);

  private static UNetModel unet;
  private static VaeModel vae;

  @BeforeAll
  static void load() {
    unet = TinyNetworks.load(TinyNetworks.UNET, TinyNetworks.PLAIN);
    vae = TinyNetworks.load(TinyNetworks.VAE, TinyNetworks.PLAIN);
  }

  @AfterAll
  static void close() {
    unet.close();
    vae.close();
  }

  /** A network, an input of its, and how far moves are in the input and the output. */
  record Subject(
      BiFunction<FloatTensor, Tiling, FloatTensor> network, FloatTensor input, int in, int out) {

    /** How much a cyclic move of the input changes the output besides moving it. */
    double change(Tiling tiling, int stepsX, int stepsY) {
      FloatTensor moved = network.apply(roll(input, stepsX * in, stepsY * in), tiling);
      FloatTensor expected = roll(network.apply(input, tiling), stepsX * out, stepsY * out);
      return moved.maxAbsDifference(expected);
    }
  }

  static Stream<Arguments> subjects() {
    FloatTensor latents = noise(1, 1, 4, 16, 24);
    FloatTensor image = noise(3, 1, 3, 32, 48);
    return Stream.of(
        Arguments.of(
            "UNet",
            new Subject(
                (x, tiling) -> TinyNetworks.predict(unet, x, 500, TEXT, tiling), latents, 4, 4)),
        Arguments.of(
            "VAE decoder", new Subject((x, tiling) -> vae.decode(x, tiling), latents, 1, 4)),
        Arguments.of(
            "VAE encoder",
            new Subject((x, tiling) -> vae.encode(x, tiling).moments(), image, 4, 1)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("subjects")
  @DisplayName("tiling along both axes: any cyclic move of the input moves the output alike")
  void both(String name, Subject subject) {
    assertThat(subject.change(Tiling.BOTH, 1, 0)).isLessThan(ROUNDING);
    assertThat(subject.change(Tiling.BOTH, 0, 1)).isLessThan(ROUNDING);
    assertThat(subject.change(Tiling.BOTH, 3, 2)).isLessThan(ROUNDING);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("subjects")
  @DisplayName("tiling along one axis: moves along that axis only")
  void oneAxis(String name, Subject subject) {
    assertThat(subject.change(Tiling.X, 2, 0)).isLessThan(ROUNDING);
    assertThat(subject.change(Tiling.X, 0, 2)).isGreaterThan(VISIBLE);
    assertThat(subject.change(Tiling.Y, 0, 2)).isLessThan(ROUNDING);
    assertThat(subject.change(Tiling.Y, 2, 0)).isGreaterThan(VISIBLE);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("subjects")
  @DisplayName("without tiling a move shows at the edges")
  void none(String name, Subject subject) {
    assertThat(subject.change(Tiling.NONE, 1, 0)).isGreaterThan(VISIBLE);
    assertThat(subject.change(Tiling.NONE, 0, 1)).isGreaterThan(VISIBLE);
  }

  @Test
  @DisplayName("tiling works on the smallest latents, one pixel high or wide")
  void smallest() {
    assertThat(vae.decode(noise(1, 1, 4, 1, 3), Tiling.BOTH).data()).doesNotContain(Float.NaN);
    assertThat(TinyNetworks.predict(unet, noise(1, 1, 4, 1, 3), 1, TEXT, Tiling.BOTH).data())
        .doesNotContain(Float.NaN);
  }
}
