package org.latentj.models.download;

import java.util.List;

/** Threads of this JVM. */
final class Threads {
  private Threads() {}

  /** Names of those that belong to a download and live. */
  static List<String> ofDownloads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .map(Thread::getName)
        .filter(name -> name.startsWith("latentj-download"))
        .sorted()
        .toList();
  }
}
