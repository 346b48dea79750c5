package org.latentj.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.latentj.checkpoint.RandomWeights;
import org.latentj.checkpoint.Weights;
import org.latentj.image.Tiling;
import org.latentj.model.TextEncoderConfig;
import org.latentj.model.TextEncoderConfig.Activation;
import org.latentj.model.UNetConfig;
import org.latentj.model.VaeConfig;
import org.latentj.network.ClipTextEncoder;
import org.latentj.network.EmitOptions;
import org.latentj.network.UNet;
import org.latentj.network.VaeDecoder;
import org.latentj.network.VaeEncoder;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;
import org.latentj.tensor.TensorSpec;

/** Networks of a few thousand random parameters, and inputs for them. */
final class TinyNetworks {
  static final ComputeDevice CPU = ComputeDevice.choose("cpu");
  static final EmitOptions PLAIN = EmitOptions.reference();

  /** Three levels, so that latents are downsampled four times. */
  static final UNetConfig UNET =
      unet(List.of(16, 24, 32), 1, List.of(true, true, false), List.of(2, 3, 4), 1);

  static final VaeConfig VAE = new VaeConfig(3, 4, List.of(8, 16, 16), 1, 4, 0.18215, true);
  static final TextEncoderConfig TEXT =
      new TextEncoderConfig(50, 16, 32, 3, 2, 77, Activation.QUICK_GELU, 1e-5);

  private TinyNetworks() {}

  /** A UNet for a conditioning of width 24. */
  static UNetConfig unet(
      List<Integer> widths,
      int layersPerBlock,
      List<Boolean> crossAttention,
      List<Integer> heads,
      int transformerLayers) {
    return UNetConfig.builder()
        .blockOutChannels(widths)
        .layersPerBlock(layersPerBlock)
        .crossAttention(crossAttention)
        .heads(heads)
        .transformerLayers(transformerLayers)
        .crossAttentionDim(24)
        .normGroups(8)
        .sampleSize(8)
        .build();
  }

  static Weights weights(UNetConfig config) {
    return random(UNet.script(config, PLAIN).weights().expectedTensors());
  }

  static Weights weights(VaeConfig config) {
    List<TensorSpec> all =
        new ArrayList<>(VaeDecoder.script(config, PLAIN).weights().expectedTensors());
    all.addAll(VaeEncoder.script(config, PLAIN).weights().expectedTensors());
    return random(all);
  }

  static Weights weights(TextEncoderConfig config) {
    return random(ClipTextEncoder.script(config, PLAIN).weights().expectedTensors());
  }

  private static Weights random(List<TensorSpec> specs) {
    return new RandomWeights(specs, ElementType.F32, 7);
  }

  static UNetModel load(UNetConfig config, EmitOptions options) {
    return new UNetModel(config, weights(config), options, CPU);
  }

  static VaeModel load(VaeConfig config, EmitOptions options) {
    return new VaeModel(config, weights(config), options, CPU);
  }

  static TextEncoderModel load(TextEncoderConfig config, EmitOptions options) {
    return new TextEncoderModel(config, weights(config), options, CPU);
  }

  /** Unit Gaussian values. */
  static FloatTensor noise(long seed, long... dimensions) {
    FloatTensor out = FloatTensor.zeros(Shape.of(dimensions));
    Random random = new Random(seed);
    for (int i = 0; i < out.data().length; i++) {
      out.data()[i] = (float) random.nextGaussian();
    }
    return out;
  }

  /** The norm of the difference over the norm of the reference. */
  static double relativeError(FloatTensor actual, FloatTensor reference) {
    double difference = 0;
    double size = 0;
    for (int i = 0; i < reference.data().length; i++) {
      difference += Math.pow((double) actual.data()[i] - reference.data()[i], 2);
      size += Math.pow(reference.data()[i], 2);
    }
    return Math.sqrt(difference / size);
  }

  /** (B, C, H, W) moved cyclically right by {@code dx} and down by {@code dy}. */
  static FloatTensor roll(FloatTensor image, int dx, int dy) {
    int height = image.shape().size(2);
    int width = image.shape().size(3);
    FloatTensor out = FloatTensor.zeros(image.shape());
    for (int i = 0; i < out.data().length; i++) {
      int x = (i % width + dx) % width;
      int y = (i / width % height + dy) % height;
      out.data()[(i / (width * height) * height + y) * width + x] = image.data()[i];
    }
    return out;
  }

  /** One prediction at one timestep. */
  static FloatTensor predict(
      UNetModel unet, FloatTensor sample, double timestep, FloatTensor text) {
    return predict(unet, sample, timestep, text, Tiling.NONE);
  }

  static FloatTensor predict(
      UNetModel unet, FloatTensor sample, double timestep, FloatTensor text, Tiling tiling) {
    try (Conditioning conditioning = unet.condition(text);
        TimeTable times = unet.times(new double[] {timestep})) {
      return unet.predict(sample, times, 0, conditioning, tiling);
    }
  }
}
