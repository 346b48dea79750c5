package org.latentj.runtime;

import java.util.OptionalLong;

/** The memory that networks run in. */
public interface DeviceMemory {

  /** What is free, in bytes, as far as it is known. */
  OptionalLong free();

  /**
   * Called before a network runs with an estimate of what it will need besides its weights.
   *
   * @param bytes the estimate
   * @throws TorchException for want of memory, if it cannot be had; libtorch refuses by itself, too
   */
  void claim(long bytes);

  /** The memory of a device; it leaves refusing to libtorch. */
  static DeviceMemory of(ComputeDevice device) {
    return new DeviceMemory() {
      @Override
      public OptionalLong free() {
        return device.sharesHostMemory() ? HostMemory.available() : device.memoryFree();
      }

      @Override
      public void claim(long bytes) {
        // Nothing to do: what is not there is refused when it is allocated.
      }
    };
  }
}
