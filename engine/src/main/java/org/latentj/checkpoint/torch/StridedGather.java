package org.latentj.checkpoint.torch;

import java.nio.ByteBuffer;
import org.latentj.checkpoint.pickle.TensorRef;

/** Copies a tensor whose elements lie apart into row-major order. */
final class StridedGather {

  private StridedGather() {}

  /**
   * Gathers.
   *
   * @param from the storage from the tensor's first element on; not modified
   * @param tensor shape and strides
   * @param to as many bytes as the tensor has; modified, and returned ready to be read
   */
  static ByteBuffer gather(ByteBuffer from, TensorRef tensor, ByteBuffer to) {
    int rank = tensor.shape().rank();
    int size = tensor.storage().type().bytes();
    long[] index = new long[rank];
    long element = 0;
    while (to.hasRemaining()) {
      to.put(to.position(), from, (int) (element * size), size).position(to.position() + size);
      for (int axis = rank - 1; axis >= 0; axis--) {
        element += tensor.strides().get(axis);
        if (++index[axis] < tensor.shape().dimension(axis)) {
          break;
        }
        element -= index[axis] * tensor.strides().get(axis);
        index[axis] = 0;
      }
    }
    return to.flip();
  }
}
