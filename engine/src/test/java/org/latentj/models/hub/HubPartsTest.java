package org.latentj.models.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentj.models.source.HubSource;

@DisplayName("Settings, listings and choice of files")
class HubPartsTest {
  private static final HubSource SOURCE = HubSource.of("a/b");

  @TempDir Path home;

  @Test
  @DisplayName("The cache is where Python's library has it")
  void cacheFolder() {
    assertThat(HubSettings.fromEnvironment(Map.of(), home).cache())
        .isEqualTo(home.resolve(".cache/huggingface/hub"));
    assertThat(HubSettings.fromEnvironment(Map.of("XDG_CACHE_HOME", "/x"), home).cache())
        .isEqualTo(Path.of("/x/huggingface/hub"));
    assertThat(
            HubSettings.fromEnvironment(Map.of("HF_HOME", "/h", "XDG_CACHE_HOME", "/x"), home)
                .cache())
        .isEqualTo(Path.of("/h/hub"));
    assertThat(
            HubSettings.fromEnvironment(Map.of("HF_HOME", "/h", "HF_HUB_CACHE", "~/c"), home)
                .cache())
        .isEqualTo(home.resolve("c"));
  }

  @Test
  @DisplayName("Token, mirror and offline mode come from the environment")
  void environment() throws IOException {
    Path login = home.resolve(".cache/huggingface/token");
    Files.createDirectories(login.getParent());
    Files.writeString(login, "hf_of_login\n");
    HubSettings plain = HubSettings.fromEnvironment(Map.of(), home);
    HubSettings set =
        HubSettings.fromEnvironment(
            Map.of(
                "HF_TOKEN", "hf_env",
                "HF_ENDPOINT", "https://mirror.example/hub/",
                "HF_HUB_OFFLINE", "yes"),
            home);

    assertThat(plain.token()).contains("hf_of_login");
    assertThat(plain.endpoint()).isEqualTo(URI.create("https://huggingface.co"));
    assertThat(plain.offline()).isFalse();
    assertThat(set.token()).contains("hf_env");
    assertThat(set.endpoint()).isEqualTo(URI.create("https://mirror.example/hub"));
    assertThat(set.offline()).isTrue();
    assertThatThrownBy(
            () -> HubSettings.fromEnvironment(Map.of("HF_ENDPOINT", "mirror example"), home))
        .hasMessageContaining("HF_ENDPOINT");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"sha\":\"../../etc\",\"siblings\":[]}",
        "{\"sha\":1,\"siblings\":[]}",
        "{\"sha\":\"0123456789abcdef0123456789abcdef01234567\"}",
        "{\"sha\":\"0123456789abcdef0123456789abcdef01234567\",\"siblings\":[{}]}",
        "{\"sha\":\"0123456789abcdef0123456789abcdef01234567\",\"siblings\":[1]}",
        "<html>"
      })
  @DisplayName("A listing that is none is refused")
  void listingRefused(String json) {
    assertThatThrownBy(() -> HubListing.parse(json, SOURCE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the hub's listing of hf:a/b is not understood");
  }

  @Test
  @DisplayName("Files whose names or hashes could become other paths are not seen")
  void hostileListing() throws IOException {
    String good = "a".repeat(64);
    HubListing listing =
        HubListing.parse(
            """
            {"sha": "0123456789abcdef0123456789abcdef01234567", "tags": ["x", "license:mit"],
             "siblings": [
              {"rfilename": "../../x", "blobId": "%1$s", "size": 1},
              {"rfilename": "/etc/passwd", "blobId": "%1$s", "size": 1},
              {"rfilename": "c:\\\\x", "blobId": "%1$s", "size": 1},
              {"rfilename": "unet/../../x", "blobId": "%1$s", "size": 1},
              {"rfilename": "evil", "blobId": "../../x", "size": 1},
              {"rfilename": "none", "size": 1},
              {"rfilename": "unet/good", "blobId": "x", "size": 5, "lfs": {"sha256": "%1$s", "size": 7}},
              {"rfilename": "negative", "blobId": "%1$s", "size": -7}
             ]}
            """
                .formatted(good),
            SOURCE);

    assertThat(listing.files()).extracting(HubFile::name).containsExactly("unet/good", "negative");
    assertThat(listing.files().get(0).size()).hasValue(7);
    assertThat(listing.files().get(1).size()).isEmpty();
    assertThat(listing.license()).contains("mit");
  }

  @Test
  @DisplayName("Pickles are taken only where there are no safetensors; parts come with their index")
  void choice() {
    List<String> names = new ArrayList<>(NeededFiles.USUAL);
    names.remove("unet/diffusion_pytorch_model.safetensors");
    names.remove("text_encoder/model.safetensors");
    names.addAll(
        List.of(
            "unet/diffusion_pytorch_model.bin",
            "unet/diffusion_pytorch_model.safetensors.index.json",
            "unet/diffusion_pytorch_model-00001-of-00002.safetensors",
            "unet/diffusion_pytorch_model-00002-of-00002.safetensors",
            "unet/diffusion_pytorch_model.fp16-00001-of-00001.safetensors",
            "text_encoder/pytorch_model.bin",
            "text_encoder/pytorch_model.fp16.bin"));

    NeededFiles needed = NeededFiles.ofFolder(names, Optional.empty());

    assertThat(needed.missing()).isEmpty();
    assertThat(needed.files())
        .contains(
            "unet/diffusion_pytorch_model.safetensors.index.json",
            "unet/diffusion_pytorch_model-00001-of-00002.safetensors",
            "unet/diffusion_pytorch_model-00002-of-00002.safetensors",
            "text_encoder/pytorch_model.bin")
        .doesNotContain(
            "unet/diffusion_pytorch_model.bin",
            "unet/diffusion_pytorch_model.fp16-00001-of-00001.safetensors",
            "text_encoder/pytorch_model.fp16.bin");
  }

  @Test
  @DisplayName("A safety checker comes along in the wanted variant; a model without one is whole")
  void safetyChecker() {
    List<String> names = new ArrayList<>(NeededFiles.USUAL);
    assertThat(NeededFiles.ofFolder(names, Optional.empty()).missing()).isEmpty();
    names.addAll(NeededFiles.USUAL_CHECKER);
    names.add("safety_checker/model.fp16.safetensors");
    names.add("safety_checker/pytorch_model.bin");

    assertThat(NeededFiles.ofFolder(names, Optional.of("fp16")).files())
        .contains(
            "safety_checker/config.json",
            "safety_checker/model.fp16.safetensors",
            "feature_extractor/preprocessor_config.json")
        .doesNotContain("safety_checker/model.safetensors", "safety_checker/pytorch_model.bin");
  }

  @Test
  @DisplayName("What a folder lacks is said in full")
  void lacks() {
    assertThat(
            NeededFiles.ofFolder(List.of("model_index.json", "vae/config.json"), Optional.empty())
                .missing())
        .containsExactly(
            "scheduler/scheduler_config.json",
            "tokenizer/vocab.json and tokenizer/merges.txt",
            "text_encoder/config.json",
            "weights in text_encoder/",
            "unet/config.json",
            "weights in unet/",
            "weights in vae/");
  }
}
