package org.latentj.runtime;

import java.util.Arrays;
import java.util.Locale;
import org.latentj.tensor.ElementType;

/** The type that networks compute in, whatever the type in the checkpoint. */
public enum Precision {
  /**
   * F16 on a GPU. On a CPU, BF16 where it multiplies such numbers by itself and the model is large
   * enough to gain by it, else F32.
   */
  AUTO,
  /** 32-bit floats: the reference. */
  F32,
  /** 16-bit IEEE floats: half the memory; slow on most CPUs. */
  F16,
  /** 16-bit brain floats: half the memory, fast on CPUs with AVX512-BF16 or AMX. */
  BF16;

  /** Parameters of a UNet that is slow enough for its precision to matter. */
  private static final long LARGE = 100_000_000;

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

  /** The element type that it means on {@code device} for a small network: never AUTO. */
  public ElementType elementType(ComputeDevice device) {
    return elementType(device, 0);
  }

  /**
   * The element type that it means on {@code device}: never AUTO.
   *
   * @param parameters of the UNet
   */
  public ElementType elementType(ComputeDevice device, long parameters) {
    return elementType(device, parameters, Processor.current());
  }

  ElementType elementType(ComputeDevice device, long parameters, Processor processor) {
    return switch (this) {
      case AUTO -> automatic(device, parameters >= LARGE && processor.brainFloats());
      case F32 -> ElementType.F32;
      case F16 -> ElementType.F16;
      case BF16 -> ElementType.BF16;
    };
  }

  private static ElementType automatic(ComputeDevice device, boolean gainsByHalf) {
    if (device.isGpu()) {
      return ElementType.F16;
    }
    return gainsByHalf ? ElementType.BF16 : ElementType.F32;
  }
}
