package org.latentj.worker;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * How a worker is started. It runs on the Java of this JVM.
 *
 * @param classPath the engine's jar or classes, DJL, libtorch's natives and what they need, and
 *     nothing else
 * @param maxHeapMegabytes the Java heap's limit; pictures live there, networks do not
 * @param jvmArguments further arguments of the JVM, proxy properties for example
 * @param environment variables to set; they take precedence over this process's and over ours
 * @param preloadAllocator whether tcmalloc or jemalloc is used where the system has one (Linux)
 * @param limits how long it may take
 */
public record WorkerOptions(
    List<Path> classPath,
    int maxHeapMegabytes,
    List<String> jvmArguments,
    Map<String, String> environment,
    boolean preloadAllocator,
    WorkerLimits limits) {

  /** Checks the arguments and copies the collections. */
  public WorkerOptions {
    classPath = List.copyOf(classPath);
    jvmArguments = List.copyOf(jvmArguments);
    environment = Map.copyOf(environment);
    if (classPath.isEmpty()) {
      throw new IllegalArgumentException("expected a worker's class path but got an empty list");
    }
    if (maxHeapMegabytes < 8) {
      throw new IllegalArgumentException(
          "expected a worker's heap of 8 MB or more but got " + maxHeapMegabytes);
    }
  }

  /** The defaults: 2 GB of heap at most, a faster allocator where there is one. */
  public static WorkerOptions of(List<Path> classPath) {
    return new WorkerOptions(classPath, 2048, List.of(), Map.of(), true, WorkerLimits.defaults());
  }

  /** With this JVM's own class path, for programs that have the engine on it. */
  public static WorkerOptions ofThisClassPath() {
    String[] entries = System.getProperty("java.class.path").split(File.pathSeparator);
    return of(Arrays.stream(entries).filter(e -> !e.isEmpty()).map(Path::of).toList());
  }

  /** The same with another limit of the heap. */
  public WorkerOptions withMaxHeapMegabytes(int megabytes) {
    return new WorkerOptions(
        classPath, megabytes, jvmArguments, environment, preloadAllocator, limits);
  }

  /** The same with these arguments of the JVM. */
  public WorkerOptions withJvmArguments(List<String> arguments) {
    return new WorkerOptions(
        classPath, maxHeapMegabytes, arguments, environment, preloadAllocator, limits);
  }

  /** The same with these variables. */
  public WorkerOptions withEnvironment(Map<String, String> variables) {
    return new WorkerOptions(
        classPath, maxHeapMegabytes, jvmArguments, variables, preloadAllocator, limits);
  }

  /** The same with or without another allocator. */
  public WorkerOptions withPreloadAllocator(boolean preload) {
    return new WorkerOptions(
        classPath, maxHeapMegabytes, jvmArguments, environment, preload, limits);
  }

  /** The same with other limits. */
  public WorkerOptions withLimits(WorkerLimits newLimits) {
    return new WorkerOptions(
        classPath, maxHeapMegabytes, jvmArguments, environment, preloadAllocator, newLimits);
  }
}
