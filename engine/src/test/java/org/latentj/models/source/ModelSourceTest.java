package org.latentj.models.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelSourceTest {
  private static final String HASH = "ab".repeat(32);

  @Test
  @DisplayName("The four forms")
  void forms() {
    assertThat(ModelSource.parse("miniature")).isEqualTo(new EmbeddedSource());
    assertThat(ModelSource.parse("models/sd v1", Path.of("/project")))
        .isEqualTo(new LocalSource(Path.of("/project/models/sd v1")));
    assertThat(ModelSource.parse("/models/a.ckpt"))
        .isEqualTo(new LocalSource(Path.of("/models/a.ckpt")));
    assertThat(ModelSource.parse("hf:CompVis/stable-diffusion-v1-4"))
        .isEqualTo(HubSource.of("CompVis/stable-diffusion-v1-4"));
    assertThat(ModelSource.parse(" HF:a/b@fp16#unet/x.safetensors "))
        .isEqualTo(new HubSource("a/b", Optional.of("fp16"), Optional.of("unet/x.safetensors")));
    assertThat(ModelSource.parse("https://example.org/m/a.safetensors?x=1#SHA256=" + HASH))
        .isEqualTo(
            new WebSource(
                URI.create("https://example.org/m/a.safetensors?x=1"), Optional.of(HASH)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "miniature",
        "hf:CompVis/stable-diffusion-v1-4",
        "hf:CompVis/stable-diffusion-v1-4@refs/pr/3",
        "hf:a/b@0123456789012345678901234567890123456789#x y.ckpt",
        "https://example.org/a.ckpt"
      })
  @DisplayName("What is read is written the same")
  void roundTrip(String text) {
    assertThat(ModelSource.parse(text).text()).isEqualTo(text);
    assertThat(ModelSource.parse(ModelSource.parse(text).text()))
        .isEqualTo(ModelSource.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "hf:CompVis/stable-diffusion-v1-4,stable-diffusion-v1-4",
    "hf:a/b#sub/sd-v1-4.ckpt,sd-v1-4.ckpt",
    "https://example.org/m/a.ckpt?download=true,a.ckpt",
    "/models/tiny,tiny"
  })
  @DisplayName("Names")
  void names(String text, String name) {
    assertThat(ModelSource.parse(text).name()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hf:stable-diffusion-v1-4",
        "hf:",
        "hf:a/b/c",
        "hf:../b",
        "hf:a/..",
        "hf:a--b/c",
        "hf:a/b@",
        "hf:a/b@../../x",
        "hf:a/b@a//b",
        "hf:a/b#",
        "hf:a/b#../x.ckpt",
        "hf:a/b#/etc/passwd",
        "hf:a/b#x/../y",
        "hf:a/b#c:\\x",
        "hf:a/b#.hidden",
        "hf:a b/c",
        "https://",
        "https:///x.ckpt",
        "https://example.org/",
        "https://example.org/a.ckpt#sha256=12",
        "https://example.org/a.ckpt#md5=12",
        "https://example.org/%2e%2e",
        "https://example.org/a b.ckpt",
        ""
      })
  @DisplayName("What could leave a folder or change an address is refused")
  void refused(String text) {
    assertThatThrownBy(() -> ModelSource.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @DisplayName("Refusals say what is allowed")
  void messages() {
    assertThatThrownBy(() -> ModelSource.parse("hf:stable-diffusion-v1-4"))
        .hasMessage(
            "expected a repository as OWNER/NAME, for example hf:CompVis/stable-diffusion-v1-4,"
                + " but got hf:stable-diffusion-v1-4");
    assertThatThrownBy(() -> ModelSource.parse("http://example.org/a.ckpt"))
        .hasMessage(
            "http://example.org/a.ckpt is not encrypted: anybody on the way could replace the"
                + " model; use https://");
    assertThatThrownBy(() -> ModelSource.parse("https://me:secret@example.org/a.ckpt"))
        .hasMessageContaining("holds a name or password")
        .hasMessageNotContaining("secret");
  }

  @Test
  @DisplayName("A server on this machine need not encrypt")
  void thisMachine() {
    assertThat(ModelSource.parse("http://localhost:8080/a.ckpt")).isInstanceOf(WebSource.class);
  }
}
