package org.latentj.maven.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentj.checkpoint.CheckpointException;
import org.latentj.inpaint.composite.CompositeKind;
import org.latentj.inpaint.fill.FillKind;
import org.latentj.maven.RecordingLog;
import org.latentj.maven.manifest.ManifestException;
import org.latentj.maven.manifest.ManifestFolder;
import org.latentj.maven.progress.Footer;
import org.latentj.request.ImageToImage;
import org.latentj.request.TextToImage;
import org.latentj.runtime.TorchException;

@DisplayName("A generation run")
class GenerationTest {
  private static final String TWO =
      """
      model: model.safetensors
      assets:
        - {name: one, prompt: first}
        - {output: deep/er/two.png, prompt: second, size: 64x96}
      """;

  @TempDir private Path root;
  private ManifestFolder folder;
  private Path output;
  private FakePictures pictures;
  private RecordingLog log;
  private boolean locks;
  private Optional<Path> cache = Optional.empty();

  @BeforeEach
  void createFolder() throws IOException {
    folder = ManifestFolder.in(root);
    output = root.resolve("out");
    pictures = new FakePictures();
    log = new RecordingLog();
  }

  @Test
  @DisplayName("writes every picture, with the model loaded once")
  void generatesAll() throws Exception {
    Summary summary = run(TWO);

    assertThat(summary).hasToString("2 generated, 0 up to date");
    assertThat(pictures.events)
        .containsExactly(
            "open model.safetensors", "write first", "write second", "close model.safetensors");
    assertThat(output.resolve("one.png")).exists();
    assertThat(output.resolve("deep/er/two.png")).exists();
    assertThat(pictures.requests.get(1))
        .isInstanceOfSatisfying(
            TextToImage.class,
            request -> {
              assertThat(request.prompt()).isEqualTo("second");
              assertThat(request.width()).isEqualTo(64);
              assertThat(request.height()).isEqualTo(96);
            });
  }

  @Test
  @DisplayName("logs a line for each picture, and the engine's remarks as warnings")
  void logsProgress() throws Exception {
    pictures.remarks = List.of("the size was rounded");

    run(TWO);

    assertThat(log.lines().get(0)).isEqualTo("info: Loading " + root.resolve("model.safetensors"));
    assertThat(log.lines().get(1)).isEqualTo("info: Loaded a fake");
    assertThat(log.lines().get(2)).matches("info: \\[1/2] one\\.png in \\d+\\.\\d s \\(new\\)");
    assertThat(log.lines().get(3)).isEqualTo("warn: one.png: the size was rounded");
    assertThat(log.lines().get(4)).startsWith("info: [2/2] deep/er/two.png in ");
  }

  @Test
  @DisplayName("does nothing, and loads nothing, when repeated")
  void repeats() throws Exception {
    run(TWO);
    pictures.events.clear();

    assertThat(run(TWO)).isEqualTo(new Summary(0, 2));
    assertThat(pictures.events).isEmpty();
  }

  @Test
  @DisplayName("does nothing when only the manifest's form, its path or an input's name changes")
  void ignoresWhatDoesNotMatter() throws Exception {
    run("model: model.safetensors\nassets: [{name: a, prompt: x, init: init.png, steps: 50}]\n");
    Files.move(root.resolve("init.png"), root.resolve("start.png"));
    Files.move(root.resolve("model.safetensors"), root.resolve("renamed.safetensors"));
    Path other = Files.createDirectory(root.resolve("other"));
    Files.writeString(
        other.resolve("b.json"),
        """
        {"model": "../renamed.safetensors",
         "defaults": {"init": "../start.png"},
         "assets": [{"output": "a.png", "prompt": " x "}]}
        """);

    assertThat(generation().run(List.of(other.resolve("b.json")))).isEqualTo(new Summary(0, 1));
  }

  @Test
  @DisplayName("generates again exactly what an edit of the manifest concerns")
  void noticesEditedEntries() throws Exception {
    run(TWO);

    Summary summary = run(TWO.replace("second,", "second, seed: 1,"));

    assertThat(summary).isEqualTo(new Summary(1, 1));
    assertThat(log.lines().get(log.lines().size() - 1))
        .contains("two.png", "(its entry, its inputs or the model changed)");
  }

  @Test
  @DisplayName("generates again when a picture was deleted or edited, and says so")
  void noticesTamperedOutputs() throws Exception {
    run(TWO);
    Files.delete(output.resolve("one.png"));
    Files.writeString(output.resolve("deep/er/two.png"), "scribbled");

    assertThat(run(TWO)).isEqualTo(new Summary(2, 0));
    assertThat(log.lines().get(log.lines().size() - 1))
        .endsWith("(the file was changed by somebody else)");
    assertThat(output.resolve("deep/er/two.png")).content().startsWith("TextToImage");
  }

  @Test
  @DisplayName("generates again when the model, an input image, device or precision changes")
  void noticesChangedInputs() throws Exception {
    String manifest =
        "model: model.safetensors\nassets: [{name: a, prompt: x, init: init.png, mask: mask.png}]\n";
    run(manifest);

    Files.writeString(root.resolve("model.safetensors"), "others");
    assertThat(run(manifest)).isEqualTo(new Summary(1, 0));
    ManifestFolder.writeImage(root.resolve("init.png"), 16, 24);
    ManifestFolder.writeImage(root.resolve("mask.png"), 16, 24);
    assertThat(run(manifest)).isEqualTo(new Summary(1, 0));
    assertThat(generation("cpu", "auto").run(List.of(root.resolve("sd.yaml"))))
        .isEqualTo(new Summary(1, 0));
    assertThat(generation("cpu", "fp32").run(List.of(root.resolve("sd.yaml"))))
        .isEqualTo(new Summary(1, 0));
    assertThat(generation("CPU", "float32").run(List.of(root.resolve("sd.yaml"))))
        .isEqualTo(new Summary(0, 1));
  }

  @Test
  @DisplayName("does not trust a picture that it did not write")
  void replacesForeignFiles() throws Exception {
    Files.createDirectories(output);
    Files.writeString(output.resolve("one.png"), "somebody's");

    assertThat(run(TWO)).isEqualTo(new Summary(2, 0));
  }

  @Test
  @DisplayName("loads each model once, one after the other")
  void groupsByModel() throws Exception {
    Files.writeString(root.resolve("second.safetensors"), "weights");
    Path a = folder.write("a.yaml", "model: model.safetensors\nassets: [{name: a, prompt: a}]");
    Path b = folder.write("b.yaml", "model: second.safetensors\nassets: [{name: b, prompt: b}]");
    Path c = folder.write("c.yaml", "model: model.safetensors\nassets: [{name: c, prompt: c}]");

    generation().run(List.of(a, b, c));

    assertThat(pictures.events)
        .containsExactly(
            "open model.safetensors",
            "write a",
            "write c",
            "close model.safetensors",
            "open second.safetensors",
            "write b",
            "close second.safetensors");
  }

  @Test
  @DisplayName("uses the engine's own model where a manifest names none, and says how to name one")
  void usesEmbeddedModel() throws Exception {
    Path a = folder.write("a.yaml", "assets: [{name: a, prompt: a}]");
    Path b = folder.write("b.yaml", "model: model.safetensors\nassets: [{name: b, prompt: b}]");
    Path c = folder.write("c.yaml", "assets: [{name: c, prompt: c}]");

    generation().run(List.of(a, b, c));

    assertThat(pictures.events)
        .containsExactly(
            "open embedded",
            "write a",
            "write c",
            "close embedded",
            "open model.safetensors",
            "write b",
            "close model.safetensors");
    assertThat(log.lines())
        .filteredOn(line -> line.startsWith("info: Loading"))
        .containsExactly(
            "info: Loading miniature, the model embedded in the engine; key 'model' of a manifest names"
                + " another: a checkpoint or diffusers folder, hf:OWNER/NAME, or https://...",
            "info: Loading " + root.resolve("model.safetensors"));
  }

  @Test
  @DisplayName("generates again when the engine's own model changes, and only then")
  void noticesChangedEmbeddedModel() throws Exception {
    String manifest = "assets: [{name: a, prompt: x}]";
    run(manifest);
    assertThat(run(manifest)).isEqualTo(new Summary(0, 1));

    pictures.embeddedModel = "second version";

    assertThat(run(manifest)).isEqualTo(new Summary(1, 0));
    assertThat(run("model: model.safetensors\n" + manifest)).isEqualTo(new Summary(1, 0));
    assertThat(run(manifest)).isEqualTo(new Summary(1, 0));
  }

  @Test
  @DisplayName("names the manifests whose model the engine should have and has not")
  void namesManifestsWithoutModel() throws Exception {
    pictures.failOnEmbeddedModel = new CheckpointException("none is embedded");
    Path a = folder.write("a.yaml", "assets: [{name: a, prompt: x}, {name: b, prompt: b}]");
    Path c = folder.write("c.yaml", "# none\nassets: [{name: c, prompt: c}]");

    assertThatThrownBy(() -> generation().run(List.of(a, c)))
        .isInstanceOf(ManifestException.class)
        .hasMessage(
            "2 problems in the asset manifests:\n  %s:1:1: model: none is embedded\n  %s:2:1: model:"
                    .formatted(a, c)
                + " none is embedded");
    assertThat(pictures.events).isEmpty();
  }

  @Test
  @DisplayName("begins with images and masks where the manifest says so")
  void readsImages() throws Exception {
    run(
        """
        model: model.safetensors
        defaults: {init: init.png, strength: 0.5}
        assets:
          - {name: a, prompt: x}
          - {name: b, prompt: y, mask: mask.png, fill: noise, composite: pyramid, grow: 3}
        """);

    assertThat(pictures.requests.get(0))
        .isInstanceOfSatisfying(
            ImageToImage.class,
            request -> {
              assertThat(request.strength()).isEqualTo(0.5);
              assertThat(request.image().rgb(1, 0)).isEqualTo(0x10307);
            });
    Order.Part part = pictures.parts.get(0);
    assertThat(part.prompt()).isEqualTo("y");
    assertThat(part.image().rgb(1, 0)).isEqualTo(0x10307);
    assertThat(part.selection().width()).isEqualTo(16);
    assertThat(part.options().strength()).isEqualTo(0.5);
    assertThat(part.options().fill()).isEqualTo(FillKind.LATENT_NOISE);
    assertThat(part.options().composite()).isEqualTo(CompositeKind.PYRAMID);
    assertThat(part.options().grow()).hasValue(3);
    assertThat(part.options().feather()).isEmpty();
    assertThat(part.options().context()).isEmpty();
  }

  @Test
  @DisplayName("refuses a mask that selects nothing before it loads a model")
  void checksMasks() throws Exception {
    ImageIO.write(
        new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB),
        "png",
        root.resolve("black.png").toFile());

    assertThatThrownBy(() -> run("assets: [{name: a, prompt: x, init: init.png, mask: black.png}]"))
        .isInstanceOf(ManifestException.class)
        .hasMessageEndingWith(
            "sd.yaml:1:10: mask: it is black everywhere; what is white in it is repainted");
    assertThat(pictures.events).isEmpty();
  }

  @Test
  @DisplayName("reports unreadable images and masks of another size before it loads a model")
  void checksImagesFirst() throws Exception {
    Files.writeString(root.resolve("init.png"), "no picture");
    ManifestFolder.writeImage(root.resolve("big.png"), 32, 16);

    assertThatThrownBy(
            () ->
                run(
                    """
                    model: model.safetensors
                    assets:
                      - {name: a, prompt: x, init: init.png}
                      - {name: b, prompt: x, init: big.png, mask: mask.png}
                      - {name: c, prompt: x}
                    """))
        .isInstanceOf(ManifestException.class)
        .hasMessageContaining("2 problems")
        .hasMessageContaining("sd.yaml:3:5: init: cannot read the picture")
        .hasMessageContaining("sd.yaml:4:5: expected a mask of the image's size 32 x 16");
    assertThat(pictures.events).isEmpty();
    assertThat(output).doesNotExist();
  }

  @Test
  @DisplayName("keeps what was finished when a later picture fails, and closes the model")
  void keepsFinishedPictures() throws Exception {
    pictures.badPrompt = "second";
    pictures.failOnPrompt = new TorchException("out of memory");

    assertThatThrownBy(() -> run(TWO)).isSameAs(pictures.failOnPrompt);
    assertThat(pictures.events)
        .containsExactly("open model.safetensors", "write first", "close model.safetensors");

    pictures.badPrompt = "none";
    assertThat(run(TWO)).isEqualTo(new Summary(1, 1));
  }

  @Test
  @DisplayName("names the asset that the engine refuses")
  void namesRefusedAsset() {
    pictures.badPrompt = "second";
    pictures.failOnPrompt = new IllegalArgumentException("that cannot be");

    assertThatThrownBy(() -> run(TWO))
        .isInstanceOf(ManifestException.class)
        .hasMessageEndingWith("sd.yaml:4:5: that cannot be");
  }

  @Test
  @DisplayName("names the place of a model that cannot be loaded")
  void namesBadModel() {
    pictures.failOnOpen = new CheckpointException("no UNet in there");

    assertThatThrownBy(() -> run(TWO))
        .isInstanceOf(ManifestException.class)
        .hasMessageEndingWith("sd.yaml:1:8: model: no UNet in there");
  }

  @Test
  @DisplayName("refuses to write through a symbolic link that leads out of the output folder")
  void refusesSymbolicLinks() throws Exception {
    Path elsewhere = Files.createDirectory(root.resolve("elsewhere"));
    Files.createDirectories(output);
    Files.createSymbolicLink(output.resolve("deep"), elsewhere);
    Files.createSymbolicLink(output.resolve("one.png"), elsewhere.resolve("target.png"));

    assertThatThrownBy(() -> run(TWO))
        .isInstanceOf(ManifestException.class)
        .hasMessageContaining("output 'one.png' is a symbolic link")
        .hasMessageContaining("output 'deep/er/two.png' leaves the output folder");
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  @DisplayName("follows a link that the output folder itself is")
  void followsLinkedOutputFolder() throws Exception {
    Path real = Files.createDirectory(root.resolve("real"));
    Files.createSymbolicLink(output, real);

    assertThat(run(TWO)).isEqualTo(new Summary(2, 0));
    assertThat(real.resolve("deep/er/two.png")).exists();
  }

  @Test
  @DisplayName("reports files and folders in the way of an output")
  void reportsObstacles() throws Exception {
    Files.createDirectories(output.resolve("one.png"));
    Files.writeString(output.resolve("deep"), "a file");

    assertThatThrownBy(() -> run(TWO))
        .isInstanceOf(ManifestException.class)
        .hasMessageContaining("output 'one.png' is a folder")
        .hasMessageContaining("output 'deep/er/two.png' needs a folder where the file");
  }

  @Test
  @DisplayName("notices a big model that was replaced by one of the same size")
  void noticesReplacedBigModels() throws Exception {
    Path model = root.resolve("model.safetensors");
    Files.write(model, new byte[2 << 20]);
    run(TWO);
    assertThat(run(TWO)).isEqualTo(new Summary(0, 2));
    byte[] other = new byte[2 << 20];
    other[5] = 1;
    Files.write(model, other);
    Files.setLastModifiedTime(model, FileTime.fromMillis(12345));

    assertThat(run(TWO)).isEqualTo(new Summary(2, 0));
  }

  private Summary run(String manifest) throws ManifestException, IOException {
    return generation().run(List.of(folder.write("sd.yaml", manifest)));
  }

  private Generation generation() {
    return generation("auto", "auto");
  }

  private Generation generation(String device, String precision) {
    return generation(device, precision, WhenUnavailable.FAIL);
  }

  private Generation generation(String device, String precision, WhenUnavailable policy) {
    GenerationSettings settings =
        TestSettings.in(root)
            .locks(locks)
            .cache(cache)
            .options(EngineOptions.of(device, precision))
            .policy(policy)
            .build();
    return new Generation(settings, log, Footer.hidden(), pictures);
  }
}
