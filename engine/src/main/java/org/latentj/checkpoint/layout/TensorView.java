package org.latentj.checkpoint.layout;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.latentj.checkpoint.file.TensorFile;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.Shape;
import org.latentj.tensor.StoredTensor;

/**
 * A tensor as a network wants it: a stored tensor, or a run of its elements, under another shape.
 * Nothing is read until {@link #read}.
 *
 * @param file where it is stored
 * @param storedName its name there
 * @param type element type
 * @param shape the shape to present
 * @param first the stored tensor's element (row-major) that is the view's first
 */
public record TensorView(
    TensorFile file, String storedName, ElementType type, Shape shape, long first) {

  /** All of tensor {@code storedName}. */
  public static TensorView of(TensorFile file, String storedName) throws IOException {
    return new TensorView(file, storedName, file.type(storedName), file.shape(storedName), 0);
  }

  /** A 1x1 convolution's kernel (O, I, 1, 1) as a matrix (O, I); others stay as they are. */
  TensorView asMatrix() {
    boolean kernel = shape.rank() == 4 && shape.dimension(2) == 1 && shape.dimension(3) == 1;
    return kernel
        ? new TensorView(
            file, storedName, type, Shape.of(shape.dimension(0), shape.dimension(1)), first)
        : this;
  }

  /** Rows {@code third * n/3} to {@code (third + 1) * n/3} of a tensor of n rows. */
  TensorView third(int third) {
    long[] dimensions = shape.toArray();
    dimensions[0] /= 3;
    Shape part = Shape.of(dimensions);
    return new TensorView(file, storedName, type, part, first + third * part.elements());
  }

  /** Maps the stored tensor and presents it as {@code name}. */
  public StoredTensor read(String name) throws IOException {
    ByteBuffer all = file.read(storedName).data();
    int begin = Math.toIntExact(first * type.bytes());
    int length = Math.toIntExact(shape.elements() * type.bytes());
    return new StoredTensor(name, type, shape, all.slice(begin, length));
  }
}
