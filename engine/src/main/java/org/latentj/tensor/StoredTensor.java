package org.latentj.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A tensor's contents as a checkpoint stores them: contiguous, row-major, little-endian. The buffer
 * is usually a read-only memory mapping, so holding one costs no heap.
 *
 * @param name the tensor's name, for messages
 * @param type element type
 * @param shape dimensions
 * @param data exactly {@code shape.elements() * type.bytes()} bytes, position 0, little-endian; a
 *     view, not a copy, and not to be modified
 */
public record StoredTensor(String name, ElementType type, Shape shape, ByteBuffer data) {

  /**
   * Checks the size and fixes the byte order.
   *
   * @throws IllegalArgumentException if the buffer's size does not fit shape and type
   */
  public StoredTensor {
    long expected = shape.elements() * type.bytes();
    if (data.remaining() != expected) {
      throw new IllegalArgumentException(
          "tensor %s of shape %s and type %s needs %d bytes but its data have %d"
              .formatted(name, shape, type, expected, data.remaining()));
    }
    data = data.slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Copies the elements to floats on the heap. Any numeric type; I64 values are rounded. */
  public FloatTensor toFloats() {
    float[] out = new float[Math.toIntExact(shape.elements())];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) element(i);
    }
    return new FloatTensor(shape, out);
  }

  /** Element {@code index} in row-major order, as a double. */
  public double element(int index) {
    return switch (type) {
      case U8, BOOL -> data.get(index) & 0xff;
      case I8 -> data.get(index);
      case I16 -> data.getShort(2 * index);
      case I32 -> data.getInt(4 * index);
      case I64 -> data.getLong(8 * index);
      case F16 -> HalfFloats.halfToFloat(data.getShort(2 * index));
      case BF16 -> Float.intBitsToFloat((data.getShort(2 * index) & 0xffff) << 16);
      case F32 -> data.getFloat(4 * index);
      case F64 -> data.getDouble(8 * index);
    };
  }
}
