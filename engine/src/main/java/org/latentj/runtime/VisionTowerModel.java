package org.latentj.runtime;

import ai.djl.pytorch.jni.IValue;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.latentj.checkpoint.Weights;
import org.latentj.model.VisionTowerConfig;
import org.latentj.network.ClipVisionTower;
import org.latentj.network.EmitOptions;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

/**
 * CLIP's image tower beside a loaded model: on its device, in its memory mode. Weights are loaded
 * when they are used first and stay, in the lower modes away from a GPU while others work; in the
 * lowest they are freed by {@link #rest}. Not thread-safe; close it before the model.
 *
 * <p>It computes in float32 whatever the model's other networks do, for one evaluation a picture
 * costs little and what it decides must not depend on roundings; weights are kept in half precision
 * where the model's are in 16 bits.
 */
public final class VisionTowerModel implements AutoCloseable {
  private final VisionTowerConfig config;
  private final Supplier<OpenWeights> source;
  private final LoadedModel model;
  private final long parameters;
  private Network network;
  private boolean resting;
  private boolean closed;

  /**
   * Weights that were opened to be loaded.
   *
   * @param weights under the names that {@link ClipVisionTower} reads
   * @param files closed once they are loaded
   */
  public record OpenWeights(Weights weights, Closeable files) implements Closeable {
    @Override
    public void close() {
      try {
        files.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /**
   * A tower that is not loaded yet.
   *
   * @param source opens the weights; called at first use, and again after {@link #rest}
   * @param model the model that it goes with; stays the caller's
   */
  public VisionTowerModel(
      VisionTowerConfig config, Supplier<OpenWeights> source, LoadedModel model) {
    this.config = config;
    this.source = source;
    this.model = model;
    parameters = ClipVisionTower.script(config, EmitOptions.reference()).weights().parameters();
  }

  /**
   * Embeds pictures.
   *
   * @param pixels (B, 3, imageSize, imageSize), normalised
   * @return (B, projectionSize)
   * @throws TorchException if the device refuses, for want of memory say
   * @throws org.latentj.checkpoint.CheckpointException if the weights cannot be read
   */
  public FloatTensor embed(FloatTensor pixels) {
    int edge = config.imageSize();
    Shape shape = pixels.shape();
    if (!shape.equals(Shape.of(shape.dimension(0), 3, edge, edge))) {
      throw new IllegalArgumentException(
          "expected pictures (B, 3, %d, %d) but got %s".formatted(edge, edge, shape));
    }
    return model
        .memory()
        .run(
            "checking a picture",
            mode -> bytes(shape.dimension(0), mode),
            mode -> embedded(pixels, mode));
  }

  private FloatTensor embedded(FloatTensor pixels, MemoryMode mode) {
    Network ready = loaded(mode);
    EmitOptions variant = ready.options().withSlicedAttention(mode.slicesAttention());
    try (Arena arena = Arena.on(model.device());
        IValue input = IValue.from(arena.upload(pixels))) {
      return Arena.download(ready.run(variant, arena, "embed", input));
    }
  }

  private Network loaded(MemoryMode mode) {
    if (closed) {
      throw new IllegalStateException("the image tower is closed: its weights were freed");
    }
    if (network == null) {
      try (OpenWeights opened = source.get()) {
        network =
            new Network(
                options -> ClipVisionTower.script(config, options),
                opened.weights(),
                LoadedModel.inMode(mode, emission(), model.device()),
                model.device(),
                model.memory());
      }
    }
    resting = mode == MemoryMode.LOWEST;
    return network;
  }

  private EmitOptions emission() {
    boolean half = model.compute() != ElementType.F32;
    return LoadedModel.emission(ElementType.F32, model.device())
        .withStorage(half ? ElementType.F16 : ElementType.F32);
  }

  /** The weights, if they are still to be loaded, and the widest layer. */
  private long bytes(long batch, MemoryMode mode) {
    long tokens = config.tokens();
    long states = 2L * config.intermediateSize() + 8L * config.hiddenSize();
    long scores = mode.slicesAttention() ? 0 : config.heads() * tokens;
    EmitOptions options = LoadedModel.inMode(mode, emission(), model.device());
    long weights = network == null ? parameters * options.storage().bytes() : 0;
    return weights + ElementType.F32.bytes() * batch * tokens * (states + scores);
  }

  /** A request has ended: in the lowest memory mode the weights are freed. */
  public void rest() {
    if (resting && network != null) {
      network.close();
      network = null;
    }
  }

  /** Memory of the weights; 0 where they are not loaded. */
  public long weightBytes() {
    return network == null ? 0 : network.weightBytes();
  }

  @Override
  public void close() {
    closed = true;
    if (network != null) {
      network.close();
      network = null;
    }
  }
}
