package org.latentj.benchmark;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The system's memory of files. */
final class PageCache {
  private static final int CHUNK = 1 << 22;

  private PageCache() {}

  /**
   * Reads a file, or all files of a folder, so that whoever reads them next need not wait for the
   * disk, as far as memory reaches.
   *
   * @return bytes read
   */
  static long fill(Path path) throws IOException {
    List<Path> files;
    try (Stream<Path> below = Files.walk(path)) {
      files = below.filter(Files::isRegularFile).toList();
    }
    ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
    long bytes = 0;
    for (Path file : files) {
      try (FileChannel channel = FileChannel.open(file)) {
        for (int read = 0; read >= 0; read = channel.read(chunk.clear())) {
          bytes += read;
        }
      }
    }
    return bytes;
  }
}
