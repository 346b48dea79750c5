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
  /** Images alive at the peak: a resnet's input, normed input, sum, and a copy for a kernel. */
  private static final long PEAK = 4;

  private final VaeConfig config;
  private final Network decoder;
  private final Network encoder;

  /** With a memory of its own. */
  VaeModel(VaeConfig config, Weights weights, EmitOptions options, ComputeDevice device) {
    this(config, weights, options, device, MemoryLadder.unguarded());
  }

  VaeModel(
      VaeConfig config,
      Weights weights,
      EmitOptions options,
      ComputeDevice device,
      MemoryLadder ladder) {
    this.config = config;
    decoder = new Network(o -> VaeDecoder.script(config, o), weights, options, device, ladder);
    try {
      encoder = new Network(o -> VaeEncoder.script(config, o), weights, options, device, ladder);
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
    FloatTensor input = new FloatTensor(shape, unscaled);
    return decoder
        .ladder()
        .run(
            "decoding",
            mode -> decodingBytes(shape, mode.tile(), tiling),
            mode ->
                inTiles(shape.size(2), shape.size(3), mode.tile())
                    ? decode(input, tiling, mode.tile(), TiledVae.PASSES)
                    : run(decoder, input, tiling));
  }

  /** As {@link #decode(FloatTensor, Tiling)}, in tiles of that size, of latents not scaled. */
  FloatTensor decode(FloatTensor unscaled, Tiling tiling, int tile, int passes) {
    return new TiledVae(config, decoder, tiling, tile, passes).decode(unscaled);
  }

  private static boolean inTiles(int height, int width, int tile) {
    return tile > 0 && Math.max(height, width) > tile;
  }

  /** The peak is before the last level, where the picture's pixels are widest. */
  private long decodingBytes(Shape latents, int tile, Tiling tiling) {
    int levels = config.blockOutChannels().size();
    long widest = config.blockOutChannels().get(Math.min(1, levels - 1));
    int margin = VaeDecoder.tileMargin(config);
    return bytes(latents.size(0), latents.size(2), latents.size(3), widest, tile, margin, tiling);
  }

  private long encodingBytes(Shape images, int tile, Tiling tiling) {
    long widest = config.blockOutChannels().get(0);
    int factor = config.downsampling();
    int margin = VaeEncoder.tileMargin(config);
    int height = images.size(2) / factor;
    return bytes(images.size(0), height, images.size(3) / factor, widest, tile, margin, tiling);
  }

  private long bytes(
      long batch, int height, int width, long widest, int tile, int margin, Tiling tiling) {
    int factor = config.downsampling();
    boolean tiles = inTiles(height, width, tile);
    long rows = tiles ? seen(height, tile, margin, tiling.y()) : height;
    long columns = tiles ? seen(width, tile, margin, tiling.x()) : width;
    long images = tiles ? 1 : batch;
    long last = config.blockOutChannels().get(config.blockOutChannels().size() - 1);
    long whole = PEAK * height * width * last;
    long peak = PEAK * images * rows * columns * factor * factor * widest;
    return Math.max(whole, peak) * decoder.options().compute().bytes();
  }

  private static long seen(int size, int tile, int margin, boolean wraps) {
    return TileAxis.cut(size, tile, margin, wraps).stream()
        .mapToLong(part -> part.before() + part.length() + part.after())
        .max()
        .orElse(0);
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
    FloatTensor moments =
        encoder
            .ladder()
            .run(
                "encoding an image",
                mode -> encodingBytes(shape, mode.tile(), tiling),
                mode ->
                    inTiles(shape.size(2) / factor, shape.size(3) / factor, mode.tile())
                        ? encode(images, tiling, mode.tile(), TiledVae.PASSES)
                        : run(encoder, images, tiling));
    return new LatentPosterior(moments, (float) config.scalingFactor());
  }

  /** The moments of pictures, in tiles of that size in latents. */
  FloatTensor encode(FloatTensor images, Tiling tiling, int tile, int passes) {
    return new TiledVae(config, encoder, tiling, tile, passes).encode(images);
  }

  private static FloatTensor run(Network network, FloatTensor input, Tiling tiling) {
    EmitOptions variant = network.options().withTiling(tiling.x(), tiling.y());
    try (Arena arena = Arena.on(network.device());
        IValue value = IValue.from(arena.upload(input))) {
      PtNDArray out = network.run(variant, arena, "forward", value);
      return Arena.download(out);
    }
  }

  /** The memory mode that calls are made in now; pictures differ by rounding between modes. */
  public MemoryMode memoryMode() {
    return decoder.ladder().mode();
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
