package org.latentj.image;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Random access to a file that need not hold what its own headers promise. */
final class FileWindow implements Closeable {
  private final FileChannel channel;
  private final long size;

  FileWindow(Path file) throws IOException {
    channel = FileChannel.open(file);
    size = channel.size();
  }

  /**
   * The bytes of a range, big-endian; none if it leaves the file or exceeds {@link
   * TextLimit#MAX_BYTES}.
   */
  ByteBuffer read(long position, long length) throws IOException {
    if (position < 0 || length < 0 || length > TextLimit.MAX_BYTES || length > size - position) {
      return ByteBuffer.allocate(0);
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) length);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, position + bytes.position()) < 0) {
        return ByteBuffer.allocate(0);
      }
    }
    return bytes.flip();
  }

  /** Whether {@code length} bytes at {@code position} lie inside the file. */
  boolean has(long position, long length) {
    return position >= 0 && length >= 0 && length <= size - position;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
