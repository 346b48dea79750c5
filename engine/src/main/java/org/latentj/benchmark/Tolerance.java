package org.latentj.benchmark;

import org.latentj.runtime.ComputeDevice;
import org.latentj.runtime.MemoryMode;
import org.latentj.tensor.ElementType;

/**
 * How far results may be from those without rounding, as a relative root mean square. A number is
 * rounded by at most 2^-24 of itself in float32, 2^-11 in float16 and 2^-8 in bfloat16. A network
 * rounds a few hundred times one after the other, which adds up as a random walk does: on a CPU, to
 * 5 of these in bfloat16, where sums are kept in float32, and to 20 in float32. The limits in 16
 * bits are 13 and 20 of them. In float32 there is room for convolutions by other algorithms
 * (Winograd's, FFT). A kernel that computes something else is off by tenths.
 */
final class Tolerance {
  private static final double SINGLE = 1e-4;
  private static final double HALF = 1e-2;
  private static final double BRAIN = 5e-2;

  /** NVIDIA's own switch: its libraries never use TF32 if it is 0. */
  static final String TF32 = "NVIDIA_TF32_OVERRIDE";

  private Tolerance() {}

  /**
   * The limit.
   *
   * @param compute F32, F16 or BF16
   * @param tf32 the environment's {@link #TF32}; null if it is not set
   */
  static double of(ElementType compute, ComputeDevice device, MemoryMode mode, String tf32) {
    return switch (compute) {
      case F32 -> isRounded(device, mode, tf32) ? HALF : SINGLE;
      case F16 -> HALF;
      case BF16 -> BRAIN;
      default ->
          throw new IllegalArgumentException(
              "expected F32, F16 or BF16 to be compared but got " + compute);
    };
  }

  /**
   * Whether numbers are rounded to float16's 11 bits although networks compute in float32: libtorch
   * lets cuDNN convolve in TF32 unless told otherwise, as PyTorch does, and the lowest mode keeps a
   * CPU's weights in float16.
   */
  private static boolean isRounded(ComputeDevice device, MemoryMode mode, String tf32) {
    return device.isGpu() ? !"0".equals(tf32) : mode == MemoryMode.LOWEST;
  }
}
