package org.latentj.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * What the NVIDIA driver's own program tells, where there is one. It counts a process's whole
 * memory on the device, CUDA's own included; in a container it may know processes by other numbers.
 */
final class NvidiaSmi {
  private static final long TIMEOUT_SECONDS = 20;

  private final List<String> command;

  private NvidiaSmi(List<String> command) {
    this.command = command;
  }

  /** The program of that name on the {@code PATH}. */
  static NvidiaSmi onPath() {
    return new NvidiaSmi(List.of("nvidia-smi"));
  }

  /** Another program in its place. */
  static NvidiaSmi of(String... command) {
    return new NvidiaSmi(List.of(command));
  }

  /** The GPUs' names, drivers and memories, a GPU an entry; empty without the program. */
  List<String> gpus() {
    return ask("--query-gpu=name,driver_version,memory.total,compute_cap")
        .map(text -> text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList())
        .orElse(List.of());
  }

  /** Memory of this process on all GPUs, in bytes. */
  OptionalLong memoryOfThisProcess() {
    return ask("--query-compute-apps=pid,used_memory")
        .map(text -> memory(text, ProcessHandle.current().pid()))
        .orElse(OptionalLong.empty());
  }

  /** Adds a process's lines up, each {@code pid, 1234 MiB}. */
  static OptionalLong memory(String text, long pid) {
    long mebibytes = 0;
    boolean found = false;
    for (String line : text.lines().toList()) {
      String[] cells = Arrays.stream(line.split(",")).map(String::strip).toArray(String[]::new);
      if (cells.length == 2
          && cells[0].equals(String.valueOf(pid))
          && cells[1].matches("\\d{1,9} MiB")) {
        mebibytes += Long.parseLong(cells[1].substring(0, cells[1].indexOf(' ')));
        found = true;
      }
    }
    return found ? OptionalLong.of(mebibytes << 20) : OptionalLong.empty();
  }

  private Optional<String> ask(String query) {
    List<String> whole = new ArrayList<>(command);
    whole.addAll(List.of(query, "--format=csv,noheader"));
    try {
      Process process =
          new ProcessBuilder(whole).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      process.getOutputStream().close();
      // A driver that hangs must not take the measurement along; what it says fits into a pipe.
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return Optional.empty();
      }
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.exitValue() == 0 ? Optional.of(text) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
