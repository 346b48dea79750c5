package org.latentj.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentj.image.Picture;
import org.latentj.image.PictureFiles;
import org.latentj.maven.manifest.ManifestFolder;
import org.latentj.worker.WorkerGenerator;

@DisplayName("Extensions that a manifest names")
class ExtendedPicturesTest {
  @TempDir private Path root;
  private GenerateGoal goal;
  private Path sources;

  @BeforeEach
  void createProject() throws Exception {
    goal = new GenerateGoal(root);
    sources = Files.createDirectories(root.resolve("src/main/sd"));
  }

  @AfterAll
  static void endWorkers() {
    WorkerGenerator.endShared();
  }

  @Test
  @DisplayName("reach the engine: each of them changes the picture, and only where it is asked for")
  void changePictures() throws Exception {
    TinyExtensions.lora(sources.resolve("loras/ink.safetensors"), 0.05);
    TinyExtensions.embedding(sources.resolve("embeddings/zyx-style.safetensors"), 3);
    TinyExtensions.controlNet(root.resolve("net"));
    TinyExtensions.vae(root.resolve("bright"));
    ManifestFolder.writeImage(sources.resolve("hint.png"), 64, 64);
    String assets =
        """
        defaults: {steps: 3, seed: 7, size: 64x64}
        assets:
          - {name: '${set}/plain', prompt: a fox in zyx style}
          - {name: '${set}/inked', prompt: a fox in zyx style <lora:ink:0.8>}
          - {name: '${set}/nothing', prompt: a fox in zyx style <lora:ink:0>}
          - {name: '${set}/word', prompt: a fox in zyx-style}
          - name: ${set}/led
            prompt: a fox in zyx style
            control: {model: ../../../net, image: hint.png, preprocessing: scribble, end: 0.7}
        """;
    String model = "model: " + TinyExtensions.model() + "\n";
    goal.manifest("a.yaml", model + "variables: {set: as-it-is}\n" + assets);
    goal.manifest(
        "b.yaml",
        model
            + "variables: {set: extended}\nvae: ../../../bright\nsafety: false\n"
            + "loras: {lora: ink, weight: -0.5}\n"
            + assets);

    goal.mojo.execute();

    Picture plain = picture("as-it-is/plain");
    assertThat(picture("as-it-is/nothing")).isEqualTo(plain);
    assertThat(Stream.of("inked", "word", "led").map(name -> picture("as-it-is/" + name)))
        .doesNotContain(plain)
        .doesNotHaveDuplicates();
    assertThat(parameters("as-it-is/plain")).doesNotContain("Safety checker", "Lora", "VAE");
    assertThat(parameters("as-it-is/inked")).contains("Lora hashes: \"ink: ");
    assertThat(parameters("as-it-is/word")).contains("TI hashes: \"zyx-style: ");
    assertThat(parameters("as-it-is/led")).contains("ControlNet 0: \"Module: invert", "End: 0.7");
    assertThat(brightness(picture("extended/plain"))).isGreaterThan(brightness(plain) + 20);
    assertThat(parameters("extended/plain"))
        .contains("VAE: bright", "Safety checker: off", "Merged LoRAs: \"ink:-0.5:-0.5");
    assertThat(picture("extended/nothing")).isEqualTo(picture("extended/plain"));
    assertThat(goal.log.lines()).contains("info: 10 generated, 0 up to date");
    assertThat(Files.readString(root.resolve("sd.lock.json")))
        .contains("\"embedding zyx-style\": \"", "\"ControlNet net\": \"", "\"VAE bright\": \"")
        .contains("\"merged LoRA ink\": \"", "\"LoRA ink\": \"");

    TinyExtensions.lora(sources.resolve("loras/ink.safetensors"), 0.06);
    Picture before = picture("as-it-is/inked");
    goal.mojo.execute();
    assertThat(goal.log.lines()).contains("info: 7 generated, 3 up to date");
    assertThat(picture("as-it-is/inked")).isNotEqualTo(before);
    assertThat(picture("as-it-is/plain")).isEqualTo(plain);
  }

  @Test
  @DisplayName("that do not fit the model fail the build by asset, when the others are made")
  void refuses() throws Exception {
    TinyExtensions.misfit(sources.resolve("loras/wide.safetensors"));
    Path file =
        goal.manifest(
            "model: %s\ndefaults: {steps: 1, size: 64x64}\nassets:\n"
                    .formatted(TinyExtensions.model())
                + "  - {name: wide, prompt: 'x <lora:wide:1>'}\n  - {name: plain, prompt: x}\n");

    assertThatThrownBy(goal.mojo::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageStartingWith("1 problem in the asset manifests:\n  " + file + ":4:5: ")
        .hasMessageContaining("wide.safetensors");
    assertThat(root.resolve("out/plain.png")).exists();
    assertThat(root.resolve("out/wide.png")).doesNotExist();
  }

  private Picture picture(String name) {
    try {
      return Picture.read(root.resolve("out/" + name + ".png"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private String parameters(String name) throws IOException {
    return PictureFiles.readParameters(root.resolve("out/" + name + ".png")).orElseThrow();
  }

  private static double brightness(Picture picture) {
    byte[] rgb = picture.toRgb();
    double sum = 0;
    for (byte value : rgb) {
      sum += value & 0xff;
    }
    return sum / rgb.length;
  }
}
