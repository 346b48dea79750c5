package org.latentj.worker;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A worker's environment: this process's, with what makes networks fast on a CPU. */
final class WorkerEnvironment {
  /** They would give a second JVM the first one's heap, agents and debugger port. */
  static final List<String> REMOVED =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  private WorkerEnvironment() {}

  /**
   * What to set beyond what is inherited. What the user has set already stays.
   *
   * @param inherited this process's environment
   */
  static Map<String, String> additions(WorkerOptions options, Map<String, String> inherited) {
    Map<String, String> set = new TreeMap<>();
    set.put("OMP_NUM_THREADS", String.valueOf(Cores.count()));
    // Threads that wait for each other spinning hold up a busy machine: pictures took 20 times as
    // long. A thousand rounds, some microseconds, still bridge the gap between two operators.
    set.put("OMP_WAIT_POLICY", "PASSIVE");
    set.put("GOMP_SPINCOUNT", "1000");
    set.put("KMP_BLOCKTIME", "0");
    // glibc gives large blocks back to the system at once, and every page of the next one is a
    // fault. 32 MiB is the largest threshold that it takes.
    set.put("MALLOC_MMAP_THRESHOLD_", String.valueOf(32 << 20));
    set.put("MALLOC_TRIM_THRESHOLD_", String.valueOf(512 << 20));
    // DJL would otherwise report its start on EC2.
    set.put("OPT_OUT_TRACKING", "true");
    if (options.preloadAllocator() && System.getProperty("os.name").equals("Linux")) {
      Allocators.find(Path.of("/"), System.getProperty("os.arch"))
          .ifPresent(library -> set.put("LD_PRELOAD", library.toString()));
    }
    set.keySet().removeAll(inherited.keySet());
    set.putAll(options.environment());
    return set;
  }
}
