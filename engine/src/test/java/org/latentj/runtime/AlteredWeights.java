package org.latentj.runtime;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.latentj.checkpoint.CheckpointException;
import org.latentj.checkpoint.Weights;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.HalfFloats;
import org.latentj.tensor.Shape;
import org.latentj.tensor.StoredTensor;

/** Weights that pass through a function on their way, and may lack some. */
record AlteredWeights(Weights source, UnaryOperator<StoredTensor> change, Set<String> missing)
    implements Weights {

  static Weights of(Weights source, UnaryOperator<StoredTensor> change) {
    return new AlteredWeights(source, change, Set.of());
  }

  static Weights without(Weights source, String... names) {
    return new AlteredWeights(source, t -> t, Set.of(names));
  }

  /** The same values in another floating-point type, brain floats being cut off. */
  static StoredTensor as(ElementType type, StoredTensor tensor) {
    int elements = Math.toIntExact(tensor.shape().elements());
    ByteBuffer out =
        ByteBuffer.allocateDirect(elements * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < elements; i++) {
      double value = tensor.element(i);
      switch (type) {
        case F16 -> out.putShort(HalfFloats.floatToHalf((float) value));
        case BF16 -> out.putShort((short) (Float.floatToRawIntBits((float) value) >>> 16));
        case F32 -> out.putFloat((float) value);
        case F64 -> out.putDouble(value);
        default -> out.put((byte) value);
      }
    }
    return new StoredTensor(tensor.name(), type, tensor.shape(), out.flip());
  }

  static StoredTensor reshaped(StoredTensor tensor, Shape shape) {
    return new StoredTensor(tensor.name(), tensor.type(), shape, tensor.data());
  }

  @Override
  public Set<String> names() {
    Set<String> names = new TreeSet<>(source.names());
    names.removeAll(missing);
    return names;
  }

  @Override
  public Shape shape(String name) {
    return read(name).shape();
  }

  @Override
  public ElementType type(String name) {
    return read(name).type();
  }

  @Override
  public String origin(String name) {
    return "altered " + source.origin(name);
  }

  @Override
  public StoredTensor read(String name) {
    if (missing.contains(name)) {
      throw new CheckpointException("there is no tensor " + name);
    }
    return change.apply(source.read(name));
  }
}
