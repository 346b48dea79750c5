package org.latentj.runtime;

import java.util.Arrays;
import java.util.Locale;
import org.latentj.tensor.ElementType;

/** The type that networks compute in, whatever the type in the checkpoint. */
public enum Precision {
  /** F16 on a GPU, F32 on a CPU. */
  AUTO,
  /** 32-bit floats: the reference. */
  F32,
  /** 16-bit IEEE floats: half the memory; slow on most CPUs. */
  F16,
  /** 16-bit brain floats: half the memory, fast on CPUs with AVX512-BF16 or AMX. */
  BF16;

  /**
   * The precision of that name; {@code fp32}, {@code float32} and the like are understood.
   *
   * @throws IllegalArgumentException for any other name
   */
  public static Precision ofName(String name) {
    return switch (name.strip().toLowerCase(Locale.ROOT)) {
      case "auto" -> AUTO;
      case "f32", "fp32", "float32", "float" -> F32;
      case "f16", "fp16", "float16", "half" -> F16;
      case "bf16", "bfloat16" -> BF16;
      default ->
          throw new IllegalArgumentException(
              "expected precision auto, fp32, fp16 or bf16 but got '%s' (of %s)"
                  .formatted(name, Arrays.toString(values())));
    };
  }

  /** The element type that it means on {@code device}: never AUTO. */
  public ElementType elementType(ComputeDevice device) {
    return switch (this) {
      case AUTO -> device.isGpu() ? ElementType.F16 : ElementType.F32;
      case F32 -> ElementType.F32;
      case F16 -> ElementType.F16;
      case BF16 -> ElementType.BF16;
    };
  }
}
