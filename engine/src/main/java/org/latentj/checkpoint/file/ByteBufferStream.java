package org.latentj.checkpoint.file;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/** Reads a (mapped) buffer as a stream, without copying it first. */
public final class ByteBufferStream extends InputStream {
  private final ByteBuffer bytes;

  /** From the buffer's position to its limit; the buffer itself is not modified. */
  public ByteBufferStream(ByteBuffer bytes) {
    this.bytes = bytes.duplicate();
  }

  @Override
  public int read() {
    return bytes.hasRemaining() ? bytes.get() & 0xff : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, into.length);
    if (length == 0) {
      return 0;
    }
    int count = Math.min(length, bytes.remaining());
    bytes.get(into, offset, count);
    return count == 0 ? -1 : count;
  }
}
