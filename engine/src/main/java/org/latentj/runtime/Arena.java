package org.latentj.runtime;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.ShortBuffer;
import java.util.function.Consumer;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;
import org.latentj.tensor.StoredTensor;

/**
 * Owns native tensors of one device; closing it frees them all. For programs that run scripts of
 * their own, such as a trainer; pictures need none.
 */
public final class Arena implements AutoCloseable {
  private final PtNDManager manager;

  private Arena(PtNDManager manager) {
    this.manager = manager;
  }

  /** An empty arena; the caller closes it. */
  public static Arena on(ComputeDevice device) {
    return new Arena((PtNDManager) Torch.engine().newBaseManager(device.djl()));
  }

  /** What owns the tensors, for DJL's own methods. */
  public PtNDManager manager() {
    return manager;
  }

  /** Copies floats to the device. */
  public PtNDArray upload(FloatTensor tensor) {
    return filled(
        tensor.shape(), DataType.FLOAT32, bytes -> bytes.asFloatBuffer().put(tensor.data()));
  }

  /** Copies indices to the device, as int64. */
  PtNDArray upload(int[] indices) {
    return filled(Shape.of(indices.length), DataType.INT64, bytes -> put(indices, bytes));
  }

  /** Copies rows of token ids to the device, as int64 of shape (rows, row length). */
  public PtNDArray upload(int[][] rows) {
    return filled(
        Shape.of(rows.length, rows[0].length),
        DataType.INT64,
        bytes -> {
          for (int[] row : rows) {
            put(row, bytes);
          }
        });
  }

  private static void put(int[] values, ByteBuffer bytes) {
    for (int value : values) {
      bytes.putLong(value);
    }
  }

  /**
   * A new tensor. On the CPU it is written in libtorch's own memory, which lives as long as
   * anything uses it: a script may return an argument as it is, for longer than this arena. DJL's
   * tensor of a direct buffer is a view of it, and the collector frees the buffer when that tensor
   * is closed.
   */
  private PtNDArray filled(Shape shape, DataType type, Consumer<ByteBuffer> write) {
    if (!manager.getDevice().equals(Device.cpu())) {
      ByteBuffer bytes = direct(shape.elements() * type.getNumOfBytes());
      write.accept(bytes);
      return array(bytes.rewind(), shape, type);
    }
    try {
      PtNDArray array = manager.create(djlShape(shape), type);
      if (shape.elements() > 0) {
        write.accept(JniUtils.getByteBuffer(array, true));
      }
      return array;
    } catch (EngineException e) {
      throw Failures.of(e);
    }
  }

  /**
   * Brings a stored tensor to the device. On the CPU this is a view of the stored (usually mapped)
   * bytes, for scripts that return nothing that shares memory with it. BF16 arrives widened to F32,
   * the upper half of which it is: DJL's native side ends the whole JVM when it is given BF16 or
   * INT16, and TorchScript cannot reinterpret bytes.
   */
  PtNDArray upload(StoredTensor stored) {
    DataType type =
        switch (stored.type()) {
          case F16 -> DataType.FLOAT16;
          case BF16, F32 -> DataType.FLOAT32;
          case F64 -> DataType.FLOAT64;
          default ->
              throw new TorchException(
                  "tensor %s has type %s, but weights must be F16, BF16, F32 or F64"
                      .formatted(stored.name(), stored.type()));
        };
    ByteBuffer data = stored.type() == ElementType.BF16 ? widened(stored.data()) : stored.data();
    return array(data, stored.shape(), type);
  }

  private static ByteBuffer widened(ByteBuffer brainFloats) {
    ShortBuffer from = brainFloats.slice().order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
    ByteBuffer bytes = direct(4L * from.remaining());
    IntBuffer to = bytes.asIntBuffer();
    while (from.hasRemaining()) {
      to.put(from.get() << 16);
    }
    return bytes;
  }

  private PtNDArray array(ByteBuffer bytes, Shape shape, DataType type) {
    try {
      return manager.create(bytes, djlShape(shape), type);
    } catch (EngineException e) {
      throw Failures.of(e);
    }
  }

  private static ai.djl.ndarray.types.Shape djlShape(Shape shape) {
    return new ai.djl.ndarray.types.Shape(shape.toArray());
  }

  private static ByteBuffer direct(long size) {
    return ByteBuffer.allocateDirect(Math.toIntExact(size)).order(ByteOrder.nativeOrder());
  }

  /** Copies a float32 tensor from the device. */
  public static FloatTensor download(PtNDArray array) {
    FloatBuffer floats = JniUtils.getByteBuffer(array, true).asFloatBuffer();
    float[] data = new float[floats.remaining()];
    floats.get(data);
    return new FloatTensor(Shape.of(array.getShape().getShape()), data);
  }

  @Override
  public void close() {
    manager.close();
  }
}
