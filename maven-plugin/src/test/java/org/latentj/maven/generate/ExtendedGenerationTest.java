package org.latentj.maven.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentj.checkpoint.CheckpointException;
import org.latentj.extend.lora.LoraReference;
import org.latentj.image.Picture;
import org.latentj.maven.RecordingLog;
import org.latentj.maven.files.FileHashes;
import org.latentj.maven.files.StateFolder;
import org.latentj.maven.lock.LockFile;
import org.latentj.maven.manifest.BuildExtras;
import org.latentj.maven.manifest.BuildProperties;
import org.latentj.maven.manifest.ManifestException;
import org.latentj.maven.manifest.ManifestFolder;
import org.latentj.maven.manifest.ManifestReader;
import org.latentj.maven.manifest.ReadOptions;
import org.latentj.maven.progress.Footer;
import org.latentj.request.Control;

@DisplayName("A run whose pictures are extended")
class ExtendedGenerationTest {
  private static final String MANIFEST =
      """
      model: model
      assets:
        - {name: plain, prompt: a fox}
        - {name: inked, prompt: 'a fox <lora:ink:0.8>'}
        - {name: both, prompt: 'a <lora:ink:0.5> fox <lora:detail:1>'}
        - {name: word, prompt: 'a (Zyx-Style:1.2) fox'}
        - {name: away, prompt: a dog, negativePrompt: '[zyx:bad:0.9]-style'}
        - {name: led, prompt: a cat, control: {model: canny.pth, image: init.png}}
      """;

  @TempDir private Path root;
  private ManifestFolder folder;
  private FakePictures pictures;
  private RecordingLog log;
  private WhenUnavailable policy = WhenUnavailable.FAIL;

  @BeforeEach
  void createFolder() throws Exception {
    folder = ManifestFolder.in(root);
    log = new RecordingLog();
    pictures = new FakePictures();
    pictures.picture = Picture.ofRgb(8, 8, new byte[3 * 64]);
    Files.createDirectories(root.resolve("model/unet"));
    write("model/unet/weights", "unet");
    write("loras/ink.safetensors", "ink");
    write("loras/styles/detail.safetensors", "detail");
    write("embeddings/zyx-style.pt", "zyx");
    write("canny.pth", "canny");
    write("sd.yaml", MANIFEST);
    assertThat(run()).isEqualTo(new Summary(6, 0));
    assertThat(unchanged()).hasValue(6);
    pictures.events.clear();
  }

  @Test
  @DisplayName("hands the engine what it needs, and loads the model once")
  void loads() throws Exception {
    write("vae.pt", "vae");
    write("sd.yaml", "vae: vae.pt\nloras: [{lora: ink, weight: 0.3}]\nsafety: false\n" + MANIFEST);
    pictures.setups.clear();

    assertThat(run()).isEqualTo(new Summary(6, 0));

    assertThat(pictures.setups)
        .containsExactly(
            new ModelSetup(
                Optional.of(
                    new ModelFiles(root.resolve("model"), Optional.empty(), Optional.empty())),
                Optional.of(root.resolve("vae.pt")),
                List.of(LoraReference.of(root.resolve("loras/ink.safetensors"), 0.3)),
                Optional.of(root.resolve("loras")),
                List.of(root.resolve("embeddings")),
                false));
    Control control = pictures.requests.get(5).controls().get(0);
    assertThat(control.network()).isEqualTo(root.resolve("canny.pth"));
    assertThat(control.image().picture().rgb(1, 0)).isEqualTo(0x10307);
  }

  @Test
  @DisplayName("loads a model without folders that no picture of it needs")
  void loadsPlainly() throws Exception {
    pictures.setups.clear();
    write("sd.yaml", "model: model\nassets: [{name: plain, prompt: a wolf}]");
    run();

    assertThat(pictures.setups.get(0).loraFolder()).isEmpty();
    assertThat(pictures.setups.get(0).embeddings()).isEmpty();
  }

  @Test
  @DisplayName("makes again exactly what names a LoRA that changed")
  void changedLoras() throws Exception {
    write("loras/ink.safetensors", "another ink");
    assertRebuilt("inked", "both");
    write("loras/styles/detail.safetensors", "more detail");
    assertRebuilt("both");
    Files.move(root.resolve("loras/ink.safetensors"), root.resolve("loras/styles/ink.safetensors"));
    assertRebuilt();
  }

  @Test
  @DisplayName("makes nothing again for what nobody names")
  void otherFiles() throws Exception {
    write("loras/unused.safetensors", "unused");
    write("embeddings/unused.pt", "unused");
    write("loras/readme.txt", "words");
    assertRebuilt();
    write("loras/unused.safetensors", "changed");
    write("embeddings/unused.pt", "changed");
    assertThat(unchanged()).as("and is not even read").hasValue(6);
    Files.delete(root.resolve("loras/unused.safetensors"));
    Files.delete(root.resolve("embeddings/unused.pt"));
    assertRebuilt();
    Files.setLastModifiedTime(
        root.resolve("loras/ink.safetensors"), FileTime.fromMillis(1_600_000_000_000L));
    assertThat(unchanged()).as("the same bytes").hasValue(6);
  }

  @Test
  @DisplayName("makes again exactly what uses an embedding that changed, appeared or went")
  void changedEmbeddings() throws Exception {
    write("embeddings/zyx-style.pt", "another style");
    assertRebuilt("word", "away");
    write("embeddings/cat.pt", "cats");
    assertRebuilt("led");
    Files.delete(root.resolve("embeddings/cat.pt"));
    assertRebuilt("led");
    write("sd.yaml", "embeddings: [more]\n" + MANIFEST);
    write("more/dog.pt", "dogs");
    assertRebuilt("away");
  }

  @Test
  @DisplayName("makes again what a ControlNet, its configuration or its image guides")
  void changedControls() throws Exception {
    write("canny.pth", "another");
    assertRebuilt("led");
    write("config.json", "{}");
    assertRebuilt("led");
    write("config.json", "{ }");
    assertRebuilt("led");
    ManifestFolder.writeImage(root.resolve("init.png"), 8, 8);
    assertRebuilt("led");
    write("sd.yaml", MANIFEST.replace("init.png", "init.png, weight: 0.9"));
    assertRebuilt("led");
  }

  @Test
  @DisplayName("makes everything of a model again whose VAE, LoRAs or safety checker changed")
  void changedModels() throws Exception {
    String[] all = {"plain", "inked", "both", "word", "away", "led"};
    write("vae/vae/weights", "vae");
    write("vae/other", "of a whole model");
    write("sd.yaml", "vae: vae\n" + MANIFEST);
    assertRebuilt(all);
    write("vae/other", "does not count");
    assertRebuilt();
    write("vae/vae/weights", "another");
    assertRebuilt(all);
    write("sd.yaml", "loras: detail\n" + MANIFEST);
    assertRebuilt(all);
    write("sd.yaml", "loras: {lora: detail, weight: 0.5}\n" + MANIFEST);
    assertRebuilt(all);
    write("loras/styles/detail.safetensors", "changed");
    assertRebuilt(all);
    write("model/safety_checker/config.json", "{}");
    assertRebuilt(all);
    write("sd.yaml", "safety: false\nloras: {lora: detail, weight: 0.5}\n" + MANIFEST);
    assertRebuilt(all);
  }

  @Test
  @DisplayName("writes down what pictures were made with, and proves it without the files")
  void locks() throws Exception {
    LockFile lock = LockFile.read(root.resolve("sd.lock.json"));
    String ink = FileHashes.hash(root.resolve("loras/ink.safetensors"));

    assertThat(lock.find("out/inked.png").orElseThrow().source().orElseThrow().extensions())
        .isEqualTo(Map.of("LoRA ink", ink));
    assertThat(lock.find("out/led.png").orElseThrow().source().orElseThrow().extensions())
        .isEqualTo(Map.of("ControlNet canny", FileHashes.hash(root.resolve("canny.pth"))));
    assertThat(lock.find("out/away.png").orElseThrow().source().orElseThrow().extensions())
        .containsOnlyKeys("embedding zyx-style");
    assertThat(Files.readString(root.resolve("sd.lock.json")))
        .contains("\"extensions\": {\n          \"LoRA ink\": \"" + ink + "\"");
    assertThat(lock.find("out/plain.png").orElseThrow().source().orElseThrow().extensions())
        .isEmpty();

    assertThat(verify()).isEmpty();
    write("loras/ink.safetensors", "changed");
    write("embeddings/fox.pt", "foxes");
    assertThat(verify())
        .extracting(text -> text.replaceFirst(" \\(.*", ""))
        .containsExactly(
            "plain.png: the embedding fox was added since it was generated",
            "inked.png: the LoRA ink changed since it was generated",
            "inked.png: the embedding fox was added since it was generated",
            "both.png: the LoRA ink changed since it was generated",
            "both.png: the embedding fox was added since it was generated",
            "word.png: the embedding fox was added since it was generated");
    deleteExtensions();
    assertThat(verify()).isEmpty();
  }

  @Test
  @DisplayName("believes the lock file of another machine, and not one that names other files")
  void believesLocks() throws Exception {
    forget();
    assertThat(run()).isEqualTo(new Summary(0, 6));
    forget();
    write("loras/ink.safetensors", "another");
    assertRebuilt("inked", "both");
  }

  @Test
  @DisplayName("takes locked pictures where a file is missing, and only for those that need it")
  void usesLocked() throws Exception {
    policy = WhenUnavailable.USE_LOCKED;
    deleteExtensions();
    write("sd.yaml", MANIFEST.replace("a cat", "a lion"));

    assertThatThrownBy(this::run)
        .isInstanceOf(ManifestException.class)
        .hasMessageContaining("1 problem")
        .hasMessageContaining(
            "sd.yaml:8:5: cannot be generated here (there is no file or folder "
                + root.resolve("canny.pth"))
        .hasMessageEndingWith("and its entry is another than in sd.lock.json");
    assertThat(written())
        .as("what uses an embedding that is gone is another now")
        .containsExactly("word", "away");
  }

  @Test
  @DisplayName("names the place of a prompt whose LoRA is missing, and what there is")
  void missingLoras() throws Exception {
    write("sd.yaml", MANIFEST.replace("lora:detail", "lora:detial"));
    pictures.events.clear();

    assertThatThrownBy(this::run)
        .isInstanceOf(ManifestException.class)
        .hasMessage(
            "1 problem in the asset manifests:\n  %s:5:26: prompt: there is no LoRA named 'detial' in %s; there are detail, ink; did you mean 'detail'?"
                .formatted(root.resolve("sd.yaml"), root.resolve("loras")));
    assertThat(pictures.events).isEmpty();
  }

  @Test
  @DisplayName("names the asset whose LoRA does not fit the model, and makes the others")
  void misfits() throws Exception {
    write("loras/ink.safetensors", "another ink");
    pictures.badPrompt = "a fox <lora:ink:0.8>";
    pictures.failOnPrompt = new CheckpointException("ink.safetensors: made for another model");

    assertThatThrownBy(this::run)
        .isInstanceOf(ManifestException.class)
        .hasMessageEndingWith("sd.yaml:4:5: ink.safetensors: made for another model");
    assertThat(written()).containsExactly("both");
  }

  @Test
  @DisplayName("that saw a file change is not taken for one after which nothing changed")
  void distrusts() throws Exception {
    Files.writeString(root.resolve("loras/ink.safetensors"), "new");
    Files.setLastModifiedTime(
        root.resolve("loras/ink.safetensors"),
        FileTime.fromMillis(System.currentTimeMillis() + 60_000));
    run();
    assertThat(unchanged()).isEmpty();
  }

  /** Runs, and expects that those pictures are made, and that nothing is to be done then. */
  private void assertRebuilt(String... names) throws Exception {
    if (names.length > 0) {
      assertThat(unchanged()).isEmpty();
    }
    pictures.events.clear();
    assertThat(run()).isEqualTo(new Summary(names.length, 6 - names.length));
    assertThat(written()).containsExactlyInAnyOrder(names);
    assertThat(unchanged()).hasValue(6);
  }

  /** The assets whose pictures were made, by their prompts. */
  private List<String> written() {
    return pictures.events.stream()
        .filter(event -> event.startsWith("write "))
        .map(
            event ->
                switch (event.substring("write ".length())) {
                  case "a fox" -> "plain";
                  case "a fox <lora:ink:0.8>" -> "inked";
                  case "a <lora:ink:0.5> fox <lora:detail:1>" -> "both";
                  case "a (Zyx-Style:1.2) fox" -> "word";
                  case "a dog" -> "away";
                  default -> "led";
                })
        .toList();
  }

  private void write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void deleteExtensions() throws IOException {
    Files.delete(root.resolve("canny.pth"));
    for (String name : List.of("loras", "embeddings")) {
      Files.move(root.resolve(name), root.resolve("away-" + name));
    }
  }

  /** What this machine knows of earlier runs. */
  private void forget() throws IOException {
    try (Stream<Path> notes = Files.list(root.resolve("state"))) {
      for (Path file : notes.toList()) {
        Files.delete(file);
      }
    }
  }

  /** Sources are older than the runs that read them. */
  private void age() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(path -> !path.startsWith(root.resolve("state"))).toList()) {
        if (Files.getLastModifiedTime(file).toMillis() < System.currentTimeMillis() + 10_000) {
          Files.setLastModifiedTime(file, FileTime.fromMillis(1_700_000_000_000L));
        }
      }
    }
  }

  private Summary run() throws Exception {
    age();
    return new Generation(settings(), log, Footer.hidden(), pictures).run(files());
  }

  private OptionalInt unchanged() throws IOException {
    return new UnchangedRun(settings(), files(), pictures).find();
  }

  private List<String> verify() throws Exception {
    return new Verification(
            root.resolve("out"),
            root.resolve("sd.lock.json"),
            new StateFolder(root.resolve("verify")),
            new FakeModels(),
            Optional.empty(),
            true)
        .differences(
            files(),
            ManifestReader.read(
                files(), new ReadOptions(BuildProperties.NONE, false, settings().extras())));
  }

  private List<Path> files() {
    return List.of(root.resolve("sd.yaml"));
  }

  private GenerationSettings settings() {
    return TestSettings.in(root)
        .policy(policy)
        .extras(
            new BuildExtras(root.resolve("loras"), root.resolve("embeddings"), Optional.empty()))
        .build();
  }
}
