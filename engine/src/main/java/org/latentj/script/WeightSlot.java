package org.latentj.script;

import java.util.List;
import org.latentj.tensor.Shape;
import org.latentj.tensor.TensorSpec;

/**
 * One entry of the weight list that a script indexes. Usually one tensor of the checkpoint; several
 * are joined along their first dimension, so that one kernel can do the work of several layers.
 *
 * @param parts the checkpoint's tensors, in order
 * @param shape the shape that the script sees; as many elements as the parts have together, unless
 *     the role says otherwise
 * @param role what the script does with it
 */
public record WeightSlot(List<TensorSpec> parts, Shape shape, Role role) {

  /** What a weight is for; decides its precision and memory layout on a device. */
  public enum Role {
    /** A 4-d convolution kernel (out, in, kH, kW). */
    CONVOLUTION,
    /**
     * Four kernels of 2x2 (4 * out, in, 2, 2), folded from one of 3x3 that follows a doubling, for
     * the four pixels that come of one: those of the upper row first, and of these the left one.
     */
    UPSAMPLING,
    /** A matrix (out, in). */
    MATRIX,
    /** A bias, or a norm's scale or shift. */
    VECTOR,
    /** A table that is indexed by row. */
    EMBEDDING;

    /** Whether images are convolved with it. */
    public boolean isKernel() {
      return this == CONVOLUTION || this == UPSAMPLING;
    }
  }

  /** Checks the element count. */
  public WeightSlot {
    parts = List.copyOf(parts);
    long elements = parts.stream().mapToLong(p -> p.shape().elements()).sum();
    if (role == Role.UPSAMPLING) {
      // Nine weights become sixteen.
      elements = elements / 9 * 16;
    }
    if (elements != shape.elements()) {
      throw new IllegalArgumentException(
          "parts %s hold %d elements but shape %s needs %d"
              .formatted(parts, elements, shape, shape.elements()));
    }
  }
}
