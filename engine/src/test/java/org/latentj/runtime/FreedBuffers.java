package org.latentj.runtime;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Makes reading freed memory show: what the collector frees is taken again, and written over. */
final class FreedBuffers {
  private static final int ROUNDS = 4;
  private static final int BUFFERS = 20;

  private FreedBuffers() {}

  /**
   * Has direct buffers collected that nobody holds, and fills as many others of that size with NaN.
   *
   * @param bytes a multiple of 4, below the size from which the C library gives memory back to the
   *     system, where reading it would end the JVM
   */
  static void overwrite(int bytes) throws InterruptedException {
    List<ByteBuffer> taken = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      System.gc();
      // Buffers are freed by a thread of the JVM.
      Thread.sleep(10);
      for (int i = 0; i < BUFFERS; i++) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
        while (buffer.hasRemaining()) {
          buffer.putFloat(Float.NaN);
        }
        taken.add(buffer);
      }
    }
  }
}
