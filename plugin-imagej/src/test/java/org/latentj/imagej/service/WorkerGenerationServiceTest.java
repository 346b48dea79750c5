package org.latentj.imagej.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentj.LoadOptions;
import org.latentj.ModelReference;
import org.latentj.checkpoint.CheckpointException;
import org.latentj.imagej.GenerationService;
import org.latentj.request.GenerationListener;
import org.latentj.request.GenerationResult;
import org.latentj.request.Settings;
import org.latentj.request.TextToImage;
import org.scijava.Context;

@DisplayName("The engine's own process")
class WorkerGenerationServiceTest {
  private static final ModelReference TINY_MODEL =
      ModelReference.of(
          Path.of("../engine/src/test/resources/conformance/tiny-diffusers"),
          LoadOptions.defaults());
  private static final TextToImage REQUEST =
      TextToImage.of("a red fox", Settings.builder().steps(2).seed(7).build());

  @TempDir private Path folder;

  @AfterEach
  void clear() {
    System.clearProperty(WorkerClassPath.PROPERTY);
  }

  @Test
  @DisplayName("is used where its jars are known, gives the same picture, and ends with ImageJ")
  void used() throws Exception {
    System.setProperty(WorkerClassPath.PROPERTY, System.getProperty("java.class.path"));
    ProcessHandle process;
    try (Context context = new Context()) {
      GenerationService service = context.service(GenerationService.class);
      assertThat(service).isInstanceOf(WorkerGenerationService.class);

      GenerationResult result = service.generate(TINY_MODEL, REQUEST, GenerationListener.NONE);

      process = ProcessHandle.of(((WorkerGenerationService) service).pid().getAsLong()).get();
      assertThat(result.pictures())
          .isEqualTo(
              context
                  .service(InProcessGenerationService.class)
                  .generate(TINY_MODEL, REQUEST, GenerationListener.NONE)
                  .pictures());
      ModelReference missing = ModelReference.of(folder.resolve("missing"), LoadOptions.defaults());
      assertThatThrownBy(() -> service.generate(missing, REQUEST, GenerationListener.NONE))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("missing");
    }
    process.onExit().get(60, TimeUnit.SECONDS);
    assertThat(process.isAlive()).isFalse();
  }

  @Test
  @DisplayName("is not used where its jars are not known")
  void notUsed() {
    System.setProperty(WorkerClassPath.PROPERTY, "");
    try (Context context = new Context()) {
      WorkerGenerationService service = context.service(WorkerGenerationService.class);
      assertThat(service.generate(TINY_MODEL, REQUEST, GenerationListener.NONE).pictures())
          .hasSize(1);
      assertThat(service.pid()).isEmpty();
    }
  }

  @Test
  @DisplayName("has the jars in lib/latentj of ImageJ's folder, unless a property says otherwise")
  void classPath() throws IOException {
    assertThat(WorkerClassPath.find(Optional.empty(), folder, Optional.empty())).isEmpty();
    Path jars = Files.createDirectories(folder.resolve("lib/latentj"));
    assertThat(WorkerClassPath.find(Optional.empty(), folder, Optional.empty())).isEmpty();
    Path second = Files.createFile(jars.resolve("b.jar"));
    Path first = Files.createFile(jars.resolve("a.jar"));
    Files.createFile(jars.resolve("LICENSE"));

    assertThat(WorkerClassPath.find(Optional.empty(), folder, Optional.empty()))
        .contains(List.of(first, second));
    Path engine = Path.of("engine.jar");
    assertThat(WorkerClassPath.find(Optional.empty(), folder, Optional.of(engine)))
        .contains(List.of(engine, first, second));
    assertThat(
            WorkerClassPath.find(
                Optional.of("x" + File.pathSeparator + "y"), folder, Optional.empty()))
        .contains(List.of(Path.of("x"), Path.of("y")));
    assertThat(WorkerClassPath.find(Optional.of(" "), folder, Optional.empty())).isEmpty();
  }
}
