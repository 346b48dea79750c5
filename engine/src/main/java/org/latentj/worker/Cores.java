package org.latentj.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Counts processor cores: two threads of one core compute no faster than one. */
final class Cores {
  private static final Path LINUX = Path.of("/sys/devices/system/cpu");

  private Cores() {}

  /** Cores that this process may use. */
  static int count() {
    return count(LINUX, Runtime.getRuntime().availableProcessors());
  }

  /**
   * Cores of a machine.
   *
   * @param sys Linux's description of its processors
   * @param available processors that this process may use
   */
  static int count(Path sys, int available) {
    try (Stream<Path> entries = Files.list(sys)) {
      List<Path> siblings =
          entries
              .filter(cpu -> cpu.getFileName().toString().matches("cpu\\d+"))
              .map(cpu -> cpu.resolve("topology/thread_siblings_list"))
              .filter(Files::isReadable)
              .toList();
      // With a share of the machine's processors, nobody knows which ones they are.
      if (siblings.size() != available) {
        return available;
      }
      Set<String> cores = new HashSet<>();
      for (Path file : siblings) {
        cores.add(Files.readString(file).strip());
      }
      return cores.size();
    } catch (IOException | RuntimeException e) {
      return available;
    }
  }
}
