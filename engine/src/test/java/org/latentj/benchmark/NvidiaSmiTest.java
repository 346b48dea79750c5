package org.latentj.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("NVIDIA's program")
class NvidiaSmiTest {
  @TempDir Path folder;

  /** A shell script in its place. */
  private NvidiaSmi script(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("script.sh"), text);
    return NvidiaSmi.of("sh", file.toString());
  }

  @Test
  @DisplayName("tells the memory of a process, on all GPUs that it uses")
  void memory() {
    String text = "41, 100 MiB\n4711, 1500 MiB\n4711, 24 MiB\n";
    assertThat(NvidiaSmi.memory(text, 4711)).hasValue(1524L << 20);
    assertThat(NvidiaSmi.memory(text, 4)).isEmpty();
    assertThat(NvidiaSmi.memory("4711, [N/A]\n", 4711)).isEmpty();
    assertThat(NvidiaSmi.memory("No running processes found\n", 4711)).isEmpty();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  @DisplayName("names the GPUs, and is asked with the query's name first")
  void gpus() throws IOException {
    NvidiaSmi program =
        script(
            "case $1 in --query-gpu=name,*) echo 'NVIDIA X, 550.54, 24 MiB, 9.0'; echo;; *) exit 3;;"
                + " esac");
    assertThat(program.gpus()).containsExactly("NVIDIA X, 550.54, 24 MiB, 9.0");
    assertThat(program.memoryOfThisProcess()).isEmpty();
  }

  @Test
  @DisplayName("is not needed")
  void absent() {
    NvidiaSmi program = NvidiaSmi.of(folder.resolve("gone").toString());
    assertThat(program.gpus()).isEmpty();
    assertThat(program.memoryOfThisProcess()).isEmpty();
  }
}
