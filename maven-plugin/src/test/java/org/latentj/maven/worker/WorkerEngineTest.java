package org.latentj.maven.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.MavenExecutionRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentj.LoadOptions;
import org.latentj.ModelReference;
import org.latentj.maven.RecordingLog;
import org.latentj.maven.natives.FakeMachine;
import org.latentj.maven.natives.NativeArtifact;

@DisplayName("The engine of a build")
class WorkerEngineTest {
  private static final ModelReference ON_AUTO = ModelReference.embedded(LoadOptions.defaults());
  private static final String GPU = "NVIDIA H100, 550.54.14, 9.0";

  @TempDir private Path folder;
  private final MavenExecutionRequest request = new DefaultMavenExecutionRequest();
  private final RecordingLog log = new RecordingLog();
  private final List<String> asked = new ArrayList<>();

  @AfterEach
  void endBuild() {
    if (request.getExecutionListener() != null) {
      request.getExecutionListener().sessionEnded(null);
    }
  }

  @Test
  @DisplayName(
      "falls back to the CPU where CUDA's libtorch cannot be had, and says so once a build")
  void fallsBack() throws Exception {
    WorkerEngine engine = engine(FakeMachine.withGpu(GPU));

    LoadedModel first = engine.load(ON_AUTO);
    LoadedModel second = engine(FakeMachine.withGpu(GPU)).load(ON_AUTO);

    assertThat(first.info().device()).isEqualTo("cpu");
    assertThat(second.process()).isEqualTo(first.process());
    assertThat(log.lines())
        .containsExactly(
            "warn: NVIDIA H100 is not used: no such jar; pictures are made on the CPU");
    assertThat(asked)
        .containsExactly(
            "pytorch-native-cu128", "pytorch-native-cpu",
            "pytorch-native-cu128", "pytorch-native-cpu");

    ProcessHandle process = ProcessHandle.of(first.process().getAsLong()).orElseThrow();
    request.getExecutionListener().sessionEnded(null);
    process.onExit().get(60, TimeUnit.SECONDS);
  }

  @Test
  @DisplayName("falls back to the CPU where CUDA's libtorch cannot be loaded")
  void damaged() throws Exception {
    Path cache = Files.createDirectories(folder.resolve("pytorch/2.7.1-cu128-linux-x86_64"));
    Files.writeString(cache.resolve("libtorch.so"), "no library");

    LoadedModel loaded =
        engine(FakeMachine.withGpu(GPU).with("DJL_CACHE_DIR", folder.toString())).load(ON_AUTO);

    assertThat(loaded.info().device()).isEqualTo("cpu");
    assertThat(log.lines()).hasSize(1);
    assertThat(log.lines().get(0))
        .startsWith("warn: NVIDIA H100 is not used: ")
        .endsWith("; pictures are made on the CPU");
    assertThat(asked).containsExactly("none", "pytorch-native-cpu");
  }

  @Test
  @DisplayName("fails where a GPU is demanded whose libtorch cannot be had")
  void demanded() {
    ModelReference onCuda = ModelReference.embedded(LoadOptions.defaults().withDevice("cuda"));

    assertThatThrownBy(() -> engine(FakeMachine.withGpu(GPU)).load(onCuda))
        .isInstanceOf(EngineUnavailableException.class)
        .hasMessage("no such jar");
    assertThat(request.getExecutionListener()).isNull();
  }

  private WorkerEngine engine(FakeMachine machine) {
    return new WorkerEngine(this::classPath, new BuildSession(request), machine, log);
  }

  private List<Path> classPath(Optional<NativeArtifact> natives) {
    String name = natives.map(NativeArtifact::artifactId).orElse("none");
    asked.add(name);
    if (name.equals("pytorch-native-cu128")) {
      throw new EngineUnavailableException("no such jar", null);
    }
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .toList();
  }
}
