package org.latentj.tensor;

import java.util.List;

/**
 * Floats on the heap with a shape, row-major. The array is not copied: who hands it over stops
 * writing to it, except where a method says that it modifies its argument.
 *
 * @param shape dimensions
 * @param data {@code shape.elements()} values
 */
public record FloatTensor(Shape shape, float[] data) {

  /**
   * Checks the length.
   *
   * @throws IllegalArgumentException if the array's length does not fit the shape
   */
  public FloatTensor {
    if (shape.elements() != data.length) {
      throw new IllegalArgumentException(
          "shape %s needs %d elements but got %d".formatted(shape, shape.elements(), data.length));
    }
  }

  /** Zeros of that shape. */
  public static FloatTensor zeros(Shape shape) {
    return new FloatTensor(shape, new float[Math.toIntExact(shape.elements())]);
  }

  /** The largest absolute difference to {@code other} of the same shape; NaN if either has one. */
  public double maxAbsDifference(FloatTensor other) {
    if (!shape.equals(other.shape)) {
      throw new IllegalArgumentException("cannot compare " + shape + " with " + other.shape);
    }
    double largest = 0;
    for (int i = 0; i < data.length; i++) {
      double difference = Math.abs((double) data[i] - other.data[i]);
      if (Double.isNaN(difference)) {
        return Double.NaN;
      }
      largest = Math.max(largest, difference);
    }
    return largest;
  }

  /** Row {@code index} of the first dimension as a copy of shape (1, ...). */
  public FloatTensor row(int index) {
    long[] dims = shape.toArray();
    int stride = Math.toIntExact(shape.elements() / dims[0]);
    dims[0] = 1;
    float[] part = new float[stride];
    System.arraycopy(data, index * stride, part, 0, stride);
    return new FloatTensor(Shape.of(dims), part);
  }

  /** Rows {@code from} to {@code to}, exclusive, as a copy; this itself for all of them. */
  public FloatTensor rows(int from, int to) {
    long[] dims = shape.toArray();
    if (from == 0 && to == dims[0]) {
      return this;
    }
    int stride = Math.toIntExact(shape.elements() / dims[0]);
    dims[0] = to - from;
    float[] part = new float[(to - from) * stride];
    System.arraycopy(data, from * stride, part, 0, part.length);
    return new FloatTensor(Shape.of(dims), part);
  }

  /** A view of the same array under another shape of as many elements. */
  public FloatTensor reshape(Shape other) {
    return new FloatTensor(other, data);
  }

  /** Joins tensors along the first dimension into a new array. */
  public static FloatTensor concatenate(List<FloatTensor> parts) {
    long[] dims = parts.get(0).shape.toArray();
    dims[0] = 0;
    int length = 0;
    for (FloatTensor part : parts) {
      dims[0] += part.shape.dimension(0);
      length += part.data.length;
    }
    float[] all = new float[length];
    int at = 0;
    for (FloatTensor part : parts) {
      System.arraycopy(part.data, 0, all, at, part.data.length);
      at += part.data.length;
    }
    return new FloatTensor(Shape.of(dims), all);
  }
}
