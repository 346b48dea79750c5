package org.latentj.extend.lora;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.latentj.checkpoint.safetensors.SafetensorsWriter;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;
import org.latentj.tensor.StoredTensor;

/** A file of tensors under construction, for tests of LoRAs and textual inversions. */
public final class LoraFixture {
  private final Map<String, StoredTensor> tensors = new LinkedHashMap<>();
  private final Map<String, String> remarks = new LinkedHashMap<>();
  private final Random random = new Random(5);

  /** Adds a float32 tensor. */
  public LoraFixture with(String name, FloatTensor values) {
    tensors.put(name, stored(name, values));
    return this;
  }

  /** Adds a float32 tensor of these values. */
  public LoraFixture with(String name, Shape shape, float... values) {
    return with(name, new FloatTensor(shape, values));
  }

  /** Adds zeros of any type. */
  public LoraFixture zeros(String name, ElementType type, long... shape) {
    Shape dimensions = Shape.of(shape);
    ByteBuffer bytes = ByteBuffer.allocate((int) dimensions.elements() * type.bytes());
    tensors.put(name, new StoredTensor(name, type, dimensions, bytes));
    return this;
  }

  /** Adds a float32 tensor of random values, and returns them. */
  public FloatTensor random(String name, long... shape) {
    FloatTensor values = FloatTensor.zeros(Shape.of(shape));
    for (int i = 0; i < values.data().length; i++) {
      values.data()[i] = (float) random.nextGaussian();
    }
    with(name, values);
    return values;
  }

  /** Adds a remark. */
  public LoraFixture remark(String key, String value) {
    remarks.put(key, value);
    return this;
  }

  /** Floats as a stored tensor. */
  public static StoredTensor stored(String name, FloatTensor values) {
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(4 * values.data().length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values.data());
    return new StoredTensor(name, ElementType.F32, values.shape(), bytes);
  }

  /** Writes safetensors. */
  public Path write(Path target) throws IOException {
    List<SafetensorsWriter.Entry> entries = new ArrayList<>();
    tensors.forEach(
        (name, tensor) ->
            entries.add(
                new SafetensorsWriter.Entry(name, tensor.type(), tensor.shape(), () -> tensor)));
    SafetensorsWriter.write(target, entries, remarks);
    return target;
  }
}
