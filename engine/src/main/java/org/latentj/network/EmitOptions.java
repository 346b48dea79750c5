package org.latentj.network;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import org.latentj.tensor.ElementType;

/**
 * How a network is emitted for a device.
 *
 * @param compute the type that activations have: F32, F16 or BF16, or F64 as a reference for these
 *     (inputs and results are float32 all the same, and so are a tiled picture's statistics)
 * @param storage the type that weights have: {@code compute}, or a smaller one from which each is
 *     cast when it is used
 * @param channelsLast whether images are laid out NHWC in memory
 * @param tileX whether convolutions wrap around horizontally, for pictures that tile
 * @param tileY whether convolutions wrap around vertically
 * @param taps whether {@code forward} returns the named intermediate values as well
 * @param parts whether the VAE is emitted in the parts that process a picture tile by tile
 * @param slicedAttention whether attention takes its queries a slice at a time, so that no score
 *     matrix grows beyond a fixed size
 * @param weightsFetchedTo the device that each weight is copied to when it is used, for example
 *     {@code cuda:0}, the weights being elsewhere; empty where they are on the device that computes
 * @param controlled whether the UNet's {@code forward} takes a ControlNet's residuals as well
 * @param shallowLayers how many up layers the UNet's method {@code shallow} has; 0 where it has
 *     neither this nor {@code full}
 * @param tokenMerging share of the tokens that the UNet's self-attention at the highest resolution
 *     merges into others, 0 to 0.75
 * @param optimizations what is done for speed
 */
public record EmitOptions(
    ElementType compute,
    ElementType storage,
    boolean channelsLast,
    boolean tileX,
    boolean tileY,
    boolean taps,
    boolean parts,
    boolean slicedAttention,
    String weightsFetchedTo,
    boolean controlled,
    int shallowLayers,
    double tokenMerging,
    Set<Optimization> optimizations) {

  /** Copies the set. */
  public EmitOptions {
    optimizations = Set.copyOf(optimizations);
  }

  /** With weights of the compute type, and all optimizations that leave gradients possible. */
  public EmitOptions(
      ElementType compute, boolean channelsLast, boolean tileX, boolean tileY, boolean taps) {
    this(
        compute,
        compute,
        channelsLast,
        tileX,
        tileY,
        taps,
        false,
        false,
        "",
        false,
        0,
        0,
        EnumSet.complementOf(
            EnumSet.of(
                Optimization.IN_PLACE_ACTIVATION,
                Optimization.PACKED_WEIGHTS,
                Optimization.FOLDED_UPSAMPLING,
                Optimization.SHARED_FIRST_LAYERS)));
  }

  /** Plain emission in float32. */
  public static EmitOptions reference() {
    return new EmitOptions(ElementType.F32, false, false, false, false);
  }

  /**
   * The emission for a kind of device: channels last on GPUs, whose convolutions want it so, but
   * not on CPUs, where oneDNN orders memory by itself.
   *
   * @param compute F32, F16 or BF16
   */
  public static EmitOptions forDevice(ElementType compute, boolean gpu) {
    return new EmitOptions(compute, gpu, false, false, false);
  }

  /**
   * As {@link #forDevice}, for networks that are never trained.
   *
   * @param compute F32, F16 or BF16
   */
  public static EmitOptions forInference(ElementType compute, boolean gpu) {
    return forDevice(compute, gpu)
        .withOptimization(Optimization.IN_PLACE_ACTIVATION)
        .withOptimization(Optimization.SHARED_FIRST_LAYERS);
  }

  /** The same with other edges. */
  public EmitOptions withTiling(boolean x, boolean y) {
    return with(
        copy -> {
          copy.tileX = x;
          copy.tileY = y;
        });
  }

  /** The same with intermediate values as results. */
  public EmitOptions withTaps() {
    return with(copy -> copy.taps = true);
  }

  /** The same in the parts that process a picture tile by tile. */
  public EmitOptions withParts() {
    return with(copy -> copy.parts = true);
  }

  /** The same with attention in slices or at once. */
  public EmitOptions withSlicedAttention(boolean sliced) {
    return with(copy -> copy.slicedAttention = sliced);
  }

  /** The same with weights of another type. */
  public EmitOptions withStorage(ElementType type) {
    return with(copy -> copy.storage = type);
  }

  /** The same with images in another memory layout. */
  public EmitOptions withChannelsLast(boolean last) {
    return with(copy -> copy.channelsLast = last);
  }

  /** The same with weights that are copied to a device of that name when they are used. */
  public EmitOptions withWeightsFetchedTo(String device) {
    return with(copy -> copy.weightsFetchedTo = device);
  }

  /** The same with a UNet that takes a ControlNet's residuals. */
  public EmitOptions withControl() {
    return with(copy -> copy.controlled = true);
  }

  /**
   * The same with a UNet that can evaluate its last up layers alone.
   *
   * @param layers how many; 0 for none
   */
  public EmitOptions withShallowLayers(int layers) {
    return with(copy -> copy.shallowLayers = layers);
  }

  /** The same with a UNet that merges that share of tokens. */
  public EmitOptions withTokenMerging(double share) {
    return with(copy -> copy.tokenMerging = share);
  }

  /** The same without some optimizations. */
  public EmitOptions without(Optimization... left) {
    Set<Optimization> rest = EnumSet.noneOf(Optimization.class);
    rest.addAll(optimizations);
    rest.removeAll(Arrays.asList(left));
    return with(copy -> copy.optimizations = rest);
  }

  /** The same with one optimization more. */
  public EmitOptions withOptimization(Optimization more) {
    Set<Optimization> all = EnumSet.of(more);
    all.addAll(optimizations);
    return with(copy -> copy.optimizations = all);
  }

  /** Whether kernels and matrices are in oneDNN's own order. */
  public boolean packsWeights() {
    return has(Optimization.PACKED_WEIGHTS) && weightsStayAsTheyAre();
  }

  /** Whether doubling is part of the kernels that follow it. */
  public boolean foldsUpsampling() {
    return has(Optimization.FOLDED_UPSAMPLING) && weightsStayAsTheyAre();
  }

  private boolean weightsStayAsTheyAre() {
    return storage == compute && weightsFetchedTo.isEmpty();
  }

  /** Whether one of the optimizations is on. */
  public boolean has(Optimization optimization) {
    return optimizations.contains(optimization);
  }

  private EmitOptions with(Consumer<Copy> change) {
    Copy copy = new Copy(this);
    change.accept(copy);
    return copy.options();
  }

  /** The options while some of them change. */
  private static final class Copy {
    private final ElementType compute;
    private ElementType storage;
    private boolean channelsLast;
    private boolean tileX;
    private boolean tileY;
    private boolean taps;
    private boolean parts;
    private boolean slicedAttention;
    private String weightsFetchedTo;
    private boolean controlled;
    private int shallowLayers;
    private double tokenMerging;
    private Set<Optimization> optimizations;

    Copy(EmitOptions from) {
      compute = from.compute;
      storage = from.storage;
      channelsLast = from.channelsLast;
      tileX = from.tileX;
      tileY = from.tileY;
      taps = from.taps;
      parts = from.parts;
      slicedAttention = from.slicedAttention;
      weightsFetchedTo = from.weightsFetchedTo;
      controlled = from.controlled;
      shallowLayers = from.shallowLayers;
      tokenMerging = from.tokenMerging;
      optimizations = from.optimizations;
    }

    EmitOptions options() {
      return new EmitOptions(
          compute,
          storage,
          channelsLast,
          tileX,
          tileY,
          taps,
          parts,
          slicedAttention,
          weightsFetchedTo,
          controlled,
          shallowLayers,
          tokenMerging,
          optimizations);
    }
  }
}
