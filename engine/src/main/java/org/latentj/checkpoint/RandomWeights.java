package org.latentj.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.HalfFloats;
import org.latentj.tensor.Shape;
import org.latentj.tensor.StoredTensor;
import org.latentj.tensor.TensorSpec;

/**
 * Weights that nobody trained, to measure and test networks of full size without a checkpoint.
 * Values depend only on the seed, the tensor's name and the element's index. Matrices and kernels
 * are uniform with variance 1/fan-in, which keeps activations about as large as they came in; gains
 * of norms lie around 1, biases around 0.
 */
public final class RandomWeights implements Weights {
  private final Map<String, Shape> shapes = new LinkedHashMap<>();
  private final ElementType type;
  private final long seed;

  /**
   * Weights for {@code specs}.
   *
   * @param type F16 or F32
   * @param seed same seed, same weights
   */
  public RandomWeights(List<TensorSpec> specs, ElementType type, long seed) {
    if (type != ElementType.F16 && type != ElementType.F32) {
      throw new IllegalArgumentException("expected element type F16 or F32 but got " + type);
    }
    specs.forEach(spec -> shapes.put(spec.name(), spec.shape()));
    this.type = type;
    this.seed = seed;
  }

  @Override
  public Set<String> names() {
    return Collections.unmodifiableSet(shapes.keySet());
  }

  @Override
  public Shape shape(String name) {
    Shape shape = shapes.get(name);
    if (shape == null) {
      throw new CheckpointException("the random weights have no tensor " + name);
    }
    return shape;
  }

  @Override
  public ElementType type(String name) {
    shape(name);
    return type;
  }

  @Override
  public String origin(String name) {
    return "random weights with seed " + seed + ": " + name;
  }

  /** A new direct buffer for every call; nothing is kept. */
  @Override
  public StoredTensor read(String name) {
    Shape shape = shape(name);
    int elements = Math.toIntExact(shape.elements());
    float centre = shape.rank() == 1 && name.endsWith(".weight") ? 1 : 0;
    float reach = shape.rank() < 2 ? 0.02f : (float) Math.sqrt(3.0 * shape.dimension(0) / elements);
    SplittableRandom random = new SplittableRandom(seed * 31 + name.hashCode());
    ByteBuffer data =
        ByteBuffer.allocateDirect(Math.multiplyExact(elements, type.bytes()))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < elements; i++) {
      // 24 bits from -1 (inclusive) to 1 (exclusive).
      float unit = (random.nextInt() >> 8) * 0x1p-23f;
      float value = centre + reach * unit;
      if (type == ElementType.F16) {
        data.putShort(HalfFloats.floatToHalf(value));
      } else {
        data.putFloat(value);
      }
    }
    return new StoredTensor(name, type, shape, data.flip());
  }
}
