package org.latentj.runtime;

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
    ByteBuffer bytes = direct(4L * tensor.data().length);
    bytes.asFloatBuffer().put(tensor.data());
    return array(bytes, tensor.shape(), DataType.FLOAT32);
  }

  /** Copies indices to the device, as int64. */
  PtNDArray upload(int[] indices) {
    ByteBuffer bytes = direct(8L * indices.length);
    for (int index : indices) {
      bytes.putLong(index);
    }
    return array(bytes.flip(), Shape.of(indices.length), DataType.INT64);
  }

  /** Copies rows of token ids to the device, as int64 of shape (rows, row length). */
  public PtNDArray upload(int[][] rows) {
    ByteBuffer bytes = direct(8L * rows.length * rows[0].length);
    for (int[] row : rows) {
      for (int id : row) {
        bytes.putLong(id);
      }
    }
    return array(bytes.flip(), Shape.of(rows.length, rows[0].length), DataType.INT64);
  }

  /**
   * Brings a stored tensor to the device. On the CPU this is a view of the stored (usually mapped)
   * bytes. BF16 arrives widened to F32, the upper half of which it is: DJL's native side ends the
   * whole JVM when it is given BF16 or INT16, and TorchScript cannot reinterpret bytes.
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
      return manager.create(bytes, new ai.djl.ndarray.types.Shape(shape.toArray()), type);
    } catch (EngineException e) {
      throw Failures.of(e);
    }
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
