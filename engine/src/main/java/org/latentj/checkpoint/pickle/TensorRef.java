package org.latentj.checkpoint.pickle;

import java.util.List;
import org.latentj.tensor.Shape;

/**
 * A tensor as a view of a storage. Construction has checked that every element lies inside.
 *
 * @param storage the memory
 * @param offset element of the storage that is the tensor's first
 * @param shape dimensions
 * @param strides elements between neighbours along each dimension; 0 or more
 */
public record TensorRef(StorageRef storage, long offset, Shape shape, List<Long> strides) {

  /** Copies the strides. */
  public TensorRef {
    strides = List.copyOf(strides);
  }

  /** Whether the elements lie in row-major order without gaps. */
  public boolean contiguous() {
    long expected = 1;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      long size = shape.dimension(axis);
      if (size != 1 && strides.get(axis) != expected) {
        return shape.elements() == 0;
      }
      expected *= size;
    }
    return true;
  }

  /** Elements from the first to the last in memory, both included; 0 for an empty tensor. */
  public long span() {
    return shape.elements() == 0 ? 0 : 1 + reach(shape, strides);
  }

  static long reach(Shape shape, List<Long> strides) {
    long reach = 0;
    for (int axis = 0; axis < shape.rank(); axis++) {
      long steps = Math.multiplyExact(shape.dimension(axis) - 1, strides.get(axis).longValue());
      reach = Math.addExact(reach, steps);
    }
    return reach;
  }
}
