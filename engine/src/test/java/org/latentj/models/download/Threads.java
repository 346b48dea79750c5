package org.latentj.models.download;

import java.util.List;

/** Threads of this JVM. */
final class Threads {
  private Threads() {}

  /** Names of those that belong to a download and have not ended after some time. */
  static List<String> ofDownloads() {
    List<String> names = living();
    for (int i = 0; i < 400 && !names.isEmpty(); i++) {
      pause();
      names = living();
    }
    return names;
  }

  private static List<String> living() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .map(Thread::getName)
        .filter(name -> name.startsWith("latentj-download"))
        .sorted()
        .toList();
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
