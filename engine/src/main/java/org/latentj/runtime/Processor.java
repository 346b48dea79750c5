package org.latentj.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.latentj.network.EmitOptions;
import org.latentj.network.Optimization;
import org.latentj.tensor.ElementType;

/**
 * What is known of the CPU, as far as it decides how networks run.
 *
 * @param brainFloats whether it multiplies bfloat16 by itself (AVX512-BF16 or AMX)
 * @param tiles whether it has AMX, units for whole tiles of bfloat16
 * @param amd whether AMD made it
 */
record Processor(boolean brainFloats, boolean tiles, boolean amd) {
  private static final Pattern BRAIN_FLOATS = flags("avx512_bf16|amx_bf16");
  private static final Pattern TILES = flags("amx_bf16");
  private static final Pattern AMD = Pattern.compile("(?m)^vendor_id\\s*:\\s*AuthenticAMD$");

  private static final Processor THIS = of(cpuInfo());

  /** The one of this computer; only Linux tells. */
  static Processor current() {
    return THIS;
  }

  /** From the contents of {@code /proc/cpuinfo}. */
  static Processor of(String cpuInfo) {
    return new Processor(
        BRAIN_FLOATS.matcher(cpuInfo).find(),
        TILES.matcher(cpuInfo).find(),
        AMD.matcher(cpuInfo).find());
  }

  private static Pattern flags(String any) {
    return Pattern.compile("(?m)^flags\\s*:.*\\b(" + any + ")\\b");
  }

  /**
   * How networks are emitted for it; docs/performance.md has what each choice is worth.
   *
   * @param usual the emission for CPUs, with all optimizations
   */
  EmitOptions emission(EmitOptions usual) {
    EmitOptions suited = usual;
    if (usual.compute() == ElementType.BF16) {
      suited = suited.without(Optimization.INPUT_FIRST_SUMS);
      if (!tiles) {
        // libtorch's fused kernel is slower there than products in slices that fit the caches.
        suited = suited.without(Optimization.FUSED_ATTENTION).withSlicedAttention(true);
      }
    } else if (usual.compute() == ElementType.F32 && amd) {
      // MKL, which multiplies matrices, is slow on AMD's processors; oneDNN, which convolves, not.
      suited = suited.without(Optimization.INPUT_FIRST_SUMS).withConvolvedProducts(true);
    }
    return suited;
  }

  private static String cpuInfo() {
    try {
      return Files.readString(Path.of("/proc/cpuinfo"));
    } catch (IOException e) {
      return "";
    }
  }
}
