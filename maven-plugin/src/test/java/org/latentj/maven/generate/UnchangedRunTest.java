package org.latentj.maven.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentj.checkpoint.CheckpointException;
import org.latentj.image.Picture;
import org.latentj.maven.RecordingLog;
import org.latentj.maven.manifest.BuildProperties;
import org.latentj.maven.manifest.ManifestFolder;
import org.latentj.maven.progress.Footer;

@DisplayName("A run after which nothing changed is known without reading manifests, but not if")
class UnchangedRunTest {
  private static final String MANIFEST =
      """
      extends: base/styles.yaml
      model: model.safetensors
      assets:
        - {name: icons/a, prompt: 'a ${color} fox', style: dark, sizes: [4]}
        - {name: icons/b, prompt: b, init: init.png, mask: mask.png}
      spriteSheets:
        - {output: sheets/all.png, assets: icons/*}
      """;

  @TempDir private Path root;
  private ManifestFolder folder;
  private FakePictures pictures;
  private RecordingLog log;
  private boolean locks = true;
  private final Map<String, String> properties = new HashMap<>(Map.of("color", "red"));

  @BeforeEach
  void generate() throws Exception {
    folder = ManifestFolder.in(root);
    log = new RecordingLog();
    pictures = new FakePictures();
    pictures.picture = Picture.ofRgb(8, 8, new byte[3 * 64]);
    folder.write("sd.yaml", MANIFEST);
    Files.createDirectory(root.resolve("base"));
    folder.write("base/styles.yaml", "styles: {dark: {suffix: in the dark}}");
    age();
    assertThat(run()).isEqualTo(new Summary(2, 0));
    assertThat(find()).hasValue(2);
    assertThat(run()).isEqualTo(new Summary(0, 2));
  }

  @Test
  @DisplayName("one of its files is missing or another, sprite sheets and smaller sizes included")
  void noticesOutputs() throws Exception {
    for (String name :
        List.of(
            "icons/a.png", "icons/a-4.png", "icons/b.png", "sheets/all.png", "sheets/all.json")) {
      Path file = root.resolve("out").resolve(name);
      byte[] bytes = Files.readAllBytes(file);
      FileTime time = Files.getLastModifiedTime(file);
      bytes[bytes.length - 1]++;
      Files.write(file, bytes);
      // Neither size nor time tell.
      Files.setLastModifiedTime(file, time);
      assertThat(find()).as(name).isEmpty();
      run();
      assertThat(find()).as(name).hasValue(2);
      Files.delete(file);
      assertThat(find()).as(name).isEmpty();
      run();
      assertThat(file).exists();
    }
  }

  @Test
  @DisplayName("a file that it was made from is another: manifest, base, picture, model, lock file")
  void noticesSources() throws Exception {
    for (String name :
        List.of("sd.yaml", "base/styles.yaml", "init.png", "model.safetensors", "sd.lock.json")) {
      Path file = root.resolve(name);
      byte[] bytes = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(bytes, bytes.length + 1));
      assertThat(find()).as(name).isEmpty();
      Files.write(file, bytes);
      assertThat(find()).as(name).hasValue(2);
      Files.move(file, root.resolve("away"));
      assertThat(find()).as(name).isEmpty();
      Files.move(root.resolve("away"), file);
    }
  }

  @Test
  @DisplayName("a property that it used is another")
  void noticesProperties() throws Exception {
    properties.put("unused", "x");
    assertThat(find()).hasValue(2);
    properties.put("color", "blue");
    assertThat(find()).isEmpty();
    properties.remove("color");
    assertThat(find()).isEmpty();
  }

  @Test
  @DisplayName("device, precision, other manifests, another place or the lock are asked for")
  void noticesSettings() throws Exception {
    assertThat(new UnchangedRun(settings("cpu", "out"), files(), pictures).find()).isEmpty();
    assertThat(new UnchangedRun(settings("auto", "elsewhere"), files(), pictures).find()).isEmpty();
    assertThat(new UnchangedRun(settings("auto", "out"), List.of(), pictures).find()).isEmpty();
    locks = false;
    assertThat(find()).isEmpty();
    assertThat(run()).isEqualTo(new Summary(0, 2));
    assertThat(find()).as("without a lock file").hasValue(2);
  }

  @Test
  @DisplayName("the embedded model is another, or cannot be had")
  void noticesTheEmbeddedModel() throws Exception {
    folder.write("sd.yaml", MANIFEST.replace("model: model.safetensors\n", ""));
    age();
    run();
    assertThat(find()).hasValue(2);
    pictures.embeddedModel = "second version";
    assertThat(find()).isEmpty();
    pictures.failOnEmbeddedModel = new CheckpointException("gone");
    assertThat(find()).isEmpty();
  }

  @Test
  @DisplayName("a manifest was saved while it went on, or its own notes are damaged")
  void distrusts() throws Exception {
    Files.setLastModifiedTime(
        root.resolve("base/styles.yaml"), FileTime.fromMillis(System.currentTimeMillis() + 60_000));
    Files.writeString(root.resolve("out/icons/a.png"), "edited");
    run();
    assertThat(find()).isEmpty();
    age();
    run();
    assertThat(find()).hasValue(2);
    try (Stream<Path> notes = Files.list(root.resolve("state"))) {
      for (Path file : notes.toList()) {
        Files.writeString(file, Files.readString(file).replaceAll("\t.*", "\t"));
      }
    }
    assertThat(find()).isEmpty();
    assertThat(run()).isEqualTo(new Summary(0, 2));
  }

  @Test
  @DisplayName("a link has taken the place of an output")
  void noticesLinks() throws Exception {
    Path file = root.resolve("out/icons/a.png");
    Path other = Files.move(file, root.resolve("other.png"));
    Files.createSymbolicLink(file, other);

    assertThat(find()).isEmpty();
  }

  /** Sources are older than the runs that read them. */
  private void age() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_700_000_000_000L));
      }
    }
  }

  private OptionalInt find() throws IOException {
    return new UnchangedRun(settings("auto", "out"), files(), pictures).find();
  }

  private Summary run() throws Exception {
    return new Generation(settings("auto", "out"), log, Footer.hidden(), pictures).run(files());
  }

  private List<Path> files() {
    return List.of(root.resolve("sd.yaml"));
  }

  private GenerationSettings settings(String device, String out) {
    return TestSettings.in(root)
        .output(root.resolve(out))
        .locks(locks)
        .options(EngineOptions.of(device, "auto"))
        .properties(BuildProperties.of(properties))
        .build();
  }
}
