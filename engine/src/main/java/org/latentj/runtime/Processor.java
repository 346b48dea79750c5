package org.latentj.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * What is known of the CPU, as far as it decides how networks run.
 *
 * @param brainFloats whether it multiplies bfloat16 by itself (AVX512-BF16 or AMX)
 */
record Processor(boolean brainFloats) {
  private static final Pattern BRAIN_FLOATS =
      Pattern.compile("(?m)^flags\\s*:.*\\b(avx512_bf16|amx_bf16)\\b");

  private static final Processor THIS = of(cpuInfo());

  /** The one of this computer; only Linux tells. */
  static Processor current() {
    return THIS;
  }

  /** From the contents of {@code /proc/cpuinfo}. */
  static Processor of(String cpuInfo) {
    return new Processor(BRAIN_FLOATS.matcher(cpuInfo).find());
  }

  private static String cpuInfo() {
    try {
      return Files.readString(Path.of("/proc/cpuinfo"));
    } catch (IOException e) {
      return "";
    }
  }
}
