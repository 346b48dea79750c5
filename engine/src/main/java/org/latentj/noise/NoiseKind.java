package org.latentj.noise;

import java.util.Locale;
import java.util.Optional;

/** Whose random numbers to reproduce; a seed gives a different picture under each. */
public enum NoiseKind {
  /** PyTorch's CPU generator in float32: ComfyUI, webui with RNG=CPU, diffusers in float32. */
  CPU("CPU"),
  /** PyTorch's CPU generator in float16: diffusers' half-precision pipelines. */
  CPU_HALF("CPU half"),
  /** CUDA's generator: webui's default, and its RNG=NV on any machine. */
  GPU("NV");

  private final String rngName;

  NoiseKind(String rngName) {
    this.rngName = rngName;
  }

  /**
   * The value of webui's {@code RNG} option and metadata field. Webui has no name for float16; we
   * write {@code CPU half}.
   */
  public String rngName() {
    return rngName;
  }

  /** A fresh sequence. Seeds are two's complement; the CPU kinds use the low 32 bits only. */
  public NoiseSource source(long seed) {
    return switch (this) {
      case CPU -> TorchNoise.float32(seed);
      case CPU_HALF -> TorchNoise.float16(seed);
      case GPU -> new PhiloxNoise(seed);
    };
  }

  /** The kind of that {@code RNG} name in any case; {@code GPU} and {@code NV} mean the same. */
  public static Optional<NoiseKind> ofRngName(String name) {
    return switch (name.strip().toUpperCase(Locale.ROOT)) {
      case "CPU" -> Optional.of(CPU);
      case "CPU HALF" -> Optional.of(CPU_HALF);
      case "GPU", "NV" -> Optional.of(GPU);
      default -> Optional.empty();
    };
  }
}
