package org.latentj.network;

import org.latentj.tensor.ElementType;

/**
 * How a network is emitted for a device.
 *
 * @param compute the type that activations and weights have: F32, F16 or BF16
 * @param channelsLast whether images are laid out NHWC in memory
 * @param tileX whether convolutions wrap around horizontally, for pictures that tile
 * @param tileY whether convolutions wrap around vertically
 * @param taps whether {@code forward} returns the named intermediate values as well
 */
public record EmitOptions(
    ElementType compute, boolean channelsLast, boolean tileX, boolean tileY, boolean taps) {

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

  /** The same with other edges. */
  public EmitOptions withTiling(boolean x, boolean y) {
    return new EmitOptions(compute, channelsLast, x, y, taps);
  }

  /** The same with intermediate values as results. */
  public EmitOptions withTaps() {
    return new EmitOptions(compute, channelsLast, tileX, tileY, true);
  }
}
