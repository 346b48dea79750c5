package org.latentj.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latentj.runtime.TinyNetworks.noise;
import static org.latentj.runtime.TinyNetworks.predict;
import static org.latentj.runtime.TinyNetworks.relativeError;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.latentj.image.Tiling;
import org.latentj.model.UNetConfig;
import org.latentj.network.EmitOptions;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

class UNetVariantsTest {
  private static UNetModel unet;

  @BeforeAll
  static void load() {
    unet = TinyNetworks.load(TinyNetworks.UNET, TinyNetworks.PLAIN);
  }

  @AfterAll
  static void close() {
    unet.close();
  }

  static Stream<Arguments> configurations() {
    return Stream.of(
        Arguments.of("one level", TinyNetworks.unet(List.of(16), 1, List.of(true), List.of(4), 1)),
        Arguments.of(
            "three layers a block, two levels",
            TinyNetworks.unet(List.of(8, 16), 3, List.of(false, true), List.of(1, 4), 1)),
        Arguments.of(
            "five levels, attention in the middle only",
            TinyNetworks.unet(
                List.of(8, 8, 16, 16, 24),
                1,
                List.of(false, false, false, false, false),
                List.of(1, 1, 2, 2, 3),
                1)),
        Arguments.of(
            "falling widths, two transformer layers",
            TinyNetworks.unet(
                List.of(32, 16, 8), 2, List.of(true, false, true), List.of(8, 4, 2), 2)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("configurations")
  @DisplayName("every layout that a configuration can ask for runs, its latents' size being kept")
  void runs(String name, UNetConfig config) {
    FloatTensor sample = noise(1, 2, 4, 12, 20);
    try (UNetModel model = TinyNetworks.load(config, TinyNetworks.PLAIN)) {
      FloatTensor one = predict(model, sample, 500, noise(2, 2, 77, 24));
      FloatTensor other = predict(model, sample, 500, noise(3, 2, 77, 24));

      assertThat(one.shape()).isEqualTo(sample.shape());
      assertThat(one.maxAbsDifference(other)).as("the conditioning counts").isGreaterThan(1e-4);
    }
  }

  @ParameterizedTest
  @CsvSource({"1,1", "1,9", "3,5", "7,2", "13,11", "64,3"})
  @DisplayName("latents of any size come back in that size")
  void oddSizes(int height, int width) {
    FloatTensor out = predict(unet, noise(1, 1, 4, height, width), 10, noise(2, 1, 77, 24));

    assertThat(out.shape()).isEqualTo(Shape.of(1, 4, height, width));
    assertThat(out.data()).doesNotContain(Float.NaN);
  }

  @Test
  @DisplayName("a batch gives what its members give alone, each with its own prompt")
  void batchEqualsSingles() {
    FloatTensor samples = noise(1, 3, 4, 9, 8);
    FloatTensor texts = noise(2, 3, 154, 24);

    FloatTensor batch = predict(unet, samples, 321.5, texts);

    for (int i = 0; i < 3; i++) {
      FloatTensor alone = predict(unet, samples.row(i), 321.5, texts.row(i));
      assertThat(batch.row(i).maxAbsDifference(alone)).isLessThan(1e-5);
    }
    assertThat(batch.row(0).maxAbsDifference(batch.row(1))).isGreaterThan(0.1);
  }

  @Test
  @DisplayName("the rows of a time table equal tables of one timestep each")
  void timeRows() {
    double[] timesteps = {981, 961, 961, 20.5, 1, 0};
    FloatTensor sample = noise(1, 1, 4, 8, 8);
    FloatTensor text = noise(2, 1, 77, 24);
    try (TimeTable table = unet.times(timesteps);
        Conditioning conditioning = unet.condition(text)) {
      List<FloatTensor> outputs =
          IntStream.range(0, timesteps.length)
              .mapToObj(i -> unet.predict(sample, table, i, conditioning, Tiling.NONE))
              .toList();

      for (int i = 0; i < timesteps.length; i++) {
        FloatTensor alone = predict(unet, sample, timesteps[i], text);
        assertThat(outputs.get(i).maxAbsDifference(alone)).as("row %d", i).isLessThan(1e-5);
      }
      assertThat(outputs.get(4).maxAbsDifference(outputs.get(5))).isGreaterThan(1e-5);
    }
  }

  @Test
  @DisplayName("members of a batch may be at different timesteps, and taps do not change results")
  void timestepPerMember() {
    FloatTensor samples = noise(1, 2, 4, 8, 8);
    FloatTensor texts = noise(2, 2, 77, 24);
    try (Conditioning conditioning = unet.condition(texts)) {
      FloatTensor both =
          unet.predictWithTaps(samples, new double[] {900, 30}, conditioning).get("output");

      FloatTensor early = predict(unet, samples.row(0), 900, texts.row(0));
      FloatTensor late = predict(unet, samples.row(1), 30, texts.row(1));
      assertThat(both.row(0).maxAbsDifference(early)).isLessThan(1e-5);
      assertThat(both.row(1).maxAbsDifference(late)).isLessThan(1e-5);
    }
  }

  @Test
  @DisplayName(
      "the memory layout of images does not change what comes out, nor the order of values")
  void channelsLast() {
    EmitOptions nhwc = new EmitOptions(ElementType.F32, true, false, false, false);
    FloatTensor sample = noise(1, 2, 4, 9, 13);
    FloatTensor text = noise(2, 2, 77, 24);
    try (UNetModel model = TinyNetworks.load(TinyNetworks.UNET, nhwc)) {
      assertThat(
              predict(model, sample, 700, text).maxAbsDifference(predict(unet, sample, 700, text)))
          .isLessThan(1e-5);
      try (Conditioning conditioning = model.condition(text);
          Conditioning plain = unet.condition(text)) {
        FloatTensor tap =
            model.predictWithTaps(sample, new double[] {700}, conditioning).get("mid_block");
        FloatTensor plainTap =
            unet.predictWithTaps(sample, new double[] {700}, plain).get("mid_block");
        assertThat(tap.maxAbsDifference(plainTap)).isLessThan(1e-5);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"BF16,0.03,1e-4", "F16,0.004,1e-6"})
  @DisplayName("half precisions stay near float32, and are not float32 in disguise")
  void halfPrecisions(ElementType type, double bound, double least) {
    FloatTensor sample = noise(1, 2, 4, 16, 16);
    FloatTensor text = noise(2, 2, 77, 24);
    for (boolean channelsLast : new boolean[] {false, true}) {
      EmitOptions options = new EmitOptions(type, channelsLast, false, false, false);
      try (UNetModel half = TinyNetworks.load(TinyNetworks.UNET, options)) {
        FloatTensor out = predict(half, sample, 500, text);

        assertThat(out.data()).doesNotContain(Float.NaN);
        assertThat(relativeError(out, predict(unet, sample, 500, text))).isBetween(least, bound);
        assertThat(half.weightBytes()).isEqualTo(unet.weightBytes() / 2);
      }
    }
  }
}
