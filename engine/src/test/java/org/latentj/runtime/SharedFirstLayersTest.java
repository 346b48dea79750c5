package org.latentj.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latentj.runtime.TinyNetworks.noise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.latentj.checkpoint.RandomWeights;
import org.latentj.image.Tiling;
import org.latentj.model.ControlNetConfig;
import org.latentj.model.UNetConfig;
import org.latentj.network.ControlNet;
import org.latentj.network.EmitOptions;
import org.latentj.network.Optimization;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

@DisplayName("Several prompts for the same latents")
class SharedFirstLayersTest {
  private static final EmitOptions SHARED =
      TinyNetworks.PLAIN.withOptimization(Optimization.SHARED_FIRST_LAYERS);

  private static FloatTensor predict(
      UNetModel unet, FloatTensor sample, FloatTensor texts, Shortcut shortcut) {
    try (Conditioning conditioning = unet.condition(texts);
        TimeTable times = unet.times(new double[] {500})) {
      return unet.predict(sample, times, 0, conditioning, Tiling.NONE, List.of(), shortcut);
    }
  }

  private static FloatTensor repeated(FloatTensor sample, int times) {
    return FloatTensor.concatenate(Collections.nCopies(times, sample));
  }

  private static UNetModel unet(UNetConfig config, EmitOptions options, MemoryMode mode) {
    return new UNetModel(
        config,
        TinyNetworks.weights(config),
        options,
        TinyNetworks.CPU,
        new MemoryLadder(new LimitedMemory(), mode));
  }

  /** What a prediction for latents that were repeated before gives. */
  private static FloatTensor expected(UNetConfig config, FloatTensor sample, FloatTensor texts) {
    int copies = texts.shape().size(0) / sample.shape().size(0);
    try (UNetModel plain = unet(config, TinyNetworks.PLAIN, MemoryMode.NORMAL)) {
      return predict(plain, repeated(sample, copies), texts, Shortcut.NONE);
    }
  }

  @ParameterizedTest
  @CsvSource({"true,true,1", "false,true,1", "false,false,1", "true,true,2"})
  @DisplayName("give what latents that were repeated give, wherever the first cross-attention is")
  void levels(boolean first, boolean second, int transformerLayers) {
    UNetConfig config =
        TinyNetworks.unet(
            List.of(16, 24, 32),
            2,
            List.of(first, second, false),
            List.of(2, 3, 4),
            transformerLayers);
    for (int pictures = 1; pictures <= 2; pictures++) {
      FloatTensor sample = noise(1, pictures, 4, 8, 9);
      FloatTensor texts = noise(2, 3 * pictures, 77, 24);
      FloatTensor expected = expected(config, sample, texts);
      for (EmitOptions options :
          List.of(SHARED, SHARED.withChannelsLast(true), TinyNetworks.PLAIN)) {
        try (UNetModel unet = unet(config, options, MemoryMode.NORMAL)) {
          FloatTensor found = predict(unet, sample, texts, Shortcut.NONE);
          assertThat(found.maxAbsDifference(expected)).isLessThan(1e-5);
        }
      }
      assertThat(expected.row(0).maxAbsDifference(expected.row(pictures)))
          .as("prompts differ")
          .isGreaterThan(1e-3);
    }
  }

  @ParameterizedTest
  @EnumSource(MemoryMode.class)
  @DisplayName("give the same in parts, whether or not a part ends between a picture's prompts")
  void parts(MemoryMode mode) {
    FloatTensor sample = noise(1, 2, 4, 8, 8);
    for (int copies = 1; copies <= 3; copies++) {
      FloatTensor texts = noise(2, 2 * copies, 77, 24);
      FloatTensor expected = expected(TinyNetworks.UNET, sample, texts);
      try (UNetModel unet = unet(TinyNetworks.UNET, SHARED, mode)) {
        FloatTensor found = predict(unet, sample, texts, Shortcut.NONE);
        assertThat(found.maxAbsDifference(expected)).isLessThan(1e-5);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1,0", "2,0", "4,0", "6,0", "1,0.5"})
  @DisplayName("may begin with deep features and merge tokens")
  void shortcuts(int layers, double merging) {
    FloatTensor sample = noise(1, 2, 4, 8, 8);
    FloatTensor texts = noise(2, 4, 77, 24);
    try (UNetModel plain = unet(TinyNetworks.UNET, TinyNetworks.PLAIN, MemoryMode.NORMAL);
        UNetModel shared = unet(TinyNetworks.UNET, SHARED, MemoryMode.NORMAL);
        DeepFeatures usual = new DeepFeatures(layers);
        DeepFeatures own = new DeepFeatures(layers)) {
      for (boolean whole : new boolean[] {true, false}) {
        FloatTensor expected =
            predict(plain, repeated(sample, 2), texts, new Shortcut(usual, whole, merging));
        FloatTensor found = predict(shared, sample, texts, new Shortcut(own, whole, merging));
        assertThat(found.maxAbsDifference(expected)).isLessThan(1e-5);
      }
    }
  }

  @Test
  @DisplayName("have a ControlNet's residuals, which shares its first layers as well")
  void controlled() {
    ControlNetConfig config = ControlNetModelTest.CONTROL;
    FloatTensor sample = noise(1, 2, 4, 8, 8);
    FloatTensor texts = noise(2, 4, 77, 24);
    FloatTensor hint = noise(5, 1, 3, 32, 32);
    List<FloatTensor> found = new ArrayList<>();
    for (EmitOptions options : List.of(TinyNetworks.PLAIN, SHARED)) {
      try (UNetModel unet = unet(TinyNetworks.UNET, options, MemoryMode.NORMAL);
          ControlNetModel net = control(config, options);
          Conditioning said = unet.condition(texts);
          Conditioning toldNet = net.condition(texts);
          TimeTable times = unet.times(new double[] {500});
          TimeTable netTimes = net.times(new double[] {500});
          ControlHint embedded = net.hint(hint, Tiling.NONE)) {
        FloatTensor scales = FloatTensor.zeros(Shape.of(4, net.residuals()));
        Arrays.fill(scales.data(), 1);
        ControlInput input = new ControlInput(net, embedded, netTimes, toldNet, scales);
        FloatTensor rows = options == SHARED ? sample : repeated(sample, 2);
        found.add(unet.predict(rows, times, 0, said, Tiling.NONE, List.of(input)));
      }
    }
    assertThat(found.get(1).maxAbsDifference(found.get(0))).isLessThan(1e-5);
    assertThat(found.get(0).maxAbsDifference(expected(TinyNetworks.UNET, sample, texts)))
        .as("residuals count")
        .isGreaterThan(1e-3);
  }

  private static ControlNetModel control(ControlNetConfig config, EmitOptions options) {
    RandomWeights weights =
        new RandomWeights(
            ControlNet.script(config, TinyNetworks.PLAIN).weights().expectedTensors(),
            ElementType.F32,
            3);
    return new ControlNetModel(
        config, "a net", weights, options, TinyNetworks.CPU, MemoryLadder.unguarded());
  }
}
