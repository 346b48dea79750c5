package org.latentj.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentj.models.download.DownloadException;
import org.latentj.models.download.DownloadListener;
import org.latentj.models.download.DownloadProgress;
import org.latentj.models.download.TestServer;
import org.latentj.models.hub.LocalHub;
import org.latentj.models.known.KnownModels;
import org.latentj.models.license.AcceptanceFile;
import org.latentj.models.license.LicenseConsent;
import org.latentj.models.license.LicenseNotAcceptedException;
import org.latentj.models.source.ModelSource;

class ModelLibraryTest {
  private static final String REPOSITORY = "CompVis/stable-diffusion-v1-4";
  private static final ModelSource SOURCE = ModelSource.parse("hf:" + REPOSITORY);
  private static final LicenseConsent YES =
      LicenseConsent.configured(Set.of("creativeml-openrail-m"), "Name %s");

  @TempDir Path folder;

  private ModelLibrary library(LocalHub hub, LicenseConsent consent) {
    return new ModelLibrary(
        new LibrarySettings(
            hub.settings(folder.resolve("cache")),
            LocalHub.download(),
            folder.resolve("own"),
            consent,
            Optional.empty()));
  }

  private static LocalModel locate(ModelLibrary library, ModelSource source) throws IOException {
    return library.locate(source, DownloadListener.NONE);
  }

  @Test
  @DisplayName("A model is fetched once its licence is accepted, and then simply there")
  void fetches() throws IOException {
    try (LocalHub hub = LocalHub.withWholeFolder(REPOSITORY)) {
      assertThatThrownBy(() -> locate(library(hub, LicenseConsent.none()), SOURCE))
          .isInstanceOf(LicenseNotAcceptedException.class)
          .hasMessageContaining("hf:CompVis/stable-diffusion-v1-4 is under a licence");
      assertThat(folder.resolve("cache")).doesNotExist();

      LocalModel model = locate(library(hub, YES), SOURCE);
      int requests = hub.paths().size();

      assertThat(model.checkpoint().orElseThrow().resolve("model_index.json")).exists();
      assertThat(model.revision()).contains(LocalHub.COMMIT);
      assertThat(model.license()).contains("creativeml-openrail-m");
      assertThat(locate(library(hub, LicenseConsent.none()), SOURCE)).isEqualTo(model);
      assertThat(hub.paths()).hasSize(requests);
      assertThat(new AcceptanceFile(folder.resolve("own/accepted-licenses.json")).read())
          .singleElement()
          .satisfies(entry -> assertThat(entry.revision()).isEqualTo(LocalHub.COMMIT));
    }
  }

  @Test
  @DisplayName("What another program has fetched is not used before the licence is accepted")
  void gateAtUse() throws IOException {
    try (LocalHub hub = LocalHub.withWholeFolder(REPOSITORY)) {
      locate(library(hub, YES), SOURCE);
      Files.delete(folder.resolve("own/accepted-licenses.json"));

      assertThatThrownBy(() -> locate(library(hub, LicenseConsent.none()), SOURCE))
          .isInstanceOf(LicenseNotAcceptedException.class);
    }
  }

  @Test
  @DisplayName("A fine-tune's licence is the one that its card names")
  void fineTune() throws IOException {
    ModelSource source = ModelSource.parse("hf:friend/fine-tune");
    try (LocalHub hub = LocalHub.withWholeFolder("friend/fine-tune").license("openrail++")) {
      assertThatThrownBy(() -> locate(library(hub, YES), source))
          .hasMessageContaining("CreativeML Open RAIL++-M (openrail++)");
      hub.license("apache-2.0");
      assertThat(locate(library(hub, LicenseConsent.none()), source).license()).isEmpty();
    }
  }

  @Test
  @DisplayName("What is here can be told apart without a licence and without asking anybody")
  void finds() throws IOException {
    try (LocalHub hub = LocalHub.withWholeFolder(REPOSITORY)) {
      ModelLibrary stranger = library(hub, LicenseConsent.none());
      assertThat(stranger.find(SOURCE)).isEmpty();
      assertThat(stranger.identity(SOURCE)).isEmpty();
      assertThat(hub.paths()).isEmpty();
      long bytes = stranger.bytesToFetch(SOURCE, DownloadListener.NONE).orElseThrow();

      LocalModel model = locate(library(hub, YES), SOURCE);
      Files.delete(folder.resolve("own/accepted-licenses.json"));
      int requests = hub.paths().size();

      assertThat(stranger.find(SOURCE)).contains(model);
      String identity = stranger.identity(SOURCE).orElseThrow();
      assertThat(identity)
          .startsWith("hf:" + REPOSITORY + "@" + LocalHub.COMMIT + "#model_index.json#")
          .contains("#unet/diffusion_pytorch_model.safetensors");
      assertThat(hub.paths()).hasSize(requests);
      assertThat(bytes).isEqualTo(stranger.list().get(0).bytes() - LocalHub.COMMIT.length());
      assertThat(stranger.bytesToFetch(SOURCE, DownloadListener.NONE)).hasValue(0);

      // What another program fetches besides makes it no other model.
      Path snapshot = model.checkpoint().orElseThrow();
      Files.writeString(snapshot.resolve("unet/flax_model.msgpack"), "flax");
      assertThat(stranger.identity(SOURCE)).contains(identity);
    }
  }

  @Test
  @DisplayName("A single file without its vocabulary is not here yet")
  void findsVocabulary() throws IOException {
    String original = "CompVis/stable-diffusion-v-1-4-original";
    ModelSource source = ModelSource.parse("hf:" + original + "#sd-v1-4.ckpt");
    Path hand = folder.resolve("own/hub");
    Files.createDirectories(hand.resolve(original));
    Files.writeString(hand.resolve(original).resolve("sd-v1-4.ckpt"), "weights");
    try (LocalHub hub = new LocalHub("a/b")) {
      ModelLibrary library = library(hub, LicenseConsent.none());
      assertThat(library.find(source)).isEmpty();

      String tokenizer = KnownModels.inRepository(original).orElseThrow().tokenizer();
      Path vocabulary = Files.createDirectories(hand.resolve(tokenizer).resolve("tokenizer"));
      Files.writeString(vocabulary.resolve("vocab.json"), "{}");
      Files.writeString(vocabulary.resolve("merges.txt"), "");

      assertThat(library.find(source).orElseThrow().tokenizer()).contains(vocabulary);
      assertThat(library.find(source).orElseThrow().license()).contains("creativeml-openrail-m");
      assertThat(library.identity(source)).as("no commit is known").isEmpty();
      assertThat(hub.paths()).isEmpty();
    }
  }

  @Test
  @DisplayName("Models are listed, verified and removed; a changed byte is found")
  void manage() throws IOException {
    try (LocalHub hub = LocalHub.withWholeFolder(REPOSITORY)) {
      ModelLibrary library = library(hub, YES);
      assertThat(library.list()).isEmpty();
      assertThat(library.verify(SOURCE)).isEmpty();
      assertThat(library.where(SOURCE)).isEqualTo(folder.resolve("cache"));
      assertThat(library.isHere(SOURCE)).isFalse();
      Path checkpoint = locate(library, SOURCE).checkpoint().orElseThrow();
      assertThat(library.isHere(SOURCE)).isTrue();

      assertThat(library.list())
          .singleElement()
          .satisfies(
              model -> {
                assertThat(model.reference()).isEqualTo("hf:" + REPOSITORY);
                assertThat(model.title()).isEqualTo("Stable Diffusion v1-4");
                assertThat(model.bytes()).isBetween(400L, 2000L);
              });
      assertThat(library.where(SOURCE)).isEqualTo(checkpoint);
      assertThat(library.verify(SOURCE))
          .hasSize(15)
          .allMatch(check -> check.result() == FileCheck.Result.OK);

      Path unet = checkpoint.resolve("unet/diffusion_pytorch_model.safetensors");
      Files.writeString(unet, "Contents of unet/diffusion_pytorch_model.safetensors");
      assertThat(library.verify(SOURCE))
          .filteredOn(check -> check.result() == FileCheck.Result.WRONG)
          .singleElement()
          .satisfies(
              check -> assertThat(check.text()).contains("remove the model and fetch it again"));

      library.remove(SOURCE);
      assertThat(library.list()).isEmpty();
      assertThat(unet).doesNotExist();
    }
  }

  @Test
  @DisplayName("What was put there by hand is listed, verified by what is known, and usable")
  void byHand() throws IOException {
    try (LocalHub hub = LocalHub.withWholeFolder("a/b")) {
      ModelLibrary library = library(hub, YES);
      Path hand = folder.resolve("own/hub/CompVis/stable-diffusion-v-1-4-original");
      Files.createDirectories(hand.resolve("tokenizer"));
      Files.createDirectories(folder.resolve("own/hub/bad..name/x"));
      Files.writeString(hand.resolve("tokenizer/vocab.json"), "{}");
      Files.writeString(hand.resolve("tokenizer/merges.txt"), "x");
      Path file = Files.writeString(hand.resolve("sd-v1-4.ckpt"), "not the weights");
      String reference = "hf:CompVis/stable-diffusion-v-1-4-original#sd-v1-4.ckpt";

      assertThat(library.list())
          .singleElement()
          .satisfies(
              model -> {
                assertThat(model.usable()).containsExactly(reference);
                assertThat(model.title()).isEqualTo("Stable Diffusion v1-4, files sd-v1-4.ckpt");
              });
      LocalModel model = locate(library, ModelSource.parse(reference));
      assertThat(model.checkpoint()).contains(file);
      assertThat(model.tokenizer()).contains(hand.resolve("tokenizer"));
      assertThat(library.verify(ModelSource.parse(reference)))
          .singleElement()
          .satisfies(check -> assertThat(check.result()).isEqualTo(FileCheck.Result.WRONG));
      assertThat(library.accepted())
          .singleElement()
          .satisfies(entry -> assertThat(entry.revision()).contains("by hand"));
    }
  }

  @Test
  @DisplayName("A verification says how far it is, and can be ended between two files")
  void verifyCancelled() throws IOException {
    try (LocalHub hub = LocalHub.withWholeFolder(REPOSITORY)) {
      ModelLibrary library = library(hub, YES);
      locate(library, SOURCE);
      List<DownloadProgress> heard = new ArrayList<>();
      DownloadListener listener =
          new DownloadListener() {
            @Override
            public void progress(DownloadProgress progress) {
              heard.add(progress);
            }

            @Override
            public boolean cancelled() {
              return heard.size() == 3;
            }
          };

      assertThatThrownBy(() -> library.verify(SOURCE, listener))
          .hasMessage("after 3 of 15 files")
          .satisfies(
              e ->
                  assertThat(((DownloadException) e).reason())
                      .isEqualTo(DownloadException.Reason.CANCELLED));
      assertThat(heard.get(2).filesDone()).isEqualTo(2);
      assertThat(heard.get(2).bytes()).isBetween(20L, heard.get(2).totalBytes().getAsLong() - 1);
    }
  }

  @Test
  @DisplayName("A repository of single files gives the one to take, with another's tokenizer")
  void originalFile() throws IOException {
    String original = "stable-diffusion-v1-5/stable-diffusion-v1-5";
    try (LocalHub hub =
        LocalHub.withWholeFolder(original).with("v1-5-pruned-emaonly.safetensors", "weights")) {
      ModelSource source = ModelSource.parse("hf:" + original + "#v1-5-pruned-emaonly.safetensors");

      LocalModel model = locate(library(hub, YES), source);

      assertThat(model.checkpoint().orElseThrow()).hasContent("weights");
      assertThat(model.tokenizer().orElseThrow().resolve("merges.txt")).exists();
    }
  }

  @Test
  @DisplayName("A file from an address is fetched, kept, and verified by what arrived")
  void web() throws IOException {
    byte[] content = "weights".getBytes(StandardCharsets.UTF_8);
    try (LocalHub hub = new LocalHub("a/b");
        TestServer server = new TestServer((request, reply) -> reply.file(content, request))) {
      ModelLibrary library = library(hub, LicenseConsent.none());
      ModelSource source = ModelSource.parse(server.uri("/x/my.safetensors").toString());

      Path file = locate(library, source).checkpoint().orElseThrow();
      locate(library, source);

      assertThat(file).hasFileName("my.safetensors").hasBinaryContent(content);
      assertThat(server.requests()).hasSize(1);
      assertThat(library.list()).extracting(StoredModel::reference).containsExactly(source.text());
      assertThat(library.verify(source))
          .singleElement()
          .satisfies(check -> assertThat(check.result()).isEqualTo(FileCheck.Result.OK));
      Files.writeString(file, "Weights");
      assertThat(library.verify(source))
          .singleElement()
          .satisfies(check -> assertThat(check.result()).isEqualTo(FileCheck.Result.WRONG));
      library.remove(source);
      assertThat(library.list()).isEmpty();
    }
  }

  @Test
  @DisplayName("A hash in the reference is held to, also when the file is there already")
  void webWithHash() throws IOException {
    byte[] content = "weights".getBytes(StandardCharsets.UTF_8);
    String hash = LocalHub.digest("SHA-256", content);
    try (LocalHub hub = new LocalHub("a/b");
        TestServer server = new TestServer((request, reply) -> reply.file(content, request))) {
      ModelLibrary library = library(hub, LicenseConsent.none());
      String address = server.uri("/my.safetensors").toString();
      locate(library, ModelSource.parse(address));

      assertThat(locate(library, ModelSource.parse(address + "#sha256=" + hash)).checkpoint())
          .isPresent();
      assertThatThrownBy(
              () -> locate(library, ModelSource.parse(address + "#sha256=" + "0".repeat(64))))
          .hasMessageContaining("expected SHA-256 0000")
          .hasMessageContaining("By hand: fetch " + address);
    }
  }

  @Test
  @DisplayName("A published file from any address is under its licence")
  void webKnown() throws IOException {
    try (LocalHub hub = new LocalHub("a/b");
        TestServer server = new TestServer((request, reply) -> reply.empty(500))) {
      ModelSource source = ModelSource.parse(server.uri("/sd-v1-4.ckpt").toString());

      assertThatThrownBy(() -> locate(library(hub, LicenseConsent.none()), source))
          .isInstanceOf(LicenseNotAcceptedException.class);
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  @DisplayName("A path is the user's own: used, and not removed; a known file is under its licence")
  void local() throws IOException {
    try (LocalHub hub = new LocalHub("a/b")) {
      ModelLibrary library = library(hub, LicenseConsent.none());
      Path own = Files.writeString(folder.resolve("own.ckpt"), "x");
      ModelSource source = ModelSource.parse(own.toString());

      assertThat(locate(library, source).checkpoint()).contains(own);
      assertThat(library.verify(source))
          .singleElement()
          .satisfies(check -> assertThat(check.result()).isEqualTo(FileCheck.Result.UNKNOWN));
      assertThatThrownBy(() -> library.remove(source)).hasMessageContaining("was not fetched");
      Path known = folder.resolve("sd-v1-4.ckpt");
      try (RandomAccessFile sparse = new RandomAccessFile(known.toFile(), "rw")) {
        sparse.setLength(4_265_380_512L);
      }
      assertThatThrownBy(() -> locate(library, ModelSource.parse(known.toString())))
          .isInstanceOf(LicenseNotAcceptedException.class);
    }
  }

  @Test
  @DisplayName("A path that is not there says which published model may be meant")
  void suggestions() throws IOException {
    try (LocalHub hub = new LocalHub("a/b")) {
      ModelLibrary library = library(hub, YES);

      assertThatThrownBy(() -> locate(library, ModelSource.parse("stable-diffusion-v1-4", folder)))
          .hasMessage(
              "there is no model at %s; if you mean the published model, name it hf:%s"
                  .formatted(folder.resolve("stable-diffusion-v1-4"), REPOSITORY));
      assertThatThrownBy(() -> locate(library, ModelSource.parse("sd-v1-4.ckpt", folder)))
          .hasMessageEndingWith("hf:CompVis/stable-diffusion-v-1-4-original#sd-v1-4.ckpt");
    }
  }

  @Test
  @DisplayName("The embedded model needs nothing")
  void embedded() throws IOException {
    try (LocalHub hub = new LocalHub("a/b")) {
      LocalModel model =
          locate(library(hub, LicenseConsent.none()), ModelSource.parse("miniature"));

      assertThat(model.checkpoint()).isEmpty();
      assertThat(hub.paths()).isEmpty();
    }
  }

  @Test
  @DisplayName("The folder is the system's for users' data, unless it is named")
  void standardFolder() {
    Properties linux = new Properties();
    linux.setProperty("os.name", "Linux");
    linux.setProperty("user.home", "/home/me");

    assertThat(
            List.of(
                LibrarySettings.standardFolder(Map.of(), linux),
                LibrarySettings.standardFolder(Map.of("XDG_DATA_HOME", "/data"), linux),
                LibrarySettings.standardFolder(Map.of("LATENTJ_MODELS", "/m"), linux)))
        .containsExactly(
            Path.of("/home/me/.local/share/latentj/models"),
            Path.of("/data/latentj/models"),
            Path.of("/m"));
  }
}
