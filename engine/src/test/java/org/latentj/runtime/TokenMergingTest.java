package org.latentj.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latentj.runtime.TinyNetworks.noise;
import static org.latentj.runtime.TinyNetworks.relativeError;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentj.checkpoint.Weights;
import org.latentj.image.Tiling;
import org.latentj.model.UNetConfig;
import org.latentj.network.EmitOptions;
import org.latentj.network.Optimization;
import org.latentj.runtime.ReferenceNetworks.Image;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.FloatTensor;

@DisplayName("Token merging")
class TokenMergingTest {
  private static final UNetConfig UNET = TinyNetworks.UNET;
  private static final FloatTensor TEXT = noise(2, 2, 77, 24);

  private static FloatTensor predict(UNetModel unet, FloatTensor sample, double share) {
    return predict(unet, sample, new Shortcut(null, true, share));
  }

  private static FloatTensor predict(UNetModel unet, FloatTensor sample, Shortcut shortcut) {
    try (Conditioning prompts = unet.condition(TEXT);
        TimeTable times = unet.times(new double[] {301.5})) {
      return unet.predict(sample, times, 0, prompts, Tiling.NONE, List.of(), shortcut);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "8,8,0.5,false",
    "8,8,0.75,true",
    "9,6,0.3,false",
    "7,9,0.75,false",
    "8,4,0.01,false"
  })
  @DisplayName("is that of a reference in plain loops, at any size and share")
  void golden(int height, int width, double share, boolean slow) {
    FloatTensor sample = noise(1, 2, 4, height, width);
    EmitOptions options =
        slow ? TinyNetworks.PLAIN.without(Optimization.values()) : TinyNetworks.PLAIN;
    Weights weights = TinyNetworks.weights(UNET);
    try (UNetModel unet = TinyNetworks.load(UNET, options)) {
      FloatTensor found = predict(unet, sample, share);

      for (int row = 0; row < 2; row++) {
        Image expected =
            new ReferenceNetworks(UNET, weights, TEXT.row(row), 301.5)
                .merging(share)
                .predict(Image.of(sample.row(row)), List.of());
        assertThat(relativeError(found.row(row), expected.toTensor())).isLessThan(2e-5);
      }
      double change = relativeError(found, predict(unet, sample, 0));
      if (share * height * width < 1) {
        assertThat(change).as("less than a token").isLessThan(1e-5);
      } else {
        assertThat(change).isGreaterThan(1e-3);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1,1", "1,4", "5,1", "2,2"})
  @DisplayName("leaves a token where there is but one, and finds cells in single rows")
  void smallest(int height, int width) {
    FloatTensor sample = noise(1, 2, 4, height, width);
    try (UNetModel unet = TinyNetworks.load(UNET, TinyNetworks.PLAIN)) {
      FloatTensor found = predict(unet, sample, 0.75);
      assertThat(found.data()).doesNotContain(Float.NaN);
      if (height * width == 1) {
        assertThat(found.maxAbsDifference(predict(unet, sample, 0))).isLessThan(1e-6);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(MemoryMode.class)
  @DisplayName("is the same in all memory modes: rows of a batch choose for themselves")
  void modes(MemoryMode mode) {
    FloatTensor sample = noise(1, 2, 4, 8, 8);
    MemoryLadder ladder = new MemoryLadder(new LimitedMemory(), mode);
    Weights weights = TinyNetworks.weights(UNET);
    try (UNetModel normal = TinyNetworks.load(UNET, TinyNetworks.PLAIN);
        UNetModel unet =
            new UNetModel(UNET, weights, TinyNetworks.PLAIN, TinyNetworks.CPU, ladder)) {
      assertThat(predict(unet, sample, 0.5).maxAbsDifference(predict(normal, sample, 0.5)))
          .isLessThan(1e-5);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"BF16", "F16"})
  @DisplayName("works in half precision, with images channels last")
  void halfPrecisions(String type) {
    FloatTensor sample = noise(1, 2, 4, 8, 8);
    EmitOptions half = EmitOptions.forInference(ElementType.valueOf(type), true);
    try (UNetModel unet = TinyNetworks.load(UNET, half);
        UNetModel plain = TinyNetworks.load(UNET, TinyNetworks.PLAIN)) {
      FloatTensor found = predict(unet, sample, 0.5);
      // A rounded similarity may choose another token.
      assertThat(relativeError(found, predict(plain, sample, 0.5))).isBetween(1e-6, 0.2);
    }
  }

  @Test
  @DisplayName("goes together with deep features")
  void deepFeatures() {
    FloatTensor sample = noise(1, 2, 4, 8, 8);
    try (UNetModel unet = TinyNetworks.load(UNET, TinyNetworks.PLAIN);
        DeepFeatures features = new DeepFeatures(2)) {
      FloatTensor merged = predict(unet, sample, 0.5);
      assertThat(predict(unet, sample, new Shortcut(features, true, 0.5)).data())
          .isEqualTo(merged.data());
      assertThat(predict(unet, sample, new Shortcut(features, false, 0.5)).data())
          .isEqualTo(merged.data());
      assertThat(predict(unet, sample, new Shortcut(features, false, 0)).data())
          .isNotEqualTo(merged.data());
    }
  }
}
