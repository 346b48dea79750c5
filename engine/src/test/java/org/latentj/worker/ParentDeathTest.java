package org.latentj.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A worker ends with its parent, which needs no DJL")
class ParentDeathTest {

  @ParameterizedTest
  @ValueSource(strings = {"exit", "stay"})
  @DisplayName("in the middle of a picture, whether the parent exits or is killed")
  void endsWithItsParent(String manner) throws Exception {
    // Given a parent without DJL.
    List<Path> parentPath = WorkerTests.classPathOf("engine/target/", "/gson/");
    assertThat(parentPath).hasSize(3).noneMatch(path -> path.toString().contains("djl"));
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                joined(parentPath),
                ParentProgram.class.getName(),
                joined(WorkerOptions.ofThisClassPath().classPath()),
                WorkerTests.TINY.checkpoint().orElseThrow().toString(),
                manner)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out = parent.inputReader()) {
      // When the worker is at work and the parent goes.
      String line = out.readLine();
      assertThat(line).startsWith("worker ");
      if (manner.equals("stay")) {
        parent.destroyForcibly();
      }
      // Then the worker goes, too.
      assertThat(WorkerTests.ends(Long.parseLong(line.substring("worker ".length())))).isTrue();
      int code = parent.waitFor();
      assertThat(code == 0).isEqualTo(manner.equals("exit"));
    } finally {
      parent.destroyForcibly();
    }
  }

  private static String joined(List<Path> paths) {
    return paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }
}
