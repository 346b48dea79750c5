package org.latentj.script;

import java.util.List;
import org.latentj.tensor.Shape;
import org.latentj.tensor.TensorSpec;

/**
 * One entry of the weight list that a script indexes. Usually one tensor of the checkpoint; several
 * are joined along their first dimension, so that one kernel can do the work of several layers.
 *
 * @param parts the checkpoint's tensors, in order
 * @param shape the shape that the script sees; as many elements as the parts have together
 * @param role what the script does with it
 */
public record WeightSlot(List<TensorSpec> parts, Shape shape, Role role) {

  /** What a weight is for; decides its precision and memory layout on a device. */
  public enum Role {
    /** A 4-d convolution kernel (out, in, kH, kW). */
    CONVOLUTION,
    /** A matrix (out, in). */
    MATRIX,
    /** A bias, or a norm's scale or shift. */
    VECTOR,
    /** A table that is indexed by row. */
    EMBEDDING
  }

  /** Checks the element count. */
  public WeightSlot {
    parts = List.copyOf(parts);
    long elements = parts.stream().mapToLong(p -> p.shape().elements()).sum();
    if (elements != shape.elements()) {
      throw new IllegalArgumentException(
          "parts %s hold %d elements but shape %s needs %d"
              .formatted(parts, elements, shape, shape.elements()));
    }
  }
}
