package org.latentj.tensor;

import java.util.Arrays;
import java.util.Optional;

/** The type of a tensor's elements, as checkpoints store it and as libtorch numbers it. */
public enum ElementType {
  U8("U8", 1, 0),
  I8("I8", 1, 1),
  I16("I16", 2, 2),
  I32("I32", 4, 3),
  I64("I64", 8, 4),
  F16("F16", 2, 5),
  F32("F32", 4, 6),
  F64("F64", 8, 7),
  BOOL("BOOL", 1, 11),
  BF16("BF16", 2, 15);

  private final String safetensorsName;
  private final int bytes;
  private final int scalarType;

  ElementType(String safetensorsName, int bytes, int scalarType) {
    this.safetensorsName = safetensorsName;
    this.bytes = bytes;
    this.scalarType = scalarType;
  }

  /** The name in a safetensors header, for example {@code F16}. */
  public String safetensorsName() {
    return safetensorsName;
  }

  /** Bytes of one element. */
  public int bytes() {
    return bytes;
  }

  /** libtorch's number of this type ({@code c10/core/ScalarType.h}), as TorchScript writes it. */
  public int scalarType() {
    return scalarType;
  }

  /** Whether the elements are floating-point numbers. */
  public boolean isFloating() {
    return this == F16 || this == BF16 || this == F32 || this == F64;
  }

  /** The type of that name in a safetensors header, if this engine reads it. */
  public static Optional<ElementType> ofSafetensorsName(String name) {
    return Arrays.stream(values()).filter(t -> t.safetensorsName.equals(name)).findFirst();
  }
}
