package org.latentj.tensor;

import java.util.Arrays;
import java.util.List;

/**
 * The dimensions of a tensor, outermost first. Immutable; a scalar has no dimensions and one
 * element.
 */
public final class Shape {
  private final long[] dimensions;

  private Shape(long[] dimensions) {
    this.dimensions = dimensions;
  }

  /**
   * A shape of these dimensions.
   *
   * @throws IllegalArgumentException if one is negative or the element count exceeds a long
   */
  public static Shape of(long... dimensions) {
    long elements = 1;
    for (long d : dimensions) {
      if (d < 0) {
        throw new IllegalArgumentException(
            "expected dimensions of 0 or more but got " + Arrays.toString(dimensions));
      }
      try {
        elements = Math.multiplyExact(elements, d);
      } catch (ArithmeticException e) {
        throw new IllegalArgumentException(
            "the element count of shape " + Arrays.toString(dimensions) + " exceeds 2^63 - 1", e);
      }
    }
    return new Shape(dimensions.clone());
  }

  /** A shape of these dimensions. */
  public static Shape of(List<Long> dimensions) {
    return of(dimensions.stream().mapToLong(Long::longValue).toArray());
  }

  /** How many dimensions there are. */
  public int rank() {
    return dimensions.length;
  }

  /** The size of dimension {@code axis}; negative axes count from the end, as in PyTorch. */
  public long dimension(int axis) {
    return dimensions[axis < 0 ? axis + dimensions.length : axis];
  }

  /** The size of dimension {@code axis} as an int. */
  public int size(int axis) {
    return Math.toIntExact(dimension(axis));
  }

  /** The product of the dimensions; 1 for a scalar. */
  public long elements() {
    long elements = 1;
    for (long d : dimensions) {
      elements *= d;
    }
    return elements;
  }

  /** A copy of the dimensions. */
  public long[] toArray() {
    return dimensions.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape s && Arrays.equals(dimensions, s.dimensions);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dimensions);
  }

  /** For example {@code (1, 4, 64, 64)}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("(");
    for (int i = 0; i < dimensions.length; i++) {
      text.append(i == 0 ? "" : ", ").append(dimensions[i]);
    }
    return text.append(')').toString();
  }
}
