package org.latentj.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A build that is disturbed in the middle of a picture")
@EnabledIfSystemProperty(
    named = "it.maven",
    matches = ".+",
    disabledReason = "needs the packaged plugin")
class DisturbedBuildIT {
  /** The first is soon there; what happens after that happens in the middle of the second. */
  private static final String MANIFEST =
      """
      assets:
        - {name: first, prompt: a red circle, steps: 1}
        - {name: second, prompt: a blue star, steps: '${steps}'}
      """;

  @TempDir private Path project;
  private Path pictures;

  @BeforeEach
  void createProject() throws IOException {
    RealBuild.writePom(project);
    Path manifests = Files.createDirectories(project.resolve("src/main/sd"));
    Files.writeString(manifests.resolve("assets.yaml"), MANIFEST);
    pictures = project.resolve("target/generated-resources/sd");
  }

  @Test
  @DisplayName("succeeds with a second worker when the first is killed, and leaves none")
  void killedWorker() throws Exception {
    try (RealBuild build = new RealBuild(project, "generate-resources", "-Dsteps=150")) {
      ProcessHandle worker = workerInTheMiddle(build);
      ProcessHandle maven = worker.parent().orElseThrow();
      worker.destroyForcibly();

      build.await("\\[2/2\\] second.png in ");
      Optional<ProcessHandle> second = maven.children().findFirst();
      assertThat(build.awaitEnd()).as(build.log()).isZero();
      assertThat(build.log())
          .contains(
              "second.png: the worker process %d ended unexpectedly (".formatted(worker.pid()),
              "; this is a second try",
              "2 generated, 0 up to date");
      assertThat(ImageIO.read(pictures.resolve("second.png").toFile()).getWidth()).isEqualTo(128);
      if (second.isPresent()) {
        assertThat(second.get().pid()).isNotEqualTo(worker.pid());
        second.get().onExit().get(5, TimeUnit.MINUTES);
      }
    }
  }

  @Test
  @DisplayName("that the user interrupts leaves no half-written file and no process")
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a process cannot send Ctrl-C there")
  void interrupted() throws Exception {
    try (RealBuild build = new RealBuild(project, "generate-resources", "-Dsteps=1000")) {
      ProcessHandle worker = workerInTheMiddle(build);
      interrupt(worker.parent().orElseThrow());

      assertThat(build.awaitEnd()).as(build.log()).isNotZero();
      worker.onExit().get(5, TimeUnit.MINUTES);
      assertThat(build.log()).doesNotContain("BUILD SUCCESS", "second.png in ");
    }
    assertThat(files(pictures)).containsExactly(pictures.resolve("first.png"));
    assertThat(ImageIO.read(pictures.resolve("first.png").toFile()).getWidth()).isEqualTo(128);

    try (RealBuild build = new RealBuild(project, "generate-resources", "-Dsteps=1")) {
      assertThat(build.awaitEnd()).as(build.log()).isZero();
      assertThat(build.log()).contains("1 generated, 1 up to date");
    }
    assertThat(files(pictures)).hasSize(2);
  }

  private static ProcessHandle workerInTheMiddle(RealBuild build) throws InterruptedException {
    long pid = Long.parseLong(build.await("in process (\\d+)").group(1));
    build.await("\\[1/2\\] first.png in ");
    return ProcessHandle.of(pid).orElseThrow();
  }

  /** As Ctrl-C does; as {@code kill} does where the build around was told to ignore Ctrl-C. */
  private static void interrupt(ProcessHandle maven) throws IOException, InterruptedException {
    Path status = Path.of("/proc", String.valueOf(maven.pid()), "status");
    boolean ignored =
        Files.exists(status)
            && Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> (Long.parseLong(line.substring(7).strip(), 16) & 2) != 0);
    String signal = ignored ? "-TERM" : "-INT";
    int code =
        new ProcessBuilder("kill", signal, String.valueOf(maven.pid()))
            .inheritIO()
            .start()
            .waitFor();
    assertThat(code).isZero();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}
