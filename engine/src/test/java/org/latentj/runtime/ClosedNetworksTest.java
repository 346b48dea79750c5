package org.latentj.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.latentj.runtime.TinyNetworks.PLAIN;
import static org.latentj.runtime.TinyNetworks.noise;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentj.image.Tiling;
import org.latentj.tensor.FloatTensor;

/** Native memory that is gone must not be touched: that would take the whole JVM along. */
class ClosedNetworksTest {
  private static final FloatTensor SAMPLE = noise(1, 1, 4, 4, 4);
  private static final FloatTensor TEXT = noise(2, 1, 77, 24);

  @Test
  @DisplayName("a closed UNet refuses every use, also of a variant that it never compiled")
  void unet() {
    UNetModel unet = TinyNetworks.load(TinyNetworks.UNET, PLAIN);
    try (TimeTable times = unet.times(new double[] {1});
        Conditioning text = unet.condition(TEXT)) {
      unet.predict(SAMPLE, times, 0, text, Tiling.NONE);
      unet.close();

      for (Tiling tiling : Tiling.values()) {
        assertThatThrownBy(() -> unet.predict(SAMPLE, times, 0, text, tiling))
            .isInstanceOf(IllegalStateException.class)
            .hasMessage("the network is closed: its weights were freed");
      }
      assertThatThrownBy(() -> unet.condition(TEXT)).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> unet.times(new double[] {1}))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  @DisplayName("a closed VAE and a closed text encoder refuse every use")
  void others() {
    VaeModel vae = TinyNetworks.load(TinyNetworks.VAE, PLAIN);
    TextEncoderModel text = TinyNetworks.load(TinyNetworks.TEXT, PLAIN);
    vae.close();
    text.close();

    assertThatThrownBy(() -> vae.decode(SAMPLE, Tiling.NONE))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> vae.encode(noise(1, 1, 3, 8, 8), Tiling.NONE))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> text.encode(new int[][] {{1}}, 0))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> text.hiddenStates(new int[][] {{1}}))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  @DisplayName("closing twice is harmless")
  void twice() {
    int before = NativeAccounting.tensors();
    UNetModel unet = TinyNetworks.load(TinyNetworks.UNET, PLAIN);
    VaeModel vae = TinyNetworks.load(TinyNetworks.VAE, PLAIN);
    TimeTable times = unet.times(new double[] {1});
    Conditioning text = unet.condition(TEXT);
    for (AutoCloseable closeable : new AutoCloseable[] {times, text, unet, vae}) {
      assertThatCode(closeable::close).doesNotThrowAnyException();
      assertThatCode(closeable::close).doesNotThrowAnyException();
    }
    assertThat(NativeAccounting.tensors()).isEqualTo(before);
  }

  @Test
  @DisplayName("a closed time table or conditioning is refused, and the network stays usable")
  void closedArguments() {
    try (UNetModel unet = TinyNetworks.load(TinyNetworks.UNET, PLAIN);
        TimeTable times = unet.times(new double[] {1});
        Conditioning text = unet.condition(TEXT)) {
      TimeTable closedTimes = unet.times(new double[] {1});
      closedTimes.close();
      Conditioning closedText = unet.condition(TEXT);
      closedText.close();

      assertThatThrownBy(() -> unet.predict(SAMPLE, closedTimes, 0, text, Tiling.NONE))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> unet.predict(SAMPLE, times, 0, closedText, Tiling.NONE))
          .isInstanceOf(IllegalStateException.class);
      assertThat(unet.predict(SAMPLE, times, 0, text, Tiling.NONE).shape())
          .isEqualTo(SAMPLE.shape());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 2, Integer.MAX_VALUE})
  @DisplayName("a call that the time table has no row for is refused instead of being empty")
  void callOutOfRange(int call) {
    try (UNetModel unet = TinyNetworks.load(TinyNetworks.UNET, PLAIN);
        TimeTable times = unet.times(new double[] {900, 1});
        Conditioning text = unet.condition(TEXT)) {
      assertThatThrownBy(() -> unet.predict(SAMPLE, times, call, text, Tiling.NONE))
          .isInstanceOf(IndexOutOfBoundsException.class)
          .hasMessage("expected one of the run's 2 model calls, counted from 0, but got " + call);
    }
  }

  @Test
  @DisplayName("wrong shapes are refused with what was expected and what came")
  void wrongShapes() {
    try (UNetModel unet = TinyNetworks.load(TinyNetworks.UNET, PLAIN);
        TimeTable times = unet.times(new double[] {1});
        Conditioning text = unet.condition(TEXT)) {
      assertThatThrownBy(() -> unet.predict(noise(1, 1, 3, 64, 64), times, 0, text, Tiling.NONE))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("expected latents (B, 4, H/8, W/8) but got (1, 3, 64, 64)");
      assertThatThrownBy(() -> unet.predict(noise(1, 4, 8, 8), times, 0, text, Tiling.NONE))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("(4, 8, 8)");
      assertThatThrownBy(() -> unet.predict(noise(1, 2, 4, 8, 8), times, 0, text, Tiling.NONE))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("expected 2 prompts or a multiple of that for 2 latents but got 1");
      assertThatThrownBy(() -> unet.condition(noise(1, 1, 77, 768)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("expected a conditioning of shape (B, tokens, 24) but got (1, 77, 768)");
      assertThatThrownBy(() -> unet.condition(noise(1, 77, 24)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
