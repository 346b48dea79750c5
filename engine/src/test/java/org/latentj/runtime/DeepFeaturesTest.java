package org.latentj.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.latentj.runtime.TinyNetworks.noise;
import static org.latentj.runtime.TinyNetworks.relativeError;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
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

@DisplayName("Deep features")
class DeepFeaturesTest {
  private static final UNetConfig UNET = TinyNetworks.UNET;
  private static final FloatTensor TEXT = noise(2, 2, 77, 24);
  private static final FloatTensor FIRST = noise(1, 2, 4, 9, 6);
  private static final FloatTensor SECOND = noise(3, 2, 4, 9, 6);
  private static final double[] TIMES = {700, 301.5};

  /** What a UNet of one call after another predicts. */
  private static final class Run implements AutoCloseable {
    private final UNetModel unet;
    private final Conditioning prompts;
    private final TimeTable times;
    private final DeepFeatures features;

    Run(UNetModel unet, DeepFeatures features) {
      this.unet = unet;
      this.features = features;
      prompts = unet.condition(TEXT);
      times = unet.times(TIMES);
    }

    FloatTensor plain(FloatTensor sample, int call) {
      return unet.predict(sample, times, call, prompts, Tiling.NONE);
    }

    FloatTensor whole(FloatTensor sample, int call, ControlInput... controls) {
      return call(sample, call, true, controls);
    }

    FloatTensor shallow(FloatTensor sample, int call, ControlInput... controls) {
      return call(sample, call, false, controls);
    }

    private FloatTensor call(FloatTensor sample, int call, boolean whole, ControlInput... nets) {
      Shortcut shortcut = new Shortcut(features, whole, 0);
      return unet.predict(sample, times, call, prompts, Tiling.NONE, List.of(nets), shortcut);
    }

    @Override
    public void close() {
      prompts.close();
      times.close();
    }
  }

  private static UNetModel unet(MemoryMode mode) {
    MemoryLadder ladder = new MemoryLadder(new LimitedMemory(), mode);
    Weights weights = TinyNetworks.weights(UNET);
    return new UNetModel(UNET, weights, TinyNetworks.PLAIN, TinyNetworks.CPU, ladder);
  }

  private static ReferenceNetworks reference(int row, int call) {
    return new ReferenceNetworks(UNET, TinyNetworks.weights(UNET), TEXT.row(row), TIMES[call]);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  @DisplayName("that a call begins with again give what it gave, bit by bit, at every depth")
  void sameInputs(int layers) {
    EmitOptions tuned = EmitOptions.forInference(ElementType.BF16, true);
    for (EmitOptions options : List.of(TinyNetworks.PLAIN, tuned)) {
      try (UNetModel unet = TinyNetworks.load(UNET, options);
          DeepFeatures features = new DeepFeatures(layers);
          Run run = new Run(unet, features)) {
        FloatTensor plain = run.plain(FIRST, 0);

        assertThat(features.isEmpty()).isTrue();
        assertThat(run.shallow(FIRST, 0).data())
            .as("whole, as there are none")
            .isEqualTo(plain.data());
        assertThat(features.isEmpty()).isFalse();
        assertThat(run.shallow(FIRST, 0).data()).as("shallow").isEqualTo(plain.data());
        assertThat(run.whole(FIRST, 0).data()).as("whole").isEqualTo(plain.data());
        assertThat(run.shallow(SECOND, 1).data()).isNotEqualTo(run.plain(SECOND, 1).data());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1,false", "2,false", "3,true", "4,false", "6,false"})
  @DisplayName("of another sample and time give what a reference in plain loops gives")
  void golden(int layers, boolean slow) {
    EmitOptions options =
        slow ? TinyNetworks.PLAIN.without(Optimization.values()) : TinyNetworks.PLAIN;
    try (UNetModel unet = TinyNetworks.load(UNET, options);
        DeepFeatures features = new DeepFeatures(layers);
        Run run = new Run(unet, features)) {
      run.whole(FIRST, 0);
      FloatTensor found = run.shallow(SECOND, 1);

      for (int row = 0; row < 2; row++) {
        Image deep = reference(row, 0).deep(Image.of(FIRST.row(row)), List.of(), layers);
        Image expected =
            reference(row, 1).predictShallow(Image.of(SECOND.row(row)), List.of(), deep, layers);
        assertThat(relativeError(found.row(row), expected.toTensor())).isLessThan(2e-5);
      }
      assertThat(run.whole(SECOND, 1).data()).isEqualTo(run.plain(SECOND, 1).data());
      assertThat(run.shallow(SECOND, 1).data())
          .as("the newest")
          .isEqualTo(run.plain(SECOND, 1).data());
    }
  }

  @ParameterizedTest
  @CsvSource({"NORMAL,LOWEST", "LOWEST,NORMAL", "LOW,LOW", "LOWEST,LOWEST"})
  @DisplayName("of a batch in parts are those of the batch at once, and may be used in other parts")
  void modes(MemoryMode first, MemoryMode second) {
    try (UNetModel normal = unet(MemoryMode.NORMAL);
        UNetModel leaving = unet(first);
        UNetModel beginning = unet(second);
        DeepFeatures expected = new DeepFeatures(2);
        DeepFeatures features = new DeepFeatures(2);
        Run reference = new Run(normal, expected);
        Run one = new Run(leaving, features);
        Run other = new Run(beginning, features)) {
      reference.whole(FIRST, 0);
      one.whole(FIRST, 0);

      FloatTensor found = other.shallow(SECOND, 1);
      assertThat(found.maxAbsDifference(reference.shallow(SECOND, 1))).isLessThan(1e-5);
    }
  }

  @Test
  @DisplayName(
      "have the residuals that ControlNets gave the whole call, which they are not asked again")
  void controlled() {
    ControlNetConfig config = new ControlNetConfig(UNET, 3, List.of(4, 6, 10), false);
    Weights random =
        new RandomWeights(
            ControlNet.script(config, TinyNetworks.PLAIN).weights().expectedTensors(),
            ElementType.F32,
            3);
    FloatTensor seen = noise(5, 1, 3, 36, 24);
    FloatTensor scales = FloatTensor.zeros(Shape.of(2, ControlNet.residuals(config)));
    Arrays.fill(scales.data(), 1);
    MemoryLadder ladder = MemoryLadder.unguarded();
    try (UNetModel unet = TinyNetworks.load(UNET, TinyNetworks.PLAIN);
        ControlNetModel net =
            new ControlNetModel(
                config, "tiny", random, TinyNetworks.PLAIN, TinyNetworks.CPU, ladder);
        ControlHint hint = net.hint(seen, Tiling.NONE);
        TimeTable times = net.times(TIMES);
        Conditioning said = net.condition(TEXT);
        DeepFeatures features = new DeepFeatures(3);
        Run run = new Run(unet, features)) {
      ControlInput control = new ControlInput(net, hint, times, said, scales);
      FloatTensor whole = run.whole(FIRST, 0, control);
      assertThat(whole.data()).isNotEqualTo(run.plain(FIRST, 0).data());
      assertThat(run.shallow(FIRST, 0, control).data()).isEqualTo(whole.data());

      FloatTensor found = run.shallow(SECOND, 1, control);
      for (int row = 0; row < 2; row++) {
        List<Image> residuals =
            new ReferenceNetworks(UNET, random, TEXT.row(row), TIMES[0])
                .residuals(Image.of(FIRST.row(row)), Image.of(seen));
        Image deep = reference(row, 0).deep(Image.of(FIRST.row(row)), residuals, 3);
        Image expected =
            reference(row, 1).predictShallow(Image.of(SECOND.row(row)), residuals, deep, 3);
        assertThat(relativeError(found.row(row), expected.toTensor())).isLessThan(2e-5);
      }
    }
  }

  @Test
  @DisplayName("stay what they were when a whole call fails, and leave nothing behind when closed")
  void failures() {
    try (UNetModel unet = TinyNetworks.load(UNET, TinyNetworks.PLAIN);
        Run plain = new Run(unet, null)) {
      plain.plain(FIRST, 0);
      int before = NativeAccounting.tensors();
      try (DeepFeatures features = new DeepFeatures(2);
          Run run = new Run(unet, features)) {
        run.whole(FIRST, 0);
        FloatTensor shallow = run.shallow(SECOND, 1);
        int kept = NativeAccounting.tensors();

        assertThatThrownBy(() -> run.whole(SECOND, 7))
            .isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(NativeAccounting.tensors()).isEqualTo(kept);
        assertThat(run.shallow(SECOND, 1).data()).isEqualTo(shallow.data());
        run.whole(SECOND, 1);
        assertThat(NativeAccounting.tensors()).isEqualTo(kept);
      }
      assertThat(NativeAccounting.tensors()).isEqualTo(before);
    }
  }
}
