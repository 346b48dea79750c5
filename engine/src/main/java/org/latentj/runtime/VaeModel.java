package org.latentj.runtime;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import org.latentj.checkpoint.Weights;
import org.latentj.image.Tiling;
import org.latentj.model.VaeConfig;
import org.latentj.network.EmitOptions;
import org.latentj.network.VaeDecoder;
import org.latentj.network.VaeEncoder;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

/** The autoencoder on a device. Close it to free its weights. */
public final class VaeModel implements AutoCloseable {
  private final VaeConfig config;
  private final Network decoder;
  private final Network encoder;

  VaeModel(VaeConfig config, Weights weights, EmitOptions options, ComputeDevice device) {
    this.config = config;
    decoder = new Network(o -> VaeDecoder.script(config, o), weights, options, device);
    try {
      encoder = new Network(o -> VaeEncoder.script(config, o), weights, options, device);
    } catch (RuntimeException e) {
      decoder.close();
      throw e;
    }
  }

  /**
   * Decodes latents.
   *
   * @param latents (B, latentChannels, h, w), float32, scaled as the UNet sees them
   * @return pictures (B, imageChannels, 8h, 8w), float32, about [-1, 1], not clamped
   */
  public FloatTensor decode(FloatTensor latents, Tiling tiling) {
    Shape shape = latents.shape();
    if (shape.rank() != 4 || shape.dimension(1) != config.latentChannels()) {
      throw new IllegalArgumentException(
          "expected latents (B, %d, h, w) but got %s".formatted(config.latentChannels(), shape));
    }
    float[] unscaled = new float[latents.data().length];
    float factor = (float) config.scalingFactor();
    for (int i = 0; i < unscaled.length; i++) {
      unscaled[i] = latents.data()[i] / factor;
    }
    return run(decoder, new FloatTensor(shape, unscaled), tiling);
  }

  /**
   * Encodes pictures.
   *
   * @param images (B, imageChannels, H, W) in [-1, 1], float32; H and W multiples of 8
   * @return the posterior of each
   */
  public LatentPosterior encode(FloatTensor images, Tiling tiling) {
    Shape shape = images.shape();
    int factor = config.downsampling();
    if (shape.rank() != 4
        || shape.dimension(1) != config.imageChannels()
        || shape.dimension(2) % factor != 0
        || shape.dimension(3) % factor != 0) {
      throw new IllegalArgumentException(
          "expected images (B, %d, H, W) with H and W multiples of %d but got %s"
              .formatted(config.imageChannels(), factor, shape));
    }
    return new LatentPosterior(run(encoder, images, tiling), (float) config.scalingFactor());
  }

  private static FloatTensor run(Network network, FloatTensor input, Tiling tiling) {
    EmitOptions variant = network.options().withTiling(tiling.x(), tiling.y());
    try (Arena arena = Arena.on(network.device());
        IValue value = IValue.from(arena.upload(input))) {
      PtNDArray out = network.run(variant, arena, "forward", value);
      return Arena.download(out);
    }
  }

  /** The network's configuration. */
  public VaeConfig config() {
    return config;
  }

  /** Memory of the weights on the device. */
  public long weightBytes() {
    return decoder.weightBytes() + encoder.weightBytes();
  }

  @Override
  public void close() {
    decoder.close();
    encoder.close();
  }
}
