package org.latentj.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The watch over memory")
class MemoryWatchTest {

  @Test
  @DisplayName("remembers what was in use between two looks of its owner")
  void between() throws InterruptedException {
    AtomicLong inUse = new AtomicLong(5);
    CountDownLatch seen = new CountDownLatch(1);
    try (MemoryWatch watch =
        new MemoryWatch(
            () -> {
              long now = inUse.get();
              if (now == 9) {
                seen.countDown();
              }
              return OptionalLong.of(now);
            })) {
      assertThat(watch.peak()).hasValue(5);
      inUse.set(9);
      assertThat(seen.await(60, TimeUnit.SECONDS)).isTrue();
      inUse.set(2);
      assertThat(watch.peak()).hasValue(9);
    }
  }

  @Test
  @DisplayName("looks when it is asked")
  void now() {
    AtomicLong inUse = new AtomicLong(1);
    try (MemoryWatch watch = new MemoryWatch(() -> OptionalLong.of(inUse.get()))) {
      inUse.set(7);
      assertThat(watch.peak()).hasValue(7);
    }
  }

  @Test
  @DisplayName("knows nothing where nothing can be known")
  void unknown() {
    try (MemoryWatch watch = new MemoryWatch(OptionalLong::empty)) {
      assertThat(watch.peak()).isEmpty();
    }
  }
}
