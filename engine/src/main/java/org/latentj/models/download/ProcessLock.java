package org.latentj.models.download;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps other threads, class loaders and processes from the same file. Locks of Java and of Python
 * are of different kinds on Linux and do not see each other; since downloads have different
 * temporary names there, the worst is that a file is fetched twice.
 */
final class ProcessLock implements Closeable {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final ConcurrentMap<Path, ReentrantLock> IN_THIS_JVM = new ConcurrentHashMap<>();

  private final ReentrantLock here;
  private final FileChannel channel;

  private ProcessLock(ReentrantLock here, FileChannel channel) {
    this.here = here;
    this.channel = channel;
  }

  /**
   * Waits for the lock.
   *
   * @param file is made if it is not there, and stays
   * @param waiting called once if somebody else has it
   */
  static ProcessLock acquire(Path file, StopSignal stop, Runnable waiting) throws IOException {
    Path key = file.toAbsolutePath().normalize();
    Files.createDirectories(key.getParent());
    ReentrantLock here = IN_THIS_JVM.computeIfAbsent(key, path -> new ReentrantLock());
    Wait wait = new Wait(stop, waiting);
    while (!here.tryLock()) {
      wait.once();
    }
    FileChannel channel = null;
    try {
      channel = FileChannel.open(key, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      while (!tryLock(channel)) {
        wait.once();
      }
      return new ProcessLock(here, channel);
    } catch (IOException | RuntimeException e) {
      if (channel != null) {
        channel.close();
      }
      here.unlock();
      throw e;
    }
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      // A copy of this class in another class loader has it.
      return false;
    }
  }

  /** Polls, and says so once. */
  private static final class Wait {
    private final StopSignal stop;
    private Runnable waiting;

    Wait(StopSignal stop, Runnable waiting) {
      this.stop = stop;
      this.waiting = waiting;
    }

    void once() throws IOException {
      if (waiting != null) {
        waiting.run();
        waiting = null;
      }
      stop.sleep(POLL);
    }
  }

  /** Closing the channel gives the file's lock back. */
  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      here.unlock();
    }
  }
}
