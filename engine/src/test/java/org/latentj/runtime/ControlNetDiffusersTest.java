package org.latentj.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.checkpoint.Checkpoint;
import org.latentj.checkpoint.RandomWeights;
import org.latentj.image.Tiling;
import org.latentj.model.ControlNetConfig;
import org.latentj.network.ControlNet;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

/**
 * Values that diffusers 0.40.0.dev0 gave, in float64, for the tiny UNet among the test resources
 * and a ControlNet of {@link RandomWeights}: {@code ControlNetModel} with a scale of 0.7, and
 * {@code UNet2DConditionModel} with its residuals, at timestep 301.
 */
@DisplayName("ControlNet and UNet are those of diffusers")
class ControlNetDiffusersTest {
  private static final float SCALE = 0.7f;

  /** Value 5 of each residual of the batch's second member. */
  private static final double[] RESIDUALS = {
    -0.0806484,
    -1.2621886,
    0.1093343,
    0.9031829,
    0.0731751,
    -1.4487298,
    1.6229306,
    3.2750905,
    1.7181789,
    2.3605598,
    -1.0370694,
    0.7115488,
    -0.9587042
  };

  /** The same in guess mode. */
  private static final double[] GUESSED = {
    -0.0080648,
    -0.1529176,
    0.0160481,
    0.1606111,
    0.0157651,
    -0.3781412,
    0.5132157,
    1.2547484,
    0.7975080,
    1.3274404,
    -0.7065471,
    0.5873154,
    -0.9587042
  };

  /** Every 16th value of the prediction. */
  private static final double[] PREDICTION = {
    -0.5851291, -0.6875418, -0.5121075, -0.3090691, 0.0492616, -0.7317657, -0.6590337, -0.1214078,
    -0.2450854, -1.0914333, -1.0779829, -0.6143599, 0.1589577, -0.1432770, -0.0677502, 0.4378884,
    -0.5323600, -0.8415242, -0.7319319, -0.7076386, 0.2573353, -0.5034331, -0.6505658, -0.5818760,
    -0.1841795, -0.9792823, -1.1304418, -0.8656041, 0.0884600, -0.1292463, -0.1082084, 0.5008401
  };

  private static Path folder() {
    try {
      return Path.of(
          ControlNetDiffusersTest.class.getResource("/conformance/tiny-diffusers").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static FloatTensor wave(double frequency, double amplitude, double shift, long... shape) {
    FloatTensor wave = FloatTensor.zeros(Shape.of(shape));
    for (int i = 0; i < wave.data().length; i++) {
      float value = (float) (amplitude * Math.sin(frequency * i + 0.1));
      wave.data()[i] = (float) (value + shift);
    }
    return wave;
  }

  private static FloatTensor scales(boolean guess) {
    FloatTensor scales = FloatTensor.zeros(Shape.of(2, RESIDUALS.length));
    for (int i = 0; i < scales.data().length; i++) {
      double share = guess ? Math.pow(10, i % 13 / 12.0 - 1) : 1;
      scales.data()[i] = (float) (SCALE * share);
    }
    return scales;
  }

  private static void assertClose(double[] expected, double[] found) {
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(found[i]).as("value %d", i).isCloseTo(expected[i], within(2e-5));
    }
  }

  @Test
  @DisplayName("residuals, guess mode's residuals, and the controlled prediction")
  void values() {
    FloatTensor sample = wave(0.37, 1.3, 0, 2, 4, 8, 8);
    FloatTensor text = wave(0.11, 1, 0, 2, 77, 32);
    FloatTensor hint = wave(0.05, 0.5, 0.5, 1, 3, 64, 64);
    double[] timesteps = {301};
    try (Checkpoint checkpoint = Checkpoint.open(folder());
        UNetModel unet =
            new UNetModel(
                checkpoint.config().unet(),
                checkpoint.unet(),
                TinyNetworks.PLAIN,
                TinyNetworks.CPU);
        ControlNetModel net = control(checkpoint);
        Conditioning prompts = unet.condition(text);
        TimeTable times = unet.times(timesteps);
        Conditioning said = net.condition(text);
        TimeTable own = net.times(timesteps);
        ControlHint seen = net.hint(hint, Tiling.NONE)) {
      ControlInput plain = new ControlInput(net, seen, own, said, scales(false));
      ControlInput guess = new ControlInput(net, seen, own, said, scales(true));

      assertClose(RESIDUALS, residuals(net, plain, sample));
      assertClose(GUESSED, residuals(net, guess, sample));
      float[] prediction =
          unet.predict(sample, times, 0, prompts, Tiling.NONE, List.of(plain)).data();
      double[] found = new double[PREDICTION.length];
      Arrays.setAll(found, i -> prediction[16 * i]);
      assertClose(PREDICTION, found);
    }
  }

  private static ControlNetModel control(Checkpoint checkpoint) {
    ControlNetConfig config =
        new ControlNetConfig(checkpoint.config().unet(), 3, List.of(4, 4, 6, 8), false);
    RandomWeights weights =
        new RandomWeights(
            ControlNet.script(config, TinyNetworks.PLAIN).weights().expectedTensors(),
            ElementType.F32,
            5);
    return new ControlNetModel(
        config, "tiny", weights, TinyNetworks.PLAIN, TinyNetworks.CPU, MemoryLadder.unguarded());
  }

  private static double[] residuals(ControlNetModel net, ControlInput control, FloatTensor sample) {
    try (Arena arena = Arena.on(TinyNetworks.CPU);
        IValue input = IValue.from(arena.upload(sample))) {
      PtNDArray[] parts = net.residuals(TinyNetworks.PLAIN, arena, control, 0, 0, 2, input);
      return Arrays.stream(parts)
          .mapToDouble(part -> Arena.download(part).row(1).data()[5])
          .toArray();
    }
  }
}
