package org.latentj.runtime;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.latentj.checkpoint.Weights;
import org.latentj.image.Tiling;
import org.latentj.model.UNetConfig;
import org.latentj.network.EmitOptions;
import org.latentj.network.UNet;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

/** The denoiser on a device. Close it to free its weights. */
public final class UNetModel implements AutoCloseable {
  /** Activations alive at a time, in images of the first level's width. */
  private static final long ROW_PEAK = 24;

  /** Two ControlNets' residuals, in the same unit. */
  private static final long RESIDUALS = 12;

  /** Features of an earlier step, and those that take their place. */
  private static final long DEEP_FEATURES = 4;

  private final UNetConfig config;
  private final Network network;
  private final StepInputs inputs;

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
    network.ofEveryStep();
    inputs = new StepInputs(config, network);
  }

  /**
   * Prepares prompts.
   *
   * @param context (B, 77k, crossAttentionDim), float32
   * @return to be closed by the caller
   */
  public Conditioning condition(FloatTensor context) {
    return inputs.condition(context);
  }

  /**
   * Prepares the timesteps of a run.
   *
   * @param timesteps one for each model call
   * @return to be closed by the caller
   */
  public TimeTable times(double[] timesteps) {
    return times(timesteps, 1);
  }

  /**
   * As {@link #times(double[])}.
   *
   * @param guidanceScale read by a UNet that is told it ({@link UNetConfig#isToldGuidance}); 1 for
   *     none
   */
  public TimeTable times(double[] timesteps, double guidanceScale) {
    return inputs.times(timesteps, guidanceScale);
  }

  /**
   * Predicts at one timestep for the whole batch.
   *
   * @param sample (B, inChannels, H/8, W/8), float32, for each picture
   * @param times from {@link #times}
   * @param call which of its timesteps
   * @param conditioning of n * B prompts, from {@link #condition}: all pictures' first prompts
   *     before their second ones
   * @param tiling the edges of the picture
   * @return (n * B, outChannels, H/8, W/8), float32, for each prompt
   */
  public FloatTensor predict(
      FloatTensor sample, TimeTable times, int call, Conditioning conditioning, Tiling tiling) {
    return predict(sample, times, call, conditioning, tiling, List.of());
  }

  /**
   * As {@link #predict(FloatTensor, TimeTable, int, Conditioning, Tiling)}, with the residuals of
   * ControlNets added to the skip connections and the mid block's result.
   *
   * @param controls the ControlNets' parts in this call, for the same prompts
   */
  public FloatTensor predict(
      FloatTensor sample,
      TimeTable times,
      int call,
      Conditioning conditioning,
      Tiling tiling,
      List<ControlInput> controls) {
    return predict(sample, times, call, conditioning, tiling, controls, Shortcut.NONE);
  }

  /**
   * As {@link #predict(FloatTensor, TimeTable, int, Conditioning, Tiling, List)}, with work saved.
   *
   * @param controls the ControlNets' parts in this call; a call that begins with the features of
   *     another takes the residuals that this one had, and evaluates no ControlNet
   * @param shortcut how this call is related to others of the run
   * @throws IllegalArgumentException if the UNet has fewer up layers than are asked for
   */
  public FloatTensor predict(
      FloatTensor sample,
      TimeTable times,
      int call,
      Conditioning conditioning,
      Tiling tiling,
      List<ControlInput> controls,
      Shortcut shortcut) {
    check(sample, conditioning);
    Shape shape = sample.shape();
    int rows = (int) conditioning.batch();
    EmitOptions emission =
        network
            .options()
            .withTiling(tiling.x(), tiling.y())
            .withShallowLayers(shortcut.layers())
            .withTokenMerging(shortcut.tokenMerging());
    return network
        .ladder()
        .run(
            "sampling",
            mode -> mode.rowsAtOnce(rows) * bytesPerRow(shape, !controls.isEmpty(), shortcut),
            mode -> {
              boolean slices = emission.slicedAttention() || mode.slicesAttention();
              EmitOptions variant = emission.withSlicedAttention(slices);
              return new UNetStep(
                      network, variant, sample, times, call, conditioning, controls, shortcut)
                  .run(Math.max(1, mode.rowsAtOnce(rows)));
            });
  }

  /** What a row of the batch needs at its peak, near the end: measured, and rounded up. */
  private long bytesPerRow(Shape sample, boolean controlled, Shortcut shortcut) {
    long pixels = sample.dimension(2) * sample.dimension(3);
    int width = config.blockOutChannels().get(0);
    long images =
        ROW_PEAK + (controlled ? RESIDUALS : 0) + (shortcut.layers() > 0 ? DEEP_FEATURES : 0);
    long similarities = shortcut.tokenMerging() > 0 ? similarities(pixels) : 0;
    return (images * pixels * width + similarities) * network.options().compute().bytes();
  }

  /** Of every source of a merging, three quarters of the tokens, with every destination. */
  private long similarities(long pixels) {
    long tokens = pixels >> 2 * Math.max(0, config.crossAttention().indexOf(true));
    return 3 * tokens / 4 * (tokens / 4);
  }

  /**
   * As {@link #predict}, with a prompt and a timestep for each member of the batch and the
   * intermediate values under diffusers' module names; the prediction itself is named {@code
   * output}. For tests.
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
    long pictures = shape.dimension(0);
    if (pictures == 0 || conditioning.batch() % pictures != 0) {
      throw new IllegalArgumentException(
          "expected %1$d prompts or a multiple of that for %1$d latents but got %2$d"
              .formatted(shape.dimension(0), conditioning.batch()));
    }
  }

  /** Loads weights of these names again. */
  void replace(Weights weights, Set<String> names) {
    network.replace(weights, names);
  }

  /** How many up layers it has, the most that a shallow evaluation can have. */
  public int upLayers() {
    return UNet.upLayers(config);
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
