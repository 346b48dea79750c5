package org.latentj.worker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Finds an allocator that is faster than glibc's at large blocks that come and go: the tensors
 * between a network's operators.
 */
final class Allocators {
  private static final List<String> FOLDERS =
      List.of("usr/lib/%s-linux-gnu", "usr/lib64", "usr/local/lib", "usr/lib");
  private static final List<String> LIBRARIES =
      List.of("libtcmalloc_minimal.so.4", "libtcmalloc.so.4", "libjemalloc.so.2");

  private Allocators() {}

  /**
   * The first one that is there.
   *
   * @param root of the file system
   * @param architecture as in {@code os.arch}
   */
  static Optional<Path> find(Path root, String architecture) {
    String linux = architecture.equals("amd64") ? "x86_64" : architecture;
    return LIBRARIES.stream()
        .flatMap(name -> FOLDERS.stream().map(f -> root.resolve(f.formatted(linux)).resolve(name)))
        .filter(Files::isRegularFile)
        .findFirst();
  }
}
