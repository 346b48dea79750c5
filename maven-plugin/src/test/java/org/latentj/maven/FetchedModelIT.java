package org.latentj.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.latentj.models.hub.LocalHub;

@DisplayName("A build whose manifest names a model of the hub")
@EnabledIfSystemProperty(
    named = "it.maven",
    matches = ".+",
    disabledReason = "needs the packaged plugin")
class FetchedModelIT {
  private static final Path TINY_MODEL =
      Path.of("../engine/src/test/resources/conformance/tiny-diffusers");
  private static final String REPOSITORY = "CompVis/stable-diffusion-v1-4";
  private static final String ACCEPT = "-Dsd.acceptLicenses=creativeml-openrail-m";
  @TempDir private Path project;

  @BeforeEach
  void createProject() throws Exception {
    RealBuild.writePom(project);
    Path manifests = Files.createDirectories(project.resolve("src/main/sd"));
    Files.writeString(
        manifests.resolve("assets.yaml"),
        """
        model: hf:%s
        assets:
          - {name: fox, prompt: a red fox, size: 64x64, steps: 2}
        """
            .formatted(REPOSITORY));
  }

  @Test
  @DisplayName(
      "fetches it once its licence is accepted, makes the picture, and needs no network then")
  void fetches() throws Exception {
    try (LocalHub hub = LocalHub.withFolder(REPOSITORY, TINY_MODEL)) {
      build(hub, 1, "generate-resources");
      String refused = lastLog;
      assertThat(refused)
          .contains("assets.yaml:1:8: model: hf:" + REPOSITORY + " is under a licence that you")
          .contains("BUILD FAILURE");
      assertThat(hub.paths()).allMatch(path -> path.startsWith("/api/"));

      build(hub, 0, "generate-resources", ACCEPT);
      assertThat(lastLog)
          .containsPattern(
              "To be fetched, once for all .*: the model hf:" + REPOSITORY + " \\([0-9.]+ MB")
          .contains("1 generated, 0 up to date");
      Path fox = project.resolve("target/generated-resources/sd/fox.png");
      assertThat(ImageIO.read(fox.toFile()).getWidth()).isEqualTo(64);
      assertThat(Files.readString(project.resolve("sd.lock.json")))
          .contains("\"modelSource\": \"hf:" + REPOSITORY + "\"")
          .contains("\"license\": \"creativeml-openrail-m\"");

      Files.delete(fox);
      int requests = hub.paths().size();
      build(hub, 0, "-o", "generate-resources");
      assertThat(lastLog).contains("1 generated, 0 up to date");
      assertThat(hub.paths()).hasSize(requests);
    }
  }

  private String lastLog;

  private void build(LocalHub hub, int exit, String... arguments) throws Exception {
    Map<String, String> environment = new HashMap<>();
    environment.put("HF_ENDPOINT", hub.endpoint().toString());
    environment.put("HF_HUB_CACHE", project.resolve("hub").toString());
    environment.put("HF_HUB_OFFLINE", "");
    environment.put("HF_TOKEN", "");
    environment.put("LATENTJ_MODELS", project.resolve("models").toString());
    try (RealBuild build = new RealBuild(project, environment, arguments)) {
      int code = build.awaitEnd();
      lastLog = build.log();
      assertThat(code).as(lastLog).isEqualTo(exit);
    }
  }
}
