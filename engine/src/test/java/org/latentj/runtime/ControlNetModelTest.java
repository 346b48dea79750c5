package org.latentj.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.latentj.runtime.TinyNetworks.noise;
import static org.latentj.runtime.TinyNetworks.relativeError;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latentj.checkpoint.RandomWeights;
import org.latentj.checkpoint.Weights;
import org.latentj.image.Tiling;
import org.latentj.model.ControlNetConfig;
import org.latentj.model.UNetConfig;
import org.latentj.network.ControlNet;
import org.latentj.network.EmitOptions;
import org.latentj.network.Optimization;
import org.latentj.runtime.ReferenceNetworks.Image;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

@DisplayName("ControlNet")
class ControlNetModelTest {
  private static final UNetConfig UNET = TinyNetworks.UNET;

  /** Two halvings: a latent stands for 4 x 4 pixels. */
  static final ControlNetConfig CONTROL = new ControlNetConfig(UNET, 3, List.of(4, 6, 10), false);

  private static final FloatTensor TEXT = noise(2, 2, 77, 24);
  private static final double[] TIMES = {700, 301.5};

  private static Weights weights(ControlNetConfig config, long seed) {
    return new RandomWeights(
        ControlNet.script(config, TinyNetworks.PLAIN).weights().expectedTensors(),
        ElementType.F32,
        seed);
  }

  private static ControlNetModel load(ControlNetConfig config, long seed, EmitOptions options) {
    MemoryLadder ladder = MemoryLadder.unguarded();
    Weights random = weights(config, seed);
    return new ControlNetModel(config, "tiny", random, options, TinyNetworks.CPU, ladder);
  }

  private static ReferenceNetworks reference(Weights weights, int row, int call) {
    return new ReferenceNetworks(UNET, weights, TEXT.row(row), TIMES[call]);
  }

  private static FloatTensor scales(int rows, double scale) {
    FloatTensor scales = FloatTensor.zeros(Shape.of(rows, ControlNet.residuals(CONTROL)));
    Arrays.fill(scales.data(), (float) scale);
    return scales;
  }

  private static List<FloatTensor> residuals(
      ControlNetModel model, EmitOptions options, FloatTensor sample, FloatTensor hint) {
    try (Conditioning prompts = model.condition(TEXT);
        TimeTable times = model.times(TIMES);
        ControlHint embedded = model.hint(hint, Tiling.NONE);
        Arena arena = Arena.on(TinyNetworks.CPU);
        IValue input = IValue.from(arena.upload(sample))) {
      FloatTensor scales = scales(2, 1);
      ControlInput control = new ControlInput(model, embedded, times, prompts, scales);
      PtNDArray[] parts = model.residuals(options, arena, control, 1, 0, 2, input);
      return Arrays.stream(parts).map(Arena::download).toList();
    }
  }

  private static FloatTensor predict(
      UNetModel unet, FloatTensor sample, FloatTensor hint, double scale, ControlNetModel... nets) {
    List<AutoCloseable> open = new ArrayList<>();
    List<ControlInput> inputs = new ArrayList<>();
    try (Conditioning prompts = unet.condition(TEXT);
        TimeTable times = unet.times(TIMES)) {
      for (ControlNetModel net : nets) {
        ControlHint embedded = net.hint(hint, Tiling.NONE);
        TimeTable own = net.times(TIMES);
        Conditioning said = net.condition(TEXT);
        open.addAll(List.of(embedded, own, said));
        inputs.add(new ControlInput(net, embedded, own, said, scales(2, scale)));
      }
      return unet.predict(sample, times, 1, prompts, Tiling.NONE, inputs);
    } finally {
      open.forEach(ControlNetModelTest::close);
    }
  }

  private static void close(AutoCloseable open) {
    try {
      open.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static FloatTensor hint(int height, int width) {
    return noise(5, 1, 3, 4 * height, 4 * width);
  }

  @ParameterizedTest
  @CsvSource({"8,8,false", "9,6,false", "8,4,true"})
  @DisplayName("residuals are those of a reference in plain loops of doubles, at any size")
  void golden(int height, int width, boolean slow) {
    FloatTensor sample = noise(1, 2, 4, height, width);
    EmitOptions options =
        slow ? TinyNetworks.PLAIN.without(Optimization.values()) : TinyNetworks.PLAIN;
    Weights random = weights(CONTROL, 3);
    try (ControlNetModel model = load(CONTROL, 3, options)) {
      List<FloatTensor> found = residuals(model, options, sample, hint(height, width));

      assertThat(found).hasSize(model.residuals()).hasSize(7);
      for (int row = 0; row < 2; row++) {
        List<Image> expected =
            reference(random, row, 1)
                .residuals(Image.of(sample.row(row)), Image.of(hint(height, width)));
        for (int i = 0; i < found.size(); i++) {
          assertThat(relativeError(found.get(i).row(row), expected.get(i).toTensor()))
              .as("residual %d of row %d", i, row)
              .isLessThan(2e-5);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1", "0.7"})
  @DisplayName("the UNet adds them, scaled, where diffusers does")
  void controlled(double scale) {
    FloatTensor sample = noise(1, 2, 4, 9, 6);
    try (UNetModel unet = TinyNetworks.load(UNET, TinyNetworks.PLAIN);
        ControlNetModel one = load(CONTROL, 3, TinyNetworks.PLAIN);
        ControlNetModel other = load(CONTROL, 4, TinyNetworks.PLAIN)) {
      FloatTensor found = predict(unet, sample, hint(9, 6), scale, one, other);

      for (int row = 0; row < 2; row++) {
        Image image = Image.of(sample.row(row));
        Image seen = Image.of(hint(9, 6));
        List<Image> first = reference(weights(CONTROL, 3), row, 1).residuals(image, seen);
        List<Image> second = reference(weights(CONTROL, 4), row, 1).residuals(image, seen);
        List<Image> both = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
          both.add(first.get(i).plus(second.get(i)).map(v -> v * scale));
        }
        Image expected = reference(TinyNetworks.weights(UNET), row, 1).predict(image, both);
        assertThat(relativeError(found.row(row), expected.toTensor())).isLessThan(2e-5);
      }
      assertThat(found.maxAbsDifference(predict(unet, sample, hint(9, 6), 0)))
          .as("it counts")
          .isGreaterThan(0.01);
    }
  }

  @Test
  @DisplayName("scale 0 is no control, to the last bit")
  void zeroScale() {
    FloatTensor sample = noise(1, 2, 4, 8, 8);
    try (UNetModel unet = TinyNetworks.load(UNET, TinyNetworks.PLAIN);
        ControlNetModel model = load(CONTROL, 3, TinyNetworks.PLAIN)) {
      assertThat(predict(unet, sample, hint(8, 8), 0, model).data())
          .isEqualTo(predict(unet, sample, hint(8, 8), 0).data());
    }
  }

  @Test
  @DisplayName("rows of a batch have their own scales")
  void scalesPerRow() {
    FloatTensor sample = noise(1, 2, 4, 8, 8);
    try (UNetModel unet = TinyNetworks.load(UNET, TinyNetworks.PLAIN);
        ControlNetModel net = load(CONTROL, 3, TinyNetworks.PLAIN);
        Conditioning prompts = unet.condition(TEXT);
        TimeTable times = unet.times(TIMES);
        ControlHint embedded = net.hint(hint(8, 8), Tiling.NONE);
        TimeTable own = net.times(TIMES);
        Conditioning said = net.condition(TEXT)) {
      FloatTensor second = scales(2, 1);
      Arrays.fill(second.data(), 0, 7, 0);
      ControlInput input = new ControlInput(net, embedded, own, said, second);
      FloatTensor found = unet.predict(sample, times, 1, prompts, Tiling.NONE, List.of(input));

      FloatTensor none = predict(unet, sample, hint(8, 8), 0);
      FloatTensor all = predict(unet, sample, hint(8, 8), 1, net);
      assertThat(found.row(0).data()).isEqualTo(none.row(0).data());
      assertThat(found.row(1).maxAbsDifference(all.row(1))).isLessThan(1e-6);
      assertThat(found.row(1).maxAbsDifference(none.row(1))).isGreaterThan(0.01);
    }
  }

  @Test
  @DisplayName("a network that was trained with blue first sees the colours turned round")
  void colourOrder() {
    ControlNetConfig bgr = new ControlNetConfig(UNET, 3, List.of(4, 6, 10), true);
    FloatTensor sample = noise(1, 2, 4, 8, 8);
    FloatTensor hint = hint(8, 8);
    FloatTensor turned = FloatTensor.zeros(hint.shape());
    int plane = 32 * 32;
    for (int channel = 0; channel < 3; channel++) {
      System.arraycopy(hint.data(), channel * plane, turned.data(), (2 - channel) * plane, plane);
    }
    try (ControlNetModel rgb = load(CONTROL, 3, TinyNetworks.PLAIN);
        ControlNetModel blueFirst = load(bgr, 3, TinyNetworks.PLAIN)) {
      FloatTensor one = residuals(blueFirst, TinyNetworks.PLAIN, sample, turned).get(6);
      FloatTensor other = residuals(rgb, TinyNetworks.PLAIN, sample, hint).get(6);
      assertThat(one.data()).isEqualTo(other.data());
      FloatTensor wrong = residuals(rgb, TinyNetworks.PLAIN, sample, turned).get(6);
      assertThat(wrong.maxAbsDifference(other)).isGreaterThan(1e-4);
    }
  }

  @ParameterizedTest
  @CsvSource({"BF16,0.05,1e-4", "F16,0.006,1e-6"})
  @DisplayName("half precisions and channels last stay near float32")
  void halfPrecisions(ElementType type, double bound, double least) {
    FloatTensor sample = noise(1, 2, 4, 8, 8);
    EmitOptions half = EmitOptions.forInference(type, true);
    try (ControlNetModel plain = load(CONTROL, 3, TinyNetworks.PLAIN);
        ControlNetModel model = load(CONTROL, 3, half);
        UNetModel unet = TinyNetworks.load(UNET, TinyNetworks.PLAIN);
        UNetModel halfUnet = TinyNetworks.load(UNET, half)) {
      FloatTensor found = predict(halfUnet, sample, hint(8, 8), 0.7, model);
      FloatTensor expected = predict(unet, sample, hint(8, 8), 0.7, plain);
      assertThat(found.data()).doesNotContain(Float.NaN);
      assertThat(relativeError(found, expected)).isBetween(least, bound);
      assertThat(model.weightBytes()).isEqualTo(plain.weightBytes() / 2);
    }
  }

  @Test
  @DisplayName("a hint of another size or number of channels is refused, with what was expected")
  void wrongHint() {
    try (ControlNetModel model = load(CONTROL, 3, TinyNetworks.PLAIN)) {
      assertThatThrownBy(() -> model.hint(noise(1, 1, 3, 30, 32), Tiling.NONE))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("sides that 4 divides")
          .hasMessageContaining("30");
      assertThatThrownBy(() -> model.hint(noise(1, 1, 1, 32, 32), Tiling.NONE))
          .hasMessageContaining("(1, 3, H, W)");
    }
  }
}
