package org.latentj.runtime;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import org.latentj.checkpoint.Weights;
import org.latentj.image.Tiling;
import org.latentj.model.ControlNetConfig;
import org.latentj.network.ControlNet;
import org.latentj.network.EmitOptions;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

/** A ControlNet on a device. Close it to free its weights. */
public final class ControlNetModel implements AutoCloseable {
  /** Images of the first embedding's width that are alive at a time while a hint is embedded. */
  private static final long HINT_PEAK = 4;

  private final ControlNetConfig config;
  private final String name;
  private final Network network;
  private final StepInputs inputs;

  /**
   * Loads the weights.
   *
   * @param name how messages and pictures' parameters call it
   */
  ControlNetModel(
      ControlNetConfig config,
      String name,
      Weights weights,
      EmitOptions options,
      ComputeDevice device,
      MemoryLadder ladder) {
    this.config = config;
    this.name = name;
    network = new Network(o -> ControlNet.script(config, o), weights, options, device, ladder);
    network.ofEveryStep();
    inputs = new StepInputs(config.network(), network);
  }

  /** As {@link UNetModel#condition}. */
  public Conditioning condition(FloatTensor context) {
    return inputs.condition(context);
  }

  /** As {@link UNetModel#times(double[])}. */
  public TimeTable times(double[] timesteps) {
    return inputs.times(timesteps, 1);
  }

  /**
   * Embeds a hint, once a run.
   *
   * @param image (1, conditioningChannels, H, W), float32, in [0, 1], or -1 where an inpainting
   *     ControlNet is to paint; H and W are the picture's
   * @param tiling the edges of the picture
   * @return to be closed by the caller
   */
  public ControlHint hint(FloatTensor image, Tiling tiling) {
    Shape shape = image.shape();
    int factor = config.downsampling();
    boolean fits =
        shape.rank() == 4
            && shape.dimension(0) == 1
            && shape.dimension(1) == config.hintChannels()
            && shape.dimension(2) % factor == 0
            && shape.dimension(3) % factor == 0;
    if (!fits) {
      throw new IllegalArgumentException(
          "expected a hint (1, %d, H, W) with sides that %d divides but got %s"
              .formatted(config.hintChannels(), factor, shape));
    }
    EmitOptions variant = network.options().withTiling(tiling.x(), tiling.y());
    long bytes =
        HINT_PEAK
            * shape.dimension(2)
            * shape.dimension(3)
            * config.embeddingChannels().get(0)
            * network.options().compute().bytes();
    return network.ladder().run("reading a hint", mode -> bytes, mode -> hint(image, variant));
  }

  private ControlHint hint(FloatTensor image, EmitOptions variant) {
    Arena owner = Arena.on(network.device());
    try (Arena arena = Arena.on(network.device());
        IValue input = IValue.from(arena.upload(image))) {
      return new ControlHint(owner, network.run(variant, owner, "hint", input));
    } catch (RuntimeException e) {
      owner.close();
      throw e;
    }
  }

  /**
   * What the UNet is to add at one timestep.
   *
   * @param variant how the step is emitted
   * @param owner of the results
   * @param control this network's part in the call
   * @param sample rows {@code from} to {@code to}, exclusive, of the UNet's input
   */
  PtNDArray[] residuals(
      EmitOptions variant,
      Arena owner,
      ControlInput control,
      int call,
      int from,
      int to,
      IValue sample) {
    try (IValue time = control.times().row(owner, call);
        IValue hint = control.hint().value();
        IValue scales = IValue.from(owner.upload(control.scales().rows(from, to)))) {
      IValue prompts = control.conditioning().list(from, to);
      return network.runList(variant, owner, "forward", sample, time, prompts, hint, scales);
    }
  }

  /** The residuals of two networks, added. */
  PtNDArray[] sum(Arena owner, PtNDArray[] left, PtNDArray[] right) {
    try (IValue one = IValue.listFrom(left);
        IValue other = IValue.listFrom(right)) {
      return network.runList(network.options(), owner, "sum", one, other);
    }
  }

  /** How many residuals a step has: 13 for Stable Diffusion. */
  public int residuals() {
    return ControlNet.residuals(config);
  }

  /** The network's configuration. */
  public ControlNetConfig config() {
    return config;
  }

  /** Its name and A1111's short hash: {@code control_v11p_sd15_canny [d14c016b]}. */
  public String name() {
    return name;
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
