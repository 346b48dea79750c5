package org.latentj.runtime;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.latentj.checkpoint.Weights;
import org.latentj.image.Tiling;
import org.latentj.model.UNetConfig;
import org.latentj.network.EmitOptions;
import org.latentj.network.TimestepEmbedding;
import org.latentj.network.UNet;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

/** The denoiser on a device. Close it to free its weights. */
public final class UNetModel implements AutoCloseable {
  /** Activations alive at a time, in images of the first level's width. */
  private static final long ROW_PEAK = 24;

  private final UNetConfig config;
  private final Network network;

  /** With a memory of its own. */
  UNetModel(UNetConfig config, Weights weights, EmitOptions options, ComputeDevice device) {
    this(config, weights, options, device, MemoryLadder.unguarded());
  }

  UNetModel(
      UNetConfig config,
      Weights weights,
      EmitOptions options,
      ComputeDevice device,
      MemoryLadder ladder) {
    this.config = config;
    network = new Network(o -> UNet.script(config, o), weights, options, device, ladder);
  }

  /**
   * Prepares prompts.
   *
   * @param context (B, 77k, crossAttentionDim), float32
   * @return to be closed by the caller
   */
  public Conditioning condition(FloatTensor context) {
    Shape shape = context.shape();
    if (shape.rank() != 3 || shape.dimension(2) != config.crossAttentionDim()) {
      throw new IllegalArgumentException(
          "expected a conditioning of shape (B, tokens, %d) but got %s"
              .formatted(config.crossAttentionDim(), shape));
    }
    Arena owner = Arena.on(network.device());
    try (Arena arena = Arena.on(network.device());
        IValue input = IValue.from(arena.upload(context))) {
      PtNDArray[] parts = network.runList(network.options(), owner, "prepare", input);
      return new Conditioning(owner, parts, shape.dimension(0));
    } catch (RuntimeException e) {
      owner.close();
      throw e;
    }
  }

  /**
   * Prepares the timesteps of a run.
   *
   * @param timesteps one for each model call
   * @return to be closed by the caller
   */
  public TimeTable times(double[] timesteps) {
    Arena owner = Arena.on(network.device());
    try (Arena arena = Arena.on(network.device());
        IValue input = IValue.from(arena.upload(TimestepEmbedding.of(timesteps, config)))) {
      return new TimeTable(owner, network.run(network.options(), owner, "time", input));
    } catch (RuntimeException e) {
      owner.close();
      throw e;
    }
  }

  /**
   * Predicts at one timestep for the whole batch.
   *
   * @param sample (B, inChannels, H/8, W/8), float32
   * @param times from {@link #times}
   * @param call which of its timesteps
   * @param conditioning of B prompts, from {@link #condition}
   * @param tiling the edges of the picture
   * @return (B, outChannels, H/8, W/8), float32
   */
  public FloatTensor predict(
      FloatTensor sample, TimeTable times, int call, Conditioning conditioning, Tiling tiling) {
    check(sample, conditioning);
    Shape shape = sample.shape();
    int rows = shape.size(0);
    return network
        .ladder()
        .run(
            "sampling",
            mode -> mode.rowsAtOnce(rows) * bytesPerRow(shape),
            mode -> predict(sample, times, call, conditioning, tiling, mode));
  }

  private FloatTensor predict(
      FloatTensor sample,
      TimeTable times,
      int call,
      Conditioning conditioning,
      Tiling tiling,
      MemoryMode mode) {
    EmitOptions variant =
        network
            .options()
            .withTiling(tiling.x(), tiling.y())
            .withSlicedAttention(mode.slicesAttention());
    int rows = sample.shape().size(0);
    int atOnce = Math.max(1, mode.rowsAtOnce(rows));
    List<FloatTensor> parts = new ArrayList<>();
    for (int from = 0; from < rows; from += atOnce) {
      int to = Math.min(rows, from + atOnce);
      try (Arena arena = Arena.on(network.device());
          IValue input = IValue.from(arena.upload(sample.rows(from, to)));
          IValue time = times.row(arena, call)) {
        IValue prompts = conditioning.list(from, to);
        parts.add(Arena.download(network.run(variant, arena, "forward", input, time, prompts)));
      }
    }
    return parts.size() == 1 ? parts.get(0) : FloatTensor.concatenate(parts);
  }

  /** What a row of the batch needs at its peak, near the end: measured, and rounded up. */
  private long bytesPerRow(Shape sample) {
    long pixels = sample.dimension(2) * sample.dimension(3);
    int width = config.blockOutChannels().get(0);
    return ROW_PEAK * pixels * width * network.options().compute().bytes();
  }

  /**
   * As {@link #predict}, with a timestep for each member of the batch and the intermediate values
   * under diffusers' module names; the prediction itself is named {@code output}. For tests.
   */
  public Map<String, FloatTensor> predictWithTaps(
      FloatTensor sample, double[] timesteps, Conditioning conditioning) {
    check(sample, conditioning);
    EmitOptions variant = network.options().withTaps();
    try (TimeTable times = times(timesteps);
        Arena arena = Arena.on(network.device());
        IValue input = IValue.from(arena.upload(sample));
        IValue time = times.all()) {
      PtNDArray[] all =
          network.runList(variant, arena, "forward", input, time, conditioning.list());
      List<String> names = UNet.tapNames(config);
      Map<String, FloatTensor> byName = new LinkedHashMap<>();
      byName.put("output", Arena.download(all[0]));
      for (int i = 0; i < names.size(); i++) {
        byName.put(names.get(i), Arena.download(all[i + 1]));
      }
      return byName;
    }
  }

  private void check(FloatTensor sample, Conditioning conditioning) {
    Shape shape = sample.shape();
    if (shape.rank() != 4 || shape.dimension(1) != config.inChannels()) {
      throw new IllegalArgumentException(
          "expected latents (B, %d, H/8, W/8) but got %s".formatted(config.inChannels(), shape));
    }
    if (shape.dimension(0) != conditioning.batch()) {
      throw new IllegalArgumentException(
          "expected a conditioning for each of %d latents but got %d"
              .formatted(shape.dimension(0), conditioning.batch()));
    }
  }

  /** Loads weights of these names again. */
  void replace(Weights weights, Set<String> names) {
    network.replace(weights, names);
  }

  /** The network's configuration. */
  public UNetConfig config() {
    return config;
  }

  /** Memory of the weights on the device. */
  public long weightBytes() {
    return network.weightBytes();
  }

  @Override
  public void close() {
    network.close();
  }
}
