package org.latentj.checkpoint.file;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that is read through memory mappings only, so that no part of it is copied to the heap.
 * Every range is checked against the file's size before anything is mapped or allocated.
 *
 * <p>A mapping lives until the garbage collector drops its buffer, also after {@link #close}. If
 * another process cuts the file off while it is mapped, reading it ends in an {@link
 * InternalError}: do not write to a checkpoint in use.
 */
public final class MappedFile implements Closeable {
  private final Path path;
  private final FileChannel channel;
  private final long size;

  private MappedFile(Path path, FileChannel channel, long size) {
    this.path = path;
    this.channel = channel;
    this.size = size;
  }

  /** Opens {@code path} for reading; the caller closes it. */
  public static MappedFile open(Path path) throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      return new MappedFile(path, channel, channel.size());
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** The file. */
  public Path path() {
    return path;
  }

  /** Its size in bytes when it was opened. */
  public long size() {
    return size;
  }

  /**
   * Maps bytes {@code offset} to {@code offset + length} (exclusive), little-endian, read-only.
   *
   * @param what names the range in messages
   * @throws FormatException if the range is not inside the file or is 2 GiB or larger
   */
  public ByteBuffer map(long offset, long length, String what) throws IOException {
    check(offset, length, what);
    if (length == 0) {
      return ByteBuffer.allocateDirect(0).order(ByteOrder.LITTLE_ENDIAN);
    }
    return channel
        .map(FileChannel.MapMode.READ_ONLY, offset, length)
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * The bytes of a tensor: mapped if {@code offset} is a multiple of {@code alignment}, since a
   * mapping keeps the file's alignment and native code must not load misaligned elements; otherwise
   * read into a direct buffer, which is aligned.
   *
   * @param alignment bytes of one element
   * @param what names the tensor in messages
   * @throws FormatException if the range is not inside the file or is 2 GiB or larger
   */
  public ByteBuffer tensorBytes(long offset, long length, int alignment, String what)
      throws IOException {
    if (offset % alignment == 0) {
      return map(offset, length, what);
    }
    check(offset, length, what);
    return fill(offset, allocate(length, what), what);
  }

  /**
   * A copy of a few bytes on the heap, where a mapping each would be wasteful.
   *
   * @param what names the range in messages
   * @throws FormatException if the range is not inside the file
   */
  public ByteBuffer read(long offset, int length, String what) throws IOException {
    check(offset, length, what);
    ByteBuffer copy = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    return fill(offset, copy, what);
  }

  private ByteBuffer fill(long offset, ByteBuffer into, String what) throws IOException {
    while (into.hasRemaining()) {
      if (channel.read(into, offset + into.position()) < 0) {
        throw new FormatException(path, what + ": the file was cut off while it was read");
      }
    }
    return into.flip();
  }

  /**
   * A direct buffer of {@code length} bytes, little-endian.
   *
   * @param what names the tensor in messages
   * @throws FormatException if the JVM has no such amount of direct memory left
   */
  public ByteBuffer allocate(long length, String what) throws FormatException {
    try {
      return ByteBuffer.allocateDirect(Math.toIntExact(length)).order(ByteOrder.LITTLE_ENDIAN);
    } catch (OutOfMemoryError | ArithmeticException e) {
      throw new FormatException(
          path,
          "%s needs a direct buffer of %d bytes, which this JVM cannot give; raise -XX:MaxDirectMemorySize"
              .formatted(what, length),
          e);
    }
  }

  private void check(long offset, long length, String what) throws FormatException {
    if (offset < 0 || length < 0 || offset > size - length) {
      throw new FormatException(
          path,
          "%s needs %d bytes at offset %d but the file has %d bytes; it is cut off or damaged; fetch it again"
              .formatted(what, length, offset, size));
    }
    if (length > Integer.MAX_VALUE) {
      throw new FormatException(
          path, "%s has %d bytes; at most 2147483647 can be mapped".formatted(what, length));
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close " + path, e);
    }
  }
}
