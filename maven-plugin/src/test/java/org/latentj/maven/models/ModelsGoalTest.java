package org.latentj.maven.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentj.maven.RecordingLog;
import org.latentj.models.LibrarySettings;
import org.latentj.models.ModelLibrary;
import org.latentj.models.download.DownloadSettings;
import org.latentj.models.hub.HubSettings;
import org.latentj.models.license.LicenseConsent;
import org.latentj.models.source.ModelSource;

@DisplayName("sd:models, offline")
class ModelsGoalTest {
  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
  private static final String MODEL = "hf:CompVis/stable-diffusion-v1-4";

  @TempDir Path folder;

  private final RecordingLog log = new RecordingLog();

  private LibrarySettings settings(LicenseConsent consent) {
    return new LibrarySettings(
        new HubSettings(HubSettings.HUB, folder.resolve("cache"), Optional.empty(), true),
        DownloadSettings.defaults().withEnvironment(Map.of()),
        folder.resolve("own"),
        consent,
        Optional.empty());
  }

  private void run(String action, String model) throws IOException, MojoFailureException {
    new ModelsGoal(new ModelLibrary(settings(BuildLibrary.consent(List.of()))), log)
        .run(new ModelsGoal.Request(action, model, null, null));
  }

  /** A file of the hub as Python's library caches it. */
  private Path cached(String name, String content, String hash) throws IOException {
    Path repository = folder.resolve("cache/models--CompVis--stable-diffusion-v1-4");
    Path blob = repository.resolve("blobs").resolve(hash);
    Path pointer = repository.resolve("snapshots").resolve(COMMIT).resolve(name);
    Files.createDirectories(blob.getParent());
    Files.createDirectories(pointer.getParent());
    Files.createDirectories(repository.resolve("refs"));
    Files.writeString(repository.resolve("refs/main"), COMMIT);
    Files.writeString(blob, content);
    return Files.createLink(pointer, blob);
  }

  @Test
  @DisplayName("Nothing there; what is known")
  void lists() throws Exception {
    run("list", null);
    run("KNOWN", null);

    assertThat(log.lines().get(0)).startsWith("info: No model was fetched yet");
    assertThat(log.lines())
        .anyMatch(
            line ->
                line.startsWith("info: " + MODEL + "  Stable Diffusion v1-4: ")
                    && line.endsWith(
                        "PLMS, 50 steps, guidance scale 7.5, 512 pixels. Licence:"
                            + " creativeml-openrail-m"))
        .anyMatch(line -> line.endsWith("hf:CompVis/stable-diffusion-v-1-4-original#sd-v1-4.ckpt"));
  }

  @Test
  @DisplayName("A file that has changed fails the build")
  void verifies() throws Exception {
    String git = "ce013625030ba8dba906f756967f9e9ca394464a";
    Path file = cached("model_index.json", "hello\n", git);

    run("list", null);
    run("where", MODEL);
    run("verify", MODEL);
    Files.writeString(file, "Hello\n");

    assertThat(log.lines())
        .satisfiesExactly(
            line -> assertThat(line).contains(MODEL + "  Stable Diffusion v1-4, not whole"),
            line -> assertThat(line).isEqualTo("info: " + folder.resolve("cache")),
            line -> assertThat(line).endsWith("model_index.json: Git blob " + git));
    assertThatThrownBy(() -> run("verify", MODEL))
        .isInstanceOf(MojoFailureException.class)
        .hasMessage("1 of 1 files of %s are not as they should be; see above".formatted(MODEL));

    run("remove", MODEL);
    assertThat(file).doesNotExist();
    assertThatThrownBy(() -> run("verify", MODEL))
        .hasMessageContaining("is not on this machine; sd.action=fetch gets it");
  }

  @Test
  @DisplayName("What cannot be fetched says how to get it by hand")
  void offline() {
    assertThatThrownBy(() -> run("fetch", MODEL))
        .hasMessageContaining("but this is offline mode")
        .hasMessageContaining("By hand: fetch these files of https://huggingface.co/CompVis");
  }

  @Test
  @DisplayName("A licence that is not accepted says where to accept it")
  void license() throws Exception {
    Path file = Files.writeString(folder.resolve("sd-v1-1.ckpt"), "x");
    ModelSource source = ModelSource.parse(file.toString());
    ModelsGoal goal =
        new ModelsGoal(
            new ModelLibrary(settings(BuildLibrary.consent(List.of("creativeml-openrail-m")))),
            log);

    assertThatThrownBy(() -> run("fetch", source.text()))
        .hasMessageContaining(
            "<acceptLicenses><acceptLicense>creativeml-openrail-m</acceptLicense></acceptLicenses>")
        .hasMessageEndingWith("-Dsd.acceptLicenses=creativeml-openrail-m.");
    goal.run(new ModelsGoal.Request("fetch", source.text(), null, null));

    assertThat(log.lines()).containsExactly("info: %s is at %s".formatted(file, file));
    assertThat(folder.resolve("own/accepted-licenses.json"))
        .content()
        .contains("\"way\": \"configuration\"");
  }

  @Test
  @DisplayName("What is missing in the request is said")
  void incomplete() {
    assertThatThrownBy(() -> run("fetch", null)).hasMessageContaining("-Dsd.model=hf:");
    assertThatThrownBy(() -> run("convert", "x.ckpt")).hasMessageContaining("-Dsd.to=");
    assertThatThrownBy(() -> run("download", MODEL))
        .hasMessageContaining("list, known, fetch, verify, remove, where or convert")
        .hasMessageContaining("'download'");
  }

  @Test
  @DisplayName("Proxy, token and offline mode are Maven's")
  void mavenSettings() {
    Settings maven = new Settings();
    Server server = new Server();
    server.setId("huggingface");
    server.setPassword("hf_abc");
    maven.addServer(server);
    Proxy proxy = new Proxy();
    proxy.setHost("proxy.example");
    proxy.setPort(3128);
    proxy.setNonProxyHosts("localhost|*.example.org");
    maven.addProxy(proxy);

    LibrarySettings basis =
        settings(LicenseConsent.none())
            .withHub(
                new HubSettings(
                    URI.create("https://mirror.example"), folder, Optional.empty(), false));
    LibrarySettings built = BuildLibrary.settings(basis, maven, "huggingface", false);

    assertThat(built.hub().token()).contains("hf_abc");
    assertThat(built.hub().offline()).isFalse();
    assertThat(built.download().proxy().orElseThrow().host()).isEqualTo("proxy.example");
    assertThat(built.download().proxy().orElseThrow().exceptions())
        .containsExactly("localhost", "*.example.org");
    assertThat(BuildLibrary.settings(basis, maven, null, true).hub().offline()).isTrue();
    assertThatThrownBy(() -> BuildLibrary.settings(basis, maven, "hub", false))
        .hasMessageContaining("there is no such server");
  }
}
