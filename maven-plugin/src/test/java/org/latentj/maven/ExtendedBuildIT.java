package org.latentj.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.latentj.image.Picture;

@DisplayName("A build whose prompts name LoRAs")
@EnabledIfSystemProperty(
    named = "it.maven",
    matches = ".+",
    disabledReason = "needs the packaged plugin")
class ExtendedBuildIT {
  @TempDir private Path project;
  private Path sources;
  private Path out;
  private String lastLog;

  @BeforeEach
  void createProject() throws Exception {
    RealBuild.writePom(project);
    sources = project.resolve("src/main/sd");
    out = project.resolve("target/generated-resources/sd");
    TinyExtensions.lora(sources.resolve("loras/ink.safetensors"), 0.05);
    write("ink");
  }

  @Test
  @DisplayName("makes them again when the LoRA changes, and nothing else; a missing one fails it")
  void followsLoras() throws Exception {
    build(0);
    assertThat(lastLog).contains("3 generated, 0 up to date");
    Picture plain = Picture.read(out.resolve("plain.png"));
    Picture inked = Picture.read(out.resolve("inked.png"));
    assertThat(inked).isNotEqualTo(plain);
    assertThat(Picture.read(out.resolve("none.png"))).isEqualTo(plain);

    build(0);
    assertThat(lastLog).contains("0 generated, 3 up to date").doesNotContain("in process");

    TinyExtensions.lora(sources.resolve("loras/unused.safetensors"), 0.2);
    build(0);
    assertThat(lastLog).contains("0 generated, 3 up to date");

    TinyExtensions.lora(sources.resolve("loras/ink.safetensors"), 0.07);
    build(0);
    assertThat(lastLog)
        .contains("2 generated, 1 up to date")
        .contains("[1/2] inked.png in ", "[2/2] none.png in ");
    assertThat(Picture.read(out.resolve("inked.png"))).isNotEqualTo(inked).isNotEqualTo(plain);
    assertThat(Picture.read(out.resolve("plain.png"))).isEqualTo(plain);

    write("imk");
    build(1);
    assertThat(lastLog)
        .containsPattern("assets\\.yaml:5:27: prompt: there is no LoRA named 'imk' in ")
        .contains("; there are ink, unused; did you mean 'ink'?");
  }

  private void write(String lora) throws Exception {
    Files.writeString(
        sources.resolve("assets.yaml"),
        """
        model: %s
        defaults: {steps: 2, size: 64x64, seed: 7}
        assets:
          - {name: plain, prompt: a red fox}
          - {name: inked, prompt: 'a red fox <lora:%s:0.8>'}
          - {name: none, prompt: 'a red fox <lora:%2$s:0>'}
        """
            .formatted(TinyExtensions.model(), lora));
  }

  private void build(int exit) throws Exception {
    try (RealBuild build = new RealBuild(project, "generate-resources")) {
      int code = build.awaitEnd();
      lastLog = build.log();
      assertThat(code).as(lastLog).isEqualTo(exit);
    }
  }
}
