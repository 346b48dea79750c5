package org.latentj.maven.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentj.models.source.HubSource;

@DisplayName("A model in a manifest that is no file")
class RemoteModelTest {
  private static final String ASSETS = "\nassets: [{name: x, prompt: y}]";
  private static final String HASH = "0123456789abcdef".repeat(4);

  @TempDir Path folder;

  @Test
  @DisplayName("is one of the hub, with revision and file, or one at an address")
  void reads() throws Exception {
    NamedModel model =
        ManifestFolder.in(folder)
            .parse("model: hf:a/b@fp16#c/d.ckpt" + ASSETS)
            .model()
            .orElseThrow();

    assertThat(model)
        .isEqualTo(
            new NamedModel(
                new HubSource("a/b", Optional.of("fp16"), Optional.of("c/d.ckpt")),
                Optional.empty(),
                Optional.empty()));
    assertThat(model.isLocal()).isFalse();
    String address = "https://example.org/my.safetensors#sha256=" + HASH;
    assertThat(
            ManifestFolder.in(folder)
                .parse("model: " + address + ASSETS)
                .model()
                .orElseThrow()
                .source()
                .text())
        .isEqualTo(address);
  }

  @Test
  @DisplayName("or the embedded one by its name, which has vocabulary and licence")
  void embedded() throws Exception {
    assertThat(ManifestFolder.in(folder).parse("model: miniature" + ASSETS).model()).isEmpty();
    assertThat(ManifestFolder.in(folder).problems("model: miniature\nlicense: MIT" + ASSETS))
        .containsExactly("2:10: 'license' has no effect with the embedded model");
  }

  @Test
  @DisplayName("is refused where it could be none, for goals that need no model, too")
  void refuses() throws Exception {
    ManifestFolder manifests = ManifestFolder.in(folder);
    assertThat(manifests.problems("model: hf:stable-diffusion" + ASSETS))
        .singleElement()
        .asString()
        .startsWith("1:8: model: expected a repository as OWNER/NAME")
        .endsWith("but got hf:stable-diffusion");
    assertThat(manifests.problems("model: http://example.org/a.ckpt" + ASSETS))
        .singleElement()
        .asString()
        .startsWith("1:8: model: http://example.org/a.ckpt is not encrypted");
    assertThat(manifests.problems("model: 'https://me:secret@example.org/a.ckpt'" + ASSETS))
        .singleElement()
        .asString()
        .contains("leave them out and give a token instead")
        .doesNotContain("secret");
    Path file = manifests.write("sd.yaml", "model: hf:../b" + ASSETS);
    try {
      ManifestReader.read(List.of(file), new ReadOptions(BuildProperties.NONE, false));
      assertThat(false).as("refused").isTrue();
    } catch (ManifestException e) {
      assertThat(e).hasMessageContaining("1:8: model: expected a repository");
    }
  }

  @Test
  @DisplayName("is not what a tokenizer can be")
  void onlyModels() throws Exception {
    assertThat(ManifestFolder.in(folder).problems("model: hf:a/b\ntokenizer: hf:a/b" + ASSETS))
        .singleElement()
        .asString()
        .startsWith("2:12: tokenizer: there is no folder 'hf:a/b'");
  }
}
