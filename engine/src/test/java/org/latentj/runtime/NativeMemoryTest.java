package org.latentj.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.latentj.runtime.TinyNetworks.noise;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.checkpoint.CheckpointException;
import org.latentj.checkpoint.Weights;
import org.latentj.image.Tiling;
import org.latentj.model.UNetConfig;
import org.latentj.tensor.FloatTensor;

class NativeMemoryTest {
  private static final int CALLS = 300;

  @Test
  @DisplayName("300 predictions leave no native tensor behind and do not grow the process")
  void predictionsDoNotLeak() throws IOException {
    UNetConfig config = TinyNetworks.unet(List.of(8), 1, List.of(true), List.of(1), 1);
    // Little to compute, but a quarter of a megabyte of conditioning a call.
    FloatTensor sample = noise(1, 32, 4, 2, 2);
    FloatTensor conditioning = noise(2, 32, 77, 24);
    int[][] ids = new int[32][77];
    try (UNetModel unet = TinyNetworks.load(config, TinyNetworks.PLAIN);
        TextEncoderModel encoder = TinyNetworks.load(TinyNetworks.TEXT, TinyNetworks.PLAIN)) {
      Runnable round =
          () -> {
            encoder.encode(ids, 1);
            try (TimeTable times = unet.times(new double[] {500});
                Conditioning text = unet.condition(conditioning)) {
              unet.predict(sample, times, 0, text, Tiling.NONE);
            }
          };
      repeat(round, 30);
      int tensors = NativeAccounting.tensors();
      long before = NativeAccounting.residentBytes().orElse(0);

      repeat(round, CALLS);

      assertThat(NativeAccounting.tensors()).isEqualTo(tensors);
      // One conditioning a call would be 71 MB.
      long grown = NativeAccounting.residentBytes().orElse(0) - before;
      assertThat(grown).isLessThan(CALLS * 4L * conditioning.data().length / 2);
    }
  }

  private static void repeat(Runnable round, int times) {
    for (int i = 0; i < times; i++) {
      round.run();
    }
  }

  @Test
  @DisplayName("closing networks, conditionings and time tables frees every native tensor")
  void closingFreesAll() {
    int before = NativeAccounting.tensors();
    try (UNetModel unet = TinyNetworks.load(TinyNetworks.UNET, TinyNetworks.PLAIN);
        VaeModel vae = TinyNetworks.load(TinyNetworks.VAE, TinyNetworks.PLAIN);
        TextEncoderModel text = TinyNetworks.load(TinyNetworks.TEXT, TinyNetworks.PLAIN)) {
      TinyNetworks.predict(unet, noise(1, 1, 4, 4, 4), 1, noise(2, 1, 77, 24), Tiling.BOTH);
      vae.encode(vae.decode(noise(1, 1, 4, 4, 4), Tiling.X), Tiling.NONE);
      text.encode(new int[][] {{1, 2, 3}}, 1);
      assertThat(NativeAccounting.tensors()).isGreaterThan(before + 100);
    }
    assertThat(NativeAccounting.tensors()).isEqualTo(before);
  }

  @Test
  @DisplayName("a refused input leaves nothing behind either")
  void failuresFreeAll() {
    try (UNetModel unet = TinyNetworks.load(TinyNetworks.UNET, TinyNetworks.PLAIN);
        TimeTable times = unet.times(new double[] {1});
        Conditioning text = unet.condition(noise(2, 1, 77, 24))) {
      int before = NativeAccounting.tensors();

      assertThatThrownBy(() -> unet.condition(noise(1, 1, 77, 23)))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> unet.predict(noise(1, 1, 3, 4, 4), times, 0, text, Tiling.NONE))
          .isInstanceOf(IllegalArgumentException.class);
      // The shape of an empty image is right, but no convolution takes it.
      assertThatThrownBy(() -> unet.predict(noise(1, 1, 4, 0, 0), times, 0, text, Tiling.NONE))
          .isInstanceOf(TorchException.class);

      assertThat(NativeAccounting.tensors()).isEqualTo(before);
    }
  }

  @Test
  @DisplayName("if a tensor cannot be read half-way, what was loaded before is freed again")
  void failedLoadFreesAll() {
    int before = NativeAccounting.tensors();
    AtomicInteger reads = new AtomicInteger();
    Weights failing =
        AlteredWeights.of(
            TinyNetworks.weights(TinyNetworks.UNET),
            tensor -> {
              if (reads.incrementAndGet() == 40) {
                throw new CheckpointException("the disk is gone at " + tensor.name());
              }
              return tensor;
            });

    assertThatThrownBy(
            () -> new UNetModel(TinyNetworks.UNET, failing, TinyNetworks.PLAIN, TinyNetworks.CPU))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith("the disk is gone at ");
    assertThat(reads).hasValue(40);
    assertThat(NativeAccounting.tensors()).isEqualTo(before);
  }

  @Test
  @DisplayName("a VAE whose encoder fails to load frees its decoder")
  void failedEncoderFreesDecoder() {
    int before = NativeAccounting.tensors();
    Weights failing =
        AlteredWeights.without(TinyNetworks.weights(TinyNetworks.VAE), "quant_conv.bias");

    assertThatThrownBy(
            () -> new VaeModel(TinyNetworks.VAE, failing, TinyNetworks.PLAIN, TinyNetworks.CPU))
        .isInstanceOf(CheckpointException.class);
    assertThat(NativeAccounting.tensors()).isEqualTo(before);
  }
}
