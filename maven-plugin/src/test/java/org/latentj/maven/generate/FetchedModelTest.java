package org.latentj.maven.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentj.image.Picture;
import org.latentj.maven.RecordingLog;
import org.latentj.maven.files.StateFolder;
import org.latentj.maven.lock.LockFile;
import org.latentj.maven.lock.Provenance;
import org.latentj.maven.manifest.BuildProperties;
import org.latentj.maven.manifest.ManifestException;
import org.latentj.maven.manifest.ManifestFolder;
import org.latentj.maven.manifest.ManifestReader;
import org.latentj.maven.manifest.ReadOptions;
import org.latentj.maven.models.BuildLibrary;
import org.latentj.maven.models.BuildModels;
import org.latentj.maven.progress.Footer;
import org.latentj.models.LibrarySettings;
import org.latentj.models.download.DownloadSettings;
import org.latentj.models.hub.HubSettings;
import org.latentj.models.hub.LocalHub;

@DisplayName("A manifest's model that is fetched")
class FetchedModelTest {
  private static final String REPOSITORY = "CompVis/stable-diffusion-v1-4";
  private static final String LICENSE = "creativeml-openrail-m";
  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
  private static final String NEXT = "89abcdef0123456789abcdef0123456789abcdef";
  private static final String MANIFEST =
      "model: hf:" + REPOSITORY + "\nassets: [{name: a, prompt: x}, {name: b, prompt: y}]";

  @TempDir private Path root;
  private LocalHub hub;
  private ManifestFolder folder;
  private FakePictures pictures;
  private RecordingLog log;
  private Optional<Path> cache = Optional.empty();
  private Optional<String> variant = Optional.empty();
  private boolean offline;
  private String server;

  @BeforeEach
  void createFolder() throws IOException {
    hub = LocalHub.withFolder(REPOSITORY).without("unet/diffusion_pytorch_model.fp16.safetensors");
    folder = ManifestFolder.in(root);
    pictures = new FakePictures();
    pictures.picture = Picture.ofRgb(2, 1, new byte[] {1, 2, 3, 4, 5, 6});
    log = new RecordingLog();
  }

  @AfterEach
  void close() {
    hub.close();
  }

  @Test
  @DisplayName("is fetched once, with its size said before; then nobody is asked again")
  void fetchesOnce() throws Exception {
    assertThat(run(MANIFEST, LICENSE)).isEqualTo(new Summary(2, 0));

    assertThat(log.lines().get(0))
        .isEqualTo(
            "info: To be fetched, once for all builds of this user: the model hf:%s (%d bytes)",
            REPOSITORY, hub.bytes());
    assertThat(pictures.events.get(0)).isEqualTo("open " + COMMIT);
    int requests = hub.paths().size();
    assertThat(requests).isGreaterThan(10);

    offline = true;
    delete(root.resolve("out"));
    delete(root.resolve("state"));
    assertThat(run(MANIFEST)).as("accepted for good").isEqualTo(new Summary(2, 0));
    assertThat(run(MANIFEST)).isEqualTo(new Summary(0, 2));
    assertThat(hub.paths()).hasSize(requests);
  }

  @Test
  @DisplayName("is announced with all else that is fetched, and the sum")
  void announcesAll() throws Exception {
    pictures.libraryBytes = 137_000_000;
    String other = "model: %s/none.ckpt\nassets: [{name: c, prompt: z}]";
    Path second = folder.write("b.yaml", other.formatted(hub.endpoint()));
    Path first = folder.write("a.yaml", MANIFEST);

    assertThatThrownBy(
            () ->
                new Generation(
                        settings(WhenUnavailable.FAIL, LICENSE), log, Footer.hidden(), pictures)
                    .run(List.of(first, second)))
        .hasMessageContaining("b.yaml:1:8: model: ")
        .hasMessageContaining("none.ckpt could not be fetched");
    assertThat(log.lines().get(0))
        .isEqualTo(
            "info: To be fetched, once for all builds of this user: the model hf:%s (%d bytes), the"
                + " model %s/none.ckpt (whose size nobody tells), the engine's libraries (about 137"
                + " MB): more than 137 MB in all",
            REPOSITORY, hub.bytes(), hub.endpoint());
    pictures.libraryBytes = 0;
    run(MANIFEST);
    assertThat(log.lines()).filteredOn(line -> line.contains("To be fetched")).hasSize(1);
  }

  @Test
  @DisplayName("is in the lock file with where it is from, its version and its licence")
  void records() throws Exception {
    run(MANIFEST, LICENSE);

    Provenance source = locked();
    assertThat(source.model()).isEqualTo("stable-diffusion-v1-4");
    assertThat(source.modelSource()).isEqualTo("hf:" + REPOSITORY);
    assertThat(source.modelRevision()).isEqualTo(COMMIT);
    assertThat(source.license()).isEqualTo(LICENSE);
    assertThat(source.modelText())
        .isEqualTo("stable-diffusion-v1-4 0123456789 from hf:%s %s", REPOSITORY, COMMIT);
    assertThat(Files.readString(root.resolve("sd.lock.json"))).doesNotContain(root.toString());
  }

  @Test
  @DisplayName("is not fetched before its licence is accepted, and the message says how")
  void asksForTheLicence() throws Exception {
    assertThatThrownBy(() -> run(MANIFEST))
        .isInstanceOf(ManifestException.class)
        .hasMessageStartingWith("1 problem in the asset manifests:\n  " + root)
        .hasMessageContaining("sd.yaml:1:8: model: hf:%s is under a licence that", REPOSITORY)
        .hasMessageContaining("harm")
        .hasMessageContaining("<acceptLicense>creativeml-openrail-m</acceptLicense>")
        .hasMessageContaining("-Dsd.acceptLicenses=creativeml-openrail-m");
    assertThat(hub.paths()).isNotEmpty().allMatch(path -> path.startsWith("/api/models/"));
    assertThat(root.resolve("hub-cache")).doesNotExist();
    assertThat(pictures.events).isEmpty();
  }

  @Test
  @DisplayName("of a published file of one's own is not used before that, either")
  void asksForTheLicenceOfFiles() throws Exception {
    folder.write("sd-v1-1.ckpt", "weights");
    String manifest = "model: sd-v1-1.ckpt\nassets: [{name: a, prompt: x}]";

    assertThatThrownBy(() -> run(manifest))
        .hasMessageContaining("sd.yaml:1:8: model: ")
        .hasMessageContaining("under a licence that you have not accepted");
    assertThat(pictures.events).isEmpty();
    assertThat(run(manifest, LICENSE)).isEqualTo(new Summary(1, 0));
    assertThat(locked().license()).isEqualTo(LICENSE);
    assertThat(locked().modelSource()).isEmpty();
  }

  @Test
  @DisplayName("says offline what is missing, where to put it, and how to get it by hand")
  void offline() throws Exception {
    offline = true;

    assertThatThrownBy(() -> run(MANIFEST, LICENSE))
        .isInstanceOf(ManifestException.class)
        .hasMessageContaining("sd.yaml:1:8: model: hf:CompVis/stable-diffusion-v1-4 cannot be had")
        .hasMessageContaining("offline mode")
        .hasMessageContaining("By hand: fetch these files of " + hub.endpoint())
        .hasMessageContaining(root.resolve("own/hub").resolve(REPOSITORY).toString())
        .hasMessageContaining("unet/diffusion_pytorch_model.safetensors");
    assertThat(hub.paths()).isEmpty();
    assertThat(log.lines()).as("nothing is to be fetched").isEmpty();
  }

  @Test
  @DisplayName("is not fetched for pictures that are there and locked, or in the cache")
  void needsNoModel() throws Exception {
    cache = Optional.of(root.resolve("cache"));
    run(MANIFEST, LICENSE);
    int requests = hub.paths().size();
    for (String gone : List.of("hub-cache", "own", "state")) {
      delete(root.resolve(gone));
    }

    assertThat(run(MANIFEST)).isEqualTo(new Summary(0, 2));
    delete(root.resolve("out"));
    assertThat(run(MANIFEST)).hasToString("0 generated, 2 from the cache, 0 up to date");
    assertThat(locked().modelRevision()).isEqualTo(COMMIT);
    assertThat(hub.paths()).hasSize(requests);
    assertThat(verify(MANIFEST)).isEmpty();

    assertThatThrownBy(() -> run(MANIFEST.replace("prompt: x", "prompt: other")))
        .as("now it is needed")
        .hasMessageContaining("is under a licence that you have not accepted");
  }

  @Test
  @DisplayName("that has moved on makes all of its pictures anew once it is fetched again")
  void movesOn() throws Exception {
    run(MANIFEST, LICENSE);
    delete(root.resolve("hub-cache"));
    hub.commit(NEXT);
    pictures.events.clear();

    assertThat(run(MANIFEST, LICENSE)).as("nothing is asked").isEqualTo(new Summary(0, 2));
    assertThat(run(MANIFEST.replace("prompt: x", "prompt: other"), LICENSE))
        .isEqualTo(new Summary(2, 0));
    assertThat(pictures.events)
        .containsExactly("open " + NEXT, "write other", "write y", "close " + NEXT);
    assertThat(locked().modelRevision()).isEqualTo(NEXT);
    Path lock = root.resolve("sd.lock.json");
    Files.writeString(
        lock, Files.readString(lock).replaceAll("(modelFingerprint\": \")[0-9a-f]", "$1x"));
    assertThat(verify(MANIFEST.replace("prompt: x", "prompt: other")))
        .hasSize(2)
        .allMatch(line -> line.contains("the model changed since it was generated with"));
  }

  @Test
  @DisplayName("is not fetched where the build says what to do without it")
  void usesWhatIsThere() throws Exception {
    assertThat(run(MANIFEST, WhenUnavailable.PLACEHOLDER, LICENSE).placeholders()).isEqualTo(2);

    assertThat(hub.paths()).isEmpty();
    assertThat(log.lines().get(0))
        .isEqualTo(
            "warn: a.png is a placeholder: hf:%s is not on this machine, and is not fetched where"
                + " sd.whenUnavailable says what to use instead; sd:models -Dsd.action=fetch"
                + " -Dsd.model=hf:%s fetches it",
            REPOSITORY, REPOSITORY);
    run(MANIFEST, LICENSE);
    delete(root.resolve("own"));
    delete(root.resolve("out"));
    assertThat(run(MANIFEST, WhenUnavailable.PLACEHOLDER).placeholders()).isEqualTo(2);
    assertThat(log.lines().get(log.lines().size() - 1))
        .endsWith("licence that you have not accepted, so it is neither fetched nor used.");
  }

  @Test
  @DisplayName("gets the token of a server in settings.xml; without it, what to do is said")
  void sendsTheToken() throws Exception {
    hub.requiring("hf_secret");

    assertThatThrownBy(() -> run(MANIFEST, LICENSE))
        .hasMessageContaining("cannot be had")
        .hasMessageContaining("the model wants a login");
    server = "hub";
    assertThat(run(MANIFEST, LICENSE)).isEqualTo(new Summary(2, 0));
    assertThat(log.lines()).noneMatch(line -> line.contains("hf_secret"));
    server = "no-such-server";
    assertThat(run(MANIFEST)).as("nobody needs it").isEqualTo(new Summary(0, 2));
  }

  @Test
  @DisplayName("may be a single file from an address, known by its hash")
  void web() throws Exception {
    hub.with("my.safetensors", "weights");
    URI address =
        hub.endpoint().resolve("/%s/resolve/%s/my.safetensors".formatted(REPOSITORY, COMMIT));
    String manifest = "model: %s\nassets: [{name: a, prompt: x}]".formatted(address);

    assertThat(run(manifest)).isEqualTo(new Summary(1, 0));

    assertThat(pictures.events).contains("open my.safetensors");
    assertThat(locked().modelSource()).isEqualTo(address.toString());
    assertThat(locked().license()).isEqualTo("unknown");
    assertThat(locked().modelRevision())
        .isEqualTo("sha256:9a129038d9a00aed0cf6a7ea059ca50a813449061ab87848cf1a13eafdf33b2c");
  }

  @Test
  @DisplayName("draws other pictures with another variant of its weights")
  void variants() throws Exception {
    hub.with("unet/diffusion_pytorch_model.fp16.safetensors", "half");
    run(MANIFEST, LICENSE);
    variant = Optional.of("fp16");

    assertThat(run(MANIFEST, LICENSE)).isEqualTo(new Summary(2, 0));
    assertThat(locked().modelSource()).isEqualTo("hf:" + REPOSITORY + " (fp16)");
    assertThat(verify(MANIFEST)).isEmpty();
    variant = Optional.empty();
    assertThat(verify(MANIFEST)).hasSize(2);
  }

  private Provenance locked() throws IOException {
    return LockFile.read(root.resolve("sd.lock.json"))
        .find("out/a.png")
        .orElseThrow()
        .source()
        .orElseThrow();
  }

  private List<String> verify(String manifest) throws ManifestException, IOException {
    Path file = folder.write("sd.yaml", manifest);
    return new Verification(
            root.resolve("out"),
            root.resolve("sd.lock.json"),
            new StateFolder(root.resolve("verify")),
            models(),
            variant,
            true)
        .differences(
            List.of(file),
            ManifestReader.read(List.of(file), new ReadOptions(BuildProperties.NONE, false)));
  }

  private Summary run(String manifest, String... accepted) throws ManifestException, IOException {
    return run(manifest, WhenUnavailable.FAIL, accepted);
  }

  private Summary run(String manifest, WhenUnavailable policy, String... accepted)
      throws ManifestException, IOException {
    return new Generation(settings(policy, accepted), log, Footer.hidden(), pictures)
        .run(List.of(folder.write("sd.yaml", manifest)));
  }

  private GenerationSettings settings(WhenUnavailable policy, String... accepted) {
    return TestSettings.in(root)
        .cache(cache)
        .options(EngineOptions.of("auto", "auto").withVariant(variant))
        .models(models(accepted))
        .policy(policy)
        .build();
  }

  private BuildModels models(String... accepted) {
    LibrarySettings here =
        new LibrarySettings(
            new HubSettings(hub.endpoint(), root.resolve("hub-cache"), Optional.empty(), false),
            DownloadSettings.defaults().withEnvironment(Map.of()),
            root.resolve("own"),
            BuildLibrary.consent(List.of(accepted)),
            variant);
    Settings maven = new Settings();
    Server login = new Server();
    login.setId("hub");
    login.setPassword("hf_secret");
    maven.addServer(login);
    return new BuildModels(
        () -> here, () -> BuildLibrary.settings(here, maven, server, offline), log);
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
