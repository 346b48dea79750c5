package org.latentj.maven.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentj.checkpoint.CheckpointException;
import org.latentj.image.Picture;
import org.latentj.maven.RecordingLog;
import org.latentj.maven.files.FileHashes;
import org.latentj.maven.files.StateFolder;
import org.latentj.maven.lock.LockFile;
import org.latentj.maven.lock.LockedAsset;
import org.latentj.maven.manifest.BuildProperties;
import org.latentj.maven.manifest.ManifestException;
import org.latentj.maven.manifest.ManifestFolder;
import org.latentj.maven.manifest.ManifestReader;
import org.latentj.maven.manifest.ReadOptions;
import org.latentj.maven.progress.Footer;
import org.latentj.runtime.TorchException;

@DisplayName("Lock file and cache")
class LockAndCacheTest {
  private static final String TWO =
      """
      assets:
        - {name: one, prompt: first}
        - {output: deep/er/two.png, prompt: second}
      """;

  @TempDir private Path root;
  private ManifestFolder folder;
  private Path output;
  private Path lockFile;
  private FakePictures pictures;
  private RecordingLog log;
  private Optional<Path> cache;
  private String memory = "auto";

  @BeforeEach
  void createFolder() throws IOException {
    folder = ManifestFolder.in(root);
    output = root.resolve("out");
    lockFile = root.resolve("sd.lock.json");
    pictures = new FakePictures();
    pictures.picture = Picture.ofRgb(2, 1, new byte[] {1, 2, 3, 4, 5, 6});
    log = new RecordingLog();
    cache = Optional.empty();
  }

  @Test
  @DisplayName("say where each picture comes from, in the same bytes every time")
  void locksProvenance() throws Exception {
    run(TWO);
    byte[] first = Files.readAllBytes(lockFile);
    String hash = FileHashes.hash(output.resolve("one.png"));

    assertThat(Files.readString(lockFile))
        .startsWith("{\n  \"version\": 1,\n  \"assets\": {\n    \"out/deep/er/two.png\": {\n")
        .endsWith("}\n")
        .contains(
            "    \"out/one.png\": {\n      \"manifest\": \"sd.yaml\",\n      \"entry\": \"",
            "\"picture\": \"" + hash + "\"",
            "\"model\": \"fake\"",
            "\"modelHash\": \"0123456789\"",
            "\"license\": \"Apache-2.0\"",
            "\"parameters\": \"x\\nSteps: 2, Sampler: PLMS, Seed: 7, Model hash: 0123456789, Model:"
                + " fake\"",
            "\"files\": {\n        \"out/one.png\": \"" + hash + "\"\n      }")
        .doesNotContain(root.toString(), "\r");
    delete(output);
    delete(root.resolve("state"));
    Files.delete(lockFile);
    run(TWO);
    assertThat(lockFile).hasBinaryContent(first);
  }

  @Test
  @DisplayName("of a build that is told another memory mode stay as they are")
  void ignoresTheMemoryMode() throws Exception {
    run(TWO);

    for (String mode : List.of("normal", "low", "lowest")) {
      memory = mode;
      assertThat(run(TWO)).isEqualTo(new Summary(0, 2));
    }
    delete(root.resolve("state"));
    assertThat(run(TWO)).isEqualTo(new Summary(0, 2));
  }

  @Test
  @DisplayName("make a fresh clone with committed pictures up to date")
  void trustsTheLock() throws Exception {
    run(TWO);
    delete(root.resolve("state"));
    pictures.events.clear();

    assertThat(run(TWO)).isEqualTo(new Summary(0, 2));
    assertThat(pictures.events).isEmpty();

    pictures.embeddedModel = "second version";
    delete(root.resolve("state"));
    assertThat(run(TWO)).isEqualTo(new Summary(2, 0));
  }

  @Test
  @DisplayName("forget deleted entries, and remove their files if nobody changed them")
  void removesLeftovers() throws Exception {
    run(TWO + "  - {name: three, prompt: third}\n");
    Files.writeString(output.resolve("three.png"), "mine now");

    run("assets: [{name: four, prompt: x}]");

    assertThat(output.resolve("one.png")).doesNotExist();
    assertThat(output.resolve("deep/er/two.png")).doesNotExist();
    assertThat(output.resolve("three.png")).hasContent("mine now");
    assertThat(LockFile.read(lockFile).assets()).containsOnlyKeys("out/four.png");
    assertThat(log.lines())
        .contains("info: Removed one.png: no manifest lists it any more")
        .noneMatch(line -> line.contains("Removed three.png"));
  }

  @Test
  @DisplayName("keep what another execution wrote, and files that a hostile lock file names")
  void keepsOthersFiles() throws Exception {
    Path other = folder.write("other.yaml", "assets: [{name: other, prompt: x}]");
    generation(WhenUnavailable.FAIL).run(List.of(other));
    Path victim = Files.writeString(root.resolve("victim.txt"), "precious");
    String hostile =
        Files.readString(lockFile)
            .replace("\"out/other.png\": \"", "\"victim.txt\": \"x\", \"out/other.png\": \"")
            .replace("\"x\"", "\"" + FileHashes.hash(victim) + "\"")
            .replace("\"other.yaml\"", "\"gone.yaml\"");

    assertThat(run(TWO)).isEqualTo(new Summary(2, 0));
    assertThat(output.resolve("other.png")).exists();

    Files.writeString(lockFile, hostile);
    run(TWO);
    assertThat(victim).exists();
    assertThat(output.resolve("other.png")).doesNotExist();
  }

  @Test
  @DisplayName("keep what was made before a failure")
  void locksBeforeFailure() throws Exception {
    pictures.badPrompt = "second";
    pictures.failOnPrompt = new TorchException("out of memory");

    assertThatThrownBy(() -> run(TWO)).isSameAs(pictures.failOnPrompt);

    assertThat(LockFile.read(lockFile).assets()).containsOnlyKeys("out/one.png");
    try (Stream<Path> files = Files.walk(output)) {
      assertThat(files.filter(Files::isRegularFile)).containsExactly(output.resolve("one.png"));
    }
  }

  @Test
  @DisplayName("that is damaged is refused with what to do")
  void refusesDamagedLocks() throws Exception {
    for (String text : new String[] {"", "[]", "{", "{\"version\": 2}", "{\"version\": 1}"}) {
      Files.writeString(lockFile, text);
      assertThatThrownBy(() -> run(TWO))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(lockFile + " is no lock file of this version: ")
          .hasMessageEndingWith(
              "Restore it from version control, or delete it and run sd:generate");
      assertThat(lockFile).hasContent(text);
    }
  }

  @Test
  @DisplayName("follow a manifest that is renamed, and a licence that is stated later")
  void followsManifests() throws Exception {
    run("model: model.safetensors\nassets: [{name: one, prompt: first}]");
    Files.delete(root.resolve("sd.yaml"));
    Path renamed =
        folder.write(
            "new.yaml",
            "model: model.safetensors\nlicense: MIT\nassets: [{name: one, prompt: first}]");

    assertThat(generation(WhenUnavailable.FAIL).run(List.of(renamed))).isEqualTo(new Summary(0, 1));
    LockedAsset asset = LockFile.read(lockFile).find("out/one.png").orElseThrow();
    assertThat(asset.manifest()).isEqualTo("new.yaml");
    assertThat(asset.source().orElseThrow().license()).isEqualTo("MIT");
    assertThat(output.resolve("one.png")).exists();
  }

  @Test
  @DisplayName("say so when the same entry, model and engine give other bytes than are locked")
  void warnsOfOtherBytes() throws Exception {
    String manifest = "assets: [{name: one, prompt: first}]";
    run(manifest);
    delete(output);
    run(manifest);
    assertThat(log.lines()).noneMatch(line -> line.startsWith("warn: "));

    delete(output);
    pictures.picture = Picture.ofRgb(1, 1, new byte[3]);
    run(manifest);

    assertThat(log.lines())
        .filteredOn(line -> line.startsWith("warn: "))
        .singleElement()
        .asString()
        .startsWith("warn: one.png: the same entry, model and engine gave other bytes than are")
        .contains("Commit sd.lock.json");
    pictures.picture = Picture.ofRgb(1, 1, new byte[] {1, 1, 1});
    run(manifest.replace("first", "other"));
    assertThat(log.lines()).filteredOn(line -> line.startsWith("warn: ")).hasSize(1);
  }

  @Test
  @DisplayName("go on when one picture is not what its entry asks for")
  void goesOnAfterBadPictures() throws Exception {
    cache = Optional.of(root.resolve("cache"));
    String manifest = TWO.replace("prompt: first", "prompt: first, sizes: [99]");

    assertThatThrownBy(() -> run(manifest))
        .isInstanceOf(ManifestException.class)
        .hasMessageStartingWith("1 problem")
        .hasMessageContaining("sd.yaml:2:5: sizes: 99x50 is larger than the generated picture");
    assertThat(output.resolve("deep/er/two.png")).exists();
    assertThat(output.resolve("one.png")).doesNotExist();

    pictures.events.clear();
    assertThat(run(TWO)).hasToString("0 generated, 1 from the cache, 1 up to date");
    assertThat(pictures.events).isEmpty();
  }

  @Test
  @DisplayName("make 'mvn clean' cost no generation")
  void restoresFromTheCache() throws Exception {
    cache = Optional.of(root.resolve("cache"));
    run(TWO);
    byte[] before = Files.readAllBytes(output.resolve("one.png"));
    delete(output);
    delete(root.resolve("state"));
    pictures.events.clear();

    Summary summary = run(TWO);

    assertThat(summary).hasToString("0 generated, 2 from the cache, 0 up to date");
    assertThat(pictures.events).isEmpty();
    assertThat(output.resolve("one.png")).hasBinaryContent(before);
  }

  @Test
  @DisplayName("do not believe a cached picture that was changed")
  void rehashesCachedPictures() throws Exception {
    cache = Optional.of(root.resolve("cache"));
    run("assets: [{name: one, prompt: first}]");
    delete(output);
    try (Stream<Path> files = Files.walk(root.resolve("cache/objects"))) {
      Files.writeString(files.filter(Files::isRegularFile).findFirst().orElseThrow(), "poison");
    }

    assertThat(run("assets: [{name: one, prompt: first}]")).isEqualTo(new Summary(1, 0));
    delete(output);
    assertThat(run("assets: [{name: one, prompt: first}]").cached()).isEqualTo(1);
  }

  @Test
  @DisplayName("that cannot be written is a warning")
  void survivesUnwritableCaches() throws Exception {
    cache = Optional.of(Files.writeString(root.resolve("cache"), "a file"));

    assertThat(run(TWO)).isEqualTo(new Summary(2, 0));
    assertThat(log.lines())
        .filteredOn(line -> line.startsWith("warn: Pictures are not cached: "))
        .singleElement()
        .asString()
        .contains("-Dsd.cache=off");
  }

  @Test
  @DisplayName("help where nothing can generate: locked pictures in their places or in the cache")
  void usesLockedPictures() throws Exception {
    cache = Optional.of(root.resolve("cache"));
    run(TWO);
    pictures.failOnEmbeddedModel = new CheckpointException("none is embedded");
    delete(root.resolve("state"));

    assertThat(run(TWO, WhenUnavailable.USE_LOCKED)).isEqualTo(new Summary(0, 2));
    delete(output);
    assertThat(run(TWO, WhenUnavailable.USE_LOCKED)).isEqualTo(new Summary(0, 2, 0, 0));
    delete(output);
    delete(root.resolve("cache"));
    assertThatThrownBy(() -> run(TWO, WhenUnavailable.USE_LOCKED))
        .isInstanceOf(ManifestException.class)
        .hasMessageContaining("sd.yaml:2:5: cannot be generated here (none is embedded), and the")
        .hasMessageContaining("the locked picture is neither in its place nor in the cache");
    assertThatThrownBy(
            () ->
                run(
                    TWO.replace("first", "new").replace("er/two", "three"),
                    WhenUnavailable.USE_LOCKED))
        .hasMessageContaining("its entry is another than in sd.lock.json")
        .hasMessageContaining("sd.lock.json does not know it");
  }

  @Test
  @DisplayName("know nothing of placeholders, which a model replaces later")
  void writesPlaceholders() throws Exception {
    String manifest = "model: model.safetensors\nassets: [{name: a, prompt: x, size: 40x24}]";
    Files.move(root.resolve("model.safetensors"), root.resolve("moved"));

    Summary summary = run(manifest, WhenUnavailable.PLACEHOLDER);

    assertThat(summary).hasToString("0 generated, 0 up to date, 1 placeholders");
    Picture placeholder = Picture.read(output.resolve("a.png"));
    assertThat(placeholder).hasToString("Picture 40x24");
    assertThat(log.lines().get(0))
        .startsWith("warn: a.png is a placeholder: there is no file or folder ");
    assertThat(lockFile).doesNotExist();

    Files.move(root.resolve("moved"), root.resolve("model.safetensors"));
    assertThat(run(manifest, WhenUnavailable.PLACEHOLDER)).isEqualTo(new Summary(1, 0));
    assertThat(Picture.read(output.resolve("a.png"))).isEqualTo(pictures.picture);
  }

  @Test
  @DisplayName("help when libtorch fails to load, too")
  void fallsBackWhenTorchFails() throws Exception {
    pictures.failOnOpen = new TorchException("no libtorch");

    assertThatThrownBy(() -> run(TWO)).isSameAs(pictures.failOnOpen);
    assertThat(run(TWO, WhenUnavailable.PLACEHOLDER).placeholders()).isEqualTo(2);
  }

  @Test
  @DisplayName("are what sd:verify compares: it lists every difference")
  void verifies() throws Exception {
    assertThat(verify(TWO))
        .containsExactly(
            "one.png: not in the lock file (" + root.resolve("sd.yaml") + ":2:5)",
            "deep/er/two.png: not in the lock file (" + root.resolve("sd.yaml") + ":3:5)");
    String four =
        TWO + "  - {name: three, prompt: third, init: init.png}\n  - {name: four, prompt: x}\n";
    run(four);
    // The embedded model of this build is another, or there is none; a model file is what it was.
    run("model: model.safetensors\n" + four);
    assertThat(verify("model: model.safetensors\n" + four)).isEmpty();

    Files.delete(output.resolve("one.png"));
    Files.writeString(output.resolve("deep/er/two.png"), "scribbled");
    ManifestFolder.writeImage(root.resolve("init.png"), 24, 24);
    List<String> differences =
        verify("model: model.safetensors\n" + four.replaceAll(".*four.*", ""));

    assertThat(differences).hasSize(4);
    assertThat(differences.get(0))
        .isEqualTo("one.png: the file is missing (" + output.resolve("one.png") + ")");
    assertThat(differences.get(1))
        .startsWith("deep/er/two.png: the file was changed: its SHA-256 is ");
    assertThat(differences.get(2))
        .startsWith("three.png: its entry or its input pictures changed since it was generated (");
    assertThat(differences.get(3))
        .isEqualTo("out/four.png: the lock file has it, but no manifest lists it any more");
    assertThat(Verification.message(differences, "sd.lock.json"))
        .startsWith("4 differences between manifests, sd.lock.json and pictures:\n  one.png: ")
        .endsWith("\nRun sd:generate and commit what it writes");
  }

  @Test
  @DisplayName("need no model to be verified; one that is there must be the one that was used")
  void verifiesWithoutModel() throws Exception {
    String manifest = "model: model.safetensors\nassets: [{name: a, prompt: x}]";
    run(manifest);
    Files.writeString(root.resolve("model.safetensors"), "others");

    assertThat(verify(manifest))
        .singleElement()
        .asString()
        .startsWith("a.png: the model changed since it was generated with fake (");
    Files.delete(root.resolve("model.safetensors"));
    assertThat(verify(manifest)).isEmpty();
  }

  private List<String> verify(String manifest) throws ManifestException, IOException {
    Path file = folder.write("sd.yaml", manifest);
    return new Verification(
            output,
            lockFile,
            new StateFolder(root.resolve("verify")),
            new FakeModels(),
            Optional.empty(),
            true)
        .differences(
            List.of(file),
            ManifestReader.read(List.of(file), new ReadOptions(BuildProperties.NONE, false)));
  }

  private Summary run(String manifest) throws ManifestException, IOException {
    return run(manifest, WhenUnavailable.FAIL);
  }

  private Summary run(String manifest, WhenUnavailable policy)
      throws ManifestException, IOException {
    return generation(policy).run(List.of(folder.write("sd.yaml", manifest)));
  }

  private Generation generation(WhenUnavailable policy) {
    return new Generation(
        TestSettings.in(root)
            .cache(cache)
            .options(EngineOptions.of("auto", "auto").withMemory(memory))
            .policy(policy)
            .build(),
        log,
        Footer.hidden(),
        pictures);
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> walk = Files.walk(folder)) {
      walk.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    }
  }
}
