package org.latentj.checkpoint.pickle;

import java.util.Arrays;
import java.util.Optional;
import org.latentj.tensor.ElementType;

/** PyTorch's storage classes ({@code torch/storage.py}). */
public enum StorageType {
  DOUBLE("DoubleStorage", 8, ElementType.F64),
  FLOAT("FloatStorage", 4, ElementType.F32),
  HALF("HalfStorage", 2, ElementType.F16),
  BFLOAT16("BFloat16Storage", 2, ElementType.BF16),
  LONG("LongStorage", 8, ElementType.I64),
  INT("IntStorage", 4, ElementType.I32),
  SHORT("ShortStorage", 2, ElementType.I16),
  CHAR("CharStorage", 1, ElementType.I8),
  BYTE("ByteStorage", 1, ElementType.U8),
  BOOL("BoolStorage", 1, ElementType.BOOL),
  COMPLEX_DOUBLE("ComplexDoubleStorage", 16, null),
  COMPLEX_FLOAT("ComplexFloatStorage", 8, null),
  QINT8("QInt8Storage", 1, null),
  QINT32("QInt32Storage", 4, null),
  QUINT8("QUInt8Storage", 1, null);

  private final String className;
  private final int bytes;
  private final ElementType elementType;

  StorageType(String className, int bytes, ElementType elementType) {
    this.className = className;
    this.bytes = bytes;
    this.elementType = elementType;
  }

  /** The class in module {@code torch}, for example {@code HalfStorage}. */
  public String className() {
    return className;
  }

  /** Bytes of one element. */
  public int bytes() {
    return bytes;
  }

  /** The element type, or empty for complex and quantised numbers, which no weights here have. */
  public Optional<ElementType> elementType() {
    return Optional.ofNullable(elementType);
  }

  static Optional<StorageType> of(Global global) {
    return Arrays.stream(values())
        .filter(t -> global.module().equals("torch") && global.name().equals(t.className))
        .findFirst();
  }
}
