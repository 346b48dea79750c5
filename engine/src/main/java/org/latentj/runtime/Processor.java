package org.latentj.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import org.latentj.network.EmitOptions;
import org.latentj.network.Optimization;
import org.latentj.tensor.ElementType;

/**
 * What is known of the CPU, as far as it decides how networks run.
 *
 * @param x86 whether it is an x86-64 one, for which libtorch is built with oneDNN's kernels
 * @param brainFloats whether it multiplies bfloat16 by itself (AVX512-BF16 or AMX)
 * @param tiles whether it has AMX, units for whole tiles of bfloat16
 */
record Processor(boolean x86, boolean brainFloats, boolean tiles) {
  private static final Pattern BRAIN_FLOATS = flags("avx512_bf16|amx_bf16");
  private static final Pattern TILES = flags("amx_bf16");

  private static final Processor THIS = of(System.getProperty("os.arch"), cpuInfo());

  /** The one of this computer; of all but the architecture, only Linux tells. */
  static Processor current() {
    return THIS;
  }

  /** From the property {@code os.arch} and the contents of {@code /proc/cpuinfo}. */
  static Processor of(String architecture, String cpuInfo) {
    return new Processor(
        Set.of("amd64", "x86_64").contains(architecture),
        BRAIN_FLOATS.matcher(cpuInfo).find(),
        TILES.matcher(cpuInfo).find());
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
    boolean half = usual.compute() == ElementType.BF16;
    if (half && !tiles) {
      // libtorch's fused kernel is slower there than products in slices that fit the caches.
      suited = suited.without(Optimization.FUSED_ATTENTION).withSlicedAttention(true);
    }
    if (x86 && (half ? brainFloats : usual.compute() == ElementType.F32)) {
      suited =
          suited
              .withOptimization(Optimization.PACKED_WEIGHTS)
              .withOptimization(Optimization.FOLDED_UPSAMPLING);
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
