package org.latentj.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What a worker is started with")
class WorkerSetupTest {
  private static final WorkerOptions OPTIONS = WorkerOptions.of(List.of(Path.of("a.jar")));

  @TempDir private Path folder;

  @Test
  @DisplayName("threads wait without spinning, and what the user has set stays")
  void environment() {
    Map<String, String> set = WorkerEnvironment.additions(OPTIONS, Map.of("OMP_NUM_THREADS", "7"));
    assertThat(set)
        .doesNotContainKey("OMP_NUM_THREADS")
        .containsEntry("OMP_WAIT_POLICY", "PASSIVE")
        .containsEntry("OPT_OUT_TRACKING", "true");
    assertThat(WorkerEnvironment.additions(OPTIONS, Map.of()).get("OMP_NUM_THREADS"))
        .satisfies(
            threads ->
                assertThat(Integer.parseInt(threads))
                    .isBetween(1, Runtime.getRuntime().availableProcessors()));
  }

  @Test
  @DisplayName("the options' variables take precedence over all others")
  void environmentOfOptions() {
    WorkerOptions options =
        OPTIONS.withEnvironment(Map.of("OMP_WAIT_POLICY", "ACTIVE", "LD_PRELOAD", ""));
    assertThat(WorkerEnvironment.additions(options, Map.of("OMP_WAIT_POLICY", "x")))
        .containsEntry("OMP_WAIT_POLICY", "ACTIVE")
        .containsEntry("LD_PRELOAD", "");
  }

  @Test
  @DisplayName("an allocator is preloaded where there is one, tcmalloc before jemalloc")
  void allocator() throws IOException {
    assertThat(Allocators.find(folder, "amd64")).isEmpty();
    Path libraries = Files.createDirectories(folder.resolve("usr/lib/x86_64-linux-gnu"));
    Path jemalloc = Files.createFile(libraries.resolve("libjemalloc.so.2"));
    assertThat(Allocators.find(folder, "amd64")).contains(jemalloc);
    assertThat(Allocators.find(folder, "aarch64")).isEmpty();
    Path tcmalloc =
        Files.createFile(
            Files.createDirectories(folder.resolve("usr/lib64"))
                .resolve("libtcmalloc_minimal.so.4"));
    assertThat(Allocators.find(folder, "amd64")).contains(tcmalloc);
    assertThat(WorkerEnvironment.additions(OPTIONS.withPreloadAllocator(false), Map.of()))
        .doesNotContainKey("LD_PRELOAD");
  }

  private void cpu(int number, String siblings) throws IOException {
    Path topology = Files.createDirectories(folder.resolve("cpu" + number).resolve("topology"));
    Files.writeString(topology.resolve("thread_siblings_list"), siblings + "\n");
  }

  @Test
  @DisplayName("two threads of one core count as one, unless only a part of the machine is ours")
  void cores() throws IOException {
    assertThat(Cores.count(folder.resolve("nothing"), 6)).isEqualTo(6);
    cpu(0, "0,2");
    cpu(1, "1,3");
    cpu(2, "0,2");
    cpu(3, "1,3");
    Files.createDirectories(folder.resolve("cpufreq"));
    assertThat(Cores.count(folder, 4)).isEqualTo(2);
    assertThat(Cores.count(folder, 3)).isEqualTo(3);
  }

  @Test
  @DisplayName("the command names the class path, the heap, this process and the idle time")
  void command() {
    WorkerOptions options =
        OPTIONS
            .withMaxHeapMegabytes(300)
            .withJvmArguments(List.of("-Da=b c"))
            .withLimits(WorkerLimits.defaults().withIdle(Duration.ofSeconds(9)));
    List<String> command = WorkerCommand.of(options, "Main").command();
    assertThat(command)
        .contains("-Xmx300m", "-Da=b c")
        .containsSubsequence("-cp", Path.of("a.jar").toAbsolutePath().toString(), "Main")
        .endsWith(String.valueOf(ProcessHandle.current().pid()), "9000");
  }

  @Test
  @DisplayName("options without sense are refused")
  void badOptions() {
    assertThatThrownBy(() -> WorkerOptions.of(List.of()))
        .hasMessageContaining("class path but got an empty list");
    assertThatThrownBy(() -> OPTIONS.withMaxHeapMegabytes(1)).hasMessageContaining("got 1");
    assertThatThrownBy(() -> WorkerLimits.defaults().withIdle(Duration.ZERO))
        .hasMessageContaining("idle limit above 0");
  }

  @ParameterizedTest
  @CsvSource({
    "0, exit code 0",
    "3, 'exit code 3, out of memory: give it a larger heap or smaller pictures'",
    "137, 'signal 9, SIGKILL: somebody killed it, most often the system when memory runs out'",
    "139, 'signal 11, SIGSEGV: native code crashed'",
    "-1073741819, exit code 0xC0000005"
  })
  @DisplayName("exit codes are explained")
  void exitCodes(int code, String text) {
    assertThat(ExitCode.describe(code)).isEqualTo(text);
  }

  @Test
  @DisplayName("the last lines are kept, long ones in parts, the others forgotten")
  void lastLines() throws IOException {
    Deque<String> kept = new ArrayDeque<>();
    try (LastLines lines = new LastLines(kept)) {
      for (int i = 0; i < 100; i++) {
        lines.write(("line " + i + "\r\n\n").getBytes(StandardCharsets.UTF_8));
      }
      lines.write("\u00e4".repeat(1500).getBytes(StandardCharsets.UTF_8));
      lines.flush();
    }
    assertThat(kept)
        .hasSize(LastLines.MOST)
        .contains("line 99", "line 62")
        .doesNotContain("line 61");
    assertThat(kept.getLast()).hasSize(500);
  }
}
