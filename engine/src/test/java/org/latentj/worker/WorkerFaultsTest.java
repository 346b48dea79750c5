package org.latentj.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.latentj.worker.WorkerTests.TINY;
import static org.latentj.worker.WorkerTests.atSteps;
import static org.latentj.worker.WorkerTests.ends;
import static org.latentj.worker.WorkerTests.kill;
import static org.latentj.worker.WorkerTests.options;
import static org.latentj.worker.WorkerTests.request;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.latentj.InProcessGenerator;
import org.latentj.request.GenerationCancelledException;
import org.latentj.request.GenerationListener;
import org.latentj.request.GenerationResult;
import org.latentj.request.Progress;

@DisplayName("When a worker fails")
class WorkerFaultsTest {
  private static final int MANY_STEPS = 150;

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  @DisplayName(
      "killed once in the middle, the picture is made by a fresh one, and a remark says so")
  void killedOnce() throws Exception {
    List<Long> pids = new ArrayList<>();
    try (WorkerGenerator worker = WorkerGenerator.own(options());
        InProcessGenerator here = new InProcessGenerator()) {
      GenerationListener killer =
          atSteps(
              () -> {
                if (pids.isEmpty()) {
                  pids.add(worker.pid().orElseThrow());
                  kill(pids.get(0));
                }
              });
      GenerationResult result = worker.generate(TINY, request(MANY_STEPS, 1), killer);

      assertThat(result.pictures())
          .isEqualTo(here.generate(TINY, request(MANY_STEPS, 1)).pictures());
      assertThat(result.remarks())
          .singleElement()
          .asString()
          .isEqualTo(
              "the worker process %d ended unexpectedly (signal 9, SIGKILL: somebody killed it, most"
                      .formatted(pids.get(0))
                  + " often the system when memory runs out); this is a second try");
      assertThat(worker.pid()).isPresent();
      assertThat(worker.pid().getAsLong()).isNotEqualTo(pids.get(0));
    }
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  @DisplayName("aborted twice, the error has signal, exit code and last lines; then it works again")
  void killedTwice() throws Exception {
    try (WorkerGenerator worker = WorkerGenerator.own(options(), NoisyMain.class.getName())) {
      GenerationListener killer = atSteps(() -> abort(worker));
      WorkerException failure =
          catchThrowableOfType(
              WorkerException.class, () -> worker.generate(TINY, request(MANY_STEPS, 1), killer));
      assertThat(failure)
          .hasMessageContaining("ended unexpectedly (signal 6, SIGABRT: native code gave up)")
          .hasMessageContaining(", as the one before it did. Its last lines:\n  ")
          .hasMessageContaining("noise from");
      assertThat(failure.exitCode()).isEqualTo(OptionalInt.of(134));
      assertThat(failure.lastLines()).hasSizeBetween(1, LastLines.MOST);

      assertThat(worker.generate(TINY, request(2, 1)).remarks()).isEmpty();
    }
  }

  private static void abort(WorkerGenerator worker) {
    try {
      String pid = String.valueOf(worker.pid().orElse(0));
      if (!pid.equals("0")) {
        new ProcessBuilder("kill", "-ABRT", pid).inheritIO().start().waitFor();
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  @DisplayName("without any sign of life it is killed in time")
  void silent() throws Exception {
    WorkerLimits limits = WorkerLimits.defaults().withSilence(Duration.ofSeconds(3));
    try (WorkerGenerator worker =
        WorkerGenerator.own(options().withLimits(limits), SilentMain.class.getName())) {
      long[] pid = new long[1];
      GenerationListener watcher =
          new GenerationListener() {
            @Override
            public boolean cancelled() {
              worker.pid().ifPresent(running -> pid[0] = running);
              return false;
            }
          };
      assertThatThrownBy(() -> worker.generate(TINY, request(2, 1), watcher))
          .isInstanceOf(WorkerException.class)
          .hasMessageMatching(
              "the worker process \\d+ gave no sign of life for 3.0 s and was ended\\.(?s:.*)");
      assertThat(ends(pid[0])).isTrue();
      assertThat(worker.pid()).isEmpty();
    }
  }

  @Test
  @DisplayName("alive but without progress it is killed in time")
  void stalled() {
    WorkerLimits limits = WorkerLimits.defaults().withStall(Duration.ofSeconds(1));
    try (WorkerGenerator worker =
        WorkerGenerator.own(options().withLimits(limits), StubbornMain.class.getName())) {
      assertThatThrownBy(() -> worker.load(TINY))
          .isInstanceOf(WorkerException.class)
          .hasMessageContaining("made no progress for 1.0 s and was ended");
    }
  }

  @Test
  @DisplayName("deaf to a cancel it is killed in time, and the request counts as cancelled")
  void deaf() {
    WorkerLimits limits = WorkerLimits.defaults().withCancel(Duration.ofMillis(500));
    try (WorkerGenerator worker =
        WorkerGenerator.own(options().withLimits(limits), StubbornMain.class.getName())) {
      GenerationListener impatient =
          new GenerationListener() {
            @Override
            public boolean cancelled() {
              return worker.pid().isPresent();
            }
          };
      assertThatThrownBy(() -> worker.generate(TINY, request(2, 1), impatient))
          .isInstanceOf(GenerationCancelledException.class)
          .hasMessageContaining("did not stop within 0.5 s and was ended");
      assertThat(worker.pid()).isEmpty();
    }
  }

  @Test
  @DisplayName("sending damaged frames it is ended")
  void garbage() {
    try (WorkerGenerator worker = WorkerGenerator.own(options(), GarbageMain.class.getName())) {
      assertThatThrownBy(() -> worker.load(TINY))
          .isInstanceOf(WorkerException.class)
          .hasMessageContaining("sent something damaged (expected a frame's header of at most");
    }
  }

  @Test
  @DisplayName("out of heap, the error says so and names the remedy")
  void exhausted() {
    try (WorkerGenerator worker =
        WorkerGenerator.own(options().withMaxHeapMegabytes(16), ExhaustedMain.class.getName())) {
      assertThatThrownBy(() -> worker.load(TINY))
          .isInstanceOf(WorkerException.class)
          .hasMessageContaining(
              "ended unexpectedly before it was ready (exit code 3, out of memory")
          .hasMessageContaining("java.lang.OutOfMemoryError: Java heap space");
    }
  }

  @Test
  @DisplayName("unable to start, the error has what Java said, and there is no second try")
  void wrongClassPath() {
    WorkerOptions wrong = WorkerOptions.of(List.of(Path.of("no-such.jar")));
    try (WorkerGenerator worker = WorkerGenerator.own(wrong)) {
      assertThatThrownBy(() -> worker.load(TINY))
          .isInstanceOf(WorkerException.class)
          .hasMessageContaining("before it was ready (exit code 1)")
          .hasMessageContaining("org.latentj.worker.child.WorkerMain");
    }
  }

  @Test
  @DisplayName("idle for long it ends by itself, and the next request starts another")
  void idle() throws Exception {
    WorkerOptions options =
        options().withLimits(options().limits().withIdle(Duration.ofSeconds(1)));
    try (WorkerGenerator worker = WorkerGenerator.own(options)) {
      GenerationResult first = worker.generate(TINY, request(2, 1));
      long pid = worker.pid().orElse(0);
      if (pid != 0) {
        assertThat(ends(pid)).isTrue();
      }
      GenerationResult second = worker.generate(TINY, request(2, 1));
      assertThat(second.pictures()).isEqualTo(first.pictures());
      assertThat(second.remarks()).isEmpty();
      assertThat(worker.pid().orElse(-1)).isNotEqualTo(pid);
    }
  }

  @Test
  @DisplayName("closing it ends its process, and fails the request that it serves")
  void closedInTheMiddle() throws Exception {
    WorkerGenerator worker = WorkerGenerator.own(options());
    long[] pid = new long[1];
    GenerationListener closer =
        new GenerationListener() {
          @Override
          public void progress(Progress progress) {
            if (WorkerTests.isSampling(progress) && pid[0] == 0) {
              pid[0] = worker.pid().orElseThrow();
              Thread other = new Thread(worker::close);
              other.start();
            }
          }
        };
    assertThatThrownBy(() -> worker.generate(TINY, request(900, 1), closer))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the worker process was ended while it served a request");
    assertThat(ends(pid[0])).isTrue();
  }
}
