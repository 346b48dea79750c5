package org.latentj.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentj.image.PictureFiles;
import org.latentj.worker.WorkerGenerator;

@DisplayName("sd:generate")
class GenerateMojoTest {
  private static final Path TINY_MODEL =
      Path.of("../engine/src/test/resources/conformance/tiny-diffusers");

  @TempDir private Path root;
  private GenerateGoal goal;
  private MavenProject project;
  private RecordingLog log;
  private GenerateMojo mojo;

  @BeforeEach
  void configure() throws ReflectiveOperationException {
    goal = new GenerateGoal(root);
    project = goal.project;
    log = goal.log;
    mojo = goal.mojo;
  }

  @AfterAll
  static void endWorkers() {
    WorkerGenerator.endShared();
  }

  @Test
  @DisplayName("writes what a manifest lists with the tiny model, and repeats nothing")
  void generatesWithTheEngine() throws Exception {
    manifest(
        """
        model: %s
        defaults: {steps: 2, seed: 7, negativePrompt: blurry}
        assets:
          - {name: fox, prompt: a red fox, size: 64x72}
          - {output: edit/fox.png, prompt: a blue fox, sampler: DDIM, init: fox-in.png}
        """
            .formatted(TINY_MODEL.toRealPath()));
    ImageIO.write(
        new java.awt.image.BufferedImage(64, 64, java.awt.image.BufferedImage.TYPE_INT_RGB),
        "png",
        root.resolve("src/main/sd/fox-in.png").toFile());

    mojo.execute();

    Path fox = root.resolve("out/fox.png");
    assertThat(ImageIO.read(fox.toFile()).getHeight()).isEqualTo(72);
    assertThat(PictureFiles.readParameters(fox).orElseThrow())
        .startsWith("a red fox\nNegative prompt: blurry\nSteps: 2, Sampler: PLMS")
        .contains("Seed: 7", "Size: 64x72");
    assertThat(PictureFiles.readParameters(root.resolve("out/edit/fox.png")).orElseThrow())
        .contains("Sampler: DDIM", "Denoising strength: 0.75");
    assertThat(log.lines()).contains("info: 2 generated, 0 up to date");
    assertThat(project.getResources())
        .extracting(resource -> new File(resource.getDirectory()))
        .containsExactly(root.resolve("out").toFile());

    byte[] before = Files.readAllBytes(fox);
    mojo.execute();
    assertThat(log.lines()).contains("info: 0 generated, 2 up to date");
    assertThat(project.getResources()).hasSize(1);

    Files.delete(fox);
    mojo.execute();
    assertThat(fox).hasBinaryContent(before);
  }

  @Test
  @DisplayName("without a model uses the engine's own, at that model's size")
  void generatesWithTheEmbeddedModel() throws Exception {
    manifest(
        """
        defaults: {steps: 2, seed: 7}
        assets:
          - {name: circle, prompt: a red circle on a white background}
        """);

    mojo.execute();

    Path circle = root.resolve("out/circle.png");
    assertThat(ImageIO.read(circle.toFile()).getWidth()).isEqualTo(128);
    assertThat(ImageIO.read(circle.toFile()).getHeight()).isEqualTo(128);
    assertThat(PictureFiles.readParameters(circle).orElseThrow()).contains("Model: miniature");
    assertThat(log.lines().get(0))
        .startsWith("info: Loading miniature, the model embedded in the engine;");
    assertThat(log.lines().get(1))
        .matches("info: Loaded miniature on cpu in F32 \\(CPU, as asked for\\), in process \\d+");
    mojo.execute();
    assertThat(log.lines()).contains("info: 0 generated, 1 up to date");
  }

  @Test
  @DisplayName("repaints what a mask selects, and keeps every other pixel of the picture")
  void repaints() throws Exception {
    manifest(
        """
        model: %s
        defaults: {steps: 2, seed: 7, init: in.png, mask: mask.png, strength: 1}
        assets:
          - {name: near, prompt: a blue fox, grow: 0, feather: 0, context: 16}
          - {name: soft, prompt: a blue fox, fill: neutral, composite: alpha}
        """
            .formatted(TINY_MODEL.toRealPath()));
    // No multiple of 8, which a whole picture would have to be.
    BufferedImage in = new BufferedImage(150, 90, BufferedImage.TYPE_INT_RGB);
    BufferedImage mask = new BufferedImage(150, 90, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 150 * 90; i++) {
      int x = i % 150;
      int y = i / 150;
      in.setRGB(x, y, i * 0x10307);
      mask.setRGB(x, y, x >= 70 && x < 80 && y >= 40 && y < 50 ? 0xffffff : 0);
    }
    ImageIO.write(in, "png", root.resolve("src/main/sd/in.png").toFile());
    ImageIO.write(mask, "png", root.resolve("src/main/sd/mask.png").toFile());

    mojo.execute();

    BufferedImage near = ImageIO.read(root.resolve("out/near.png").toFile());
    int inside = 0;
    for (int i = 0; i < 150 * 90; i++) {
      int x = i % 150;
      int y = i / 150;
      boolean selected = mask.getRGB(x, y) == 0xffffffff;
      boolean same = near.getRGB(x, y) == in.getRGB(x, y);
      assertThat(selected || same).as("%d, %d", x, y).isTrue();
      inside += selected && !same ? 1 : 0;
    }
    assertThat(inside).isGreaterThan(90);
    BufferedImage soft = ImageIO.read(root.resolve("out/soft.png").toFile());
    assertThat(soft.getRGB(0, 0)).isEqualTo(in.getRGB(0, 0));
    assertThat(soft.getRGB(75, 45)).isNotEqualTo(near.getRGB(75, 45));
    assertThat(PictureFiles.readParameters(root.resolve("out/near.png")).orElseThrow())
        .contains("Denoising strength: 1", "Inpaint area: Only masked", "Composite: membrane")
        .contains("Mask grow: 0", "Mask feather: 0");
    assertThat(PictureFiles.readParameters(root.resolve("out/soft.png")).orElseThrow())
        .contains("Masked content: neutral", "Composite: feathered alpha");
  }

  @Test
  @DisplayName("does nothing where there are no manifests, and says where it looked")
  void needsNoManifests() throws Exception {
    mojo.execute();

    assertThat(log.lines())
        .containsExactly("info: No asset manifests in " + root.resolve("src/main/sd"));
  }

  @Test
  @DisplayName("registers the output folder also when it is skipped")
  void registersWhenSkipped() throws Exception {
    manifest("this: [is no manifest");
    set("skip", true);

    mojo.execute();

    assertThat(log.lines()).containsExactly("info: Skipped: sd.skip is set");
    assertThat(project.getResources()).hasSize(1);
  }

  @Test
  @DisplayName("blames the user for mistakes in manifests and parameters")
  void blamesTheUser() throws Exception {
    Path file = manifest("assets: []");
    assertThatThrownBy(mojo::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessage(
            "1 problem in the asset manifests:\n  %s:1:9: the list of assets is empty"
                .formatted(file));

    set("device", "tpu");
    assertThatThrownBy(mojo::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageStartingWith("sd.device: ");

    set("device", "cpu");
    set("manifests", List.of(root.resolve("gone.yaml").toFile()));
    assertThatThrownBy(mojo::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageStartingWith("sd.manifests: ");
  }

  @Test
  @DisplayName("blames the user for a model that is none, with its place")
  void blamesTheModel() throws Exception {
    Path file = manifest("model: fake.ckpt\nassets: [{name: a, prompt: x}]");
    Files.writeString(file.resolveSibling("fake.ckpt"), "nothing");

    assertThatThrownBy(mojo::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageStartingWith("1 problem in the asset manifests:\n  " + file + ":1:8: model: ")
        .hasMessageContaining("fake.ckpt")
        .hasNoCause();
  }

  @Test
  @DisplayName("blames the machine for a folder that cannot be written")
  void blamesTheMachine() throws Exception {
    manifest("model: %s\nassets: [{name: a, prompt: x}]".formatted(TINY_MODEL.toRealPath()));
    Files.writeString(root.resolve("state"), "a file where a folder is needed");

    assertThatThrownBy(mojo::execute)
        .isInstanceOf(MojoExecutionException.class)
        .hasMessageContaining("state");
  }

  private Path manifest(String text) throws IOException {
    return goal.manifest(text);
  }

  private void set(String field, Object value) throws ReflectiveOperationException {
    goal.set(field, value);
  }
}
