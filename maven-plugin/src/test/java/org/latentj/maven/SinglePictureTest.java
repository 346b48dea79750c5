package org.latentj.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentj.maven.cache.PictureCache;
import org.latentj.maven.generate.EngineOptions;
import org.latentj.maven.generate.FakeModels;
import org.latentj.maven.generate.Generation;
import org.latentj.maven.generate.GenerationSettings;
import org.latentj.maven.generate.WhenUnavailable;
import org.latentj.maven.manifest.Asset;
import org.latentj.maven.manifest.BuildExtras;
import org.latentj.maven.manifest.BuildProperties;
import org.latentj.maven.manifest.ManifestException;
import org.latentj.maven.manifest.ManifestReader;
import org.latentj.maven.manifest.OnePicture;
import org.latentj.maven.progress.Footer;

@DisplayName("A single picture from the command line")
class SinglePictureTest {
  @TempDir private Path root;

  @Test
  @DisplayName("takes every key of an asset, and its prompt literally")
  void takesKeys() throws Exception {
    Files.createDirectory(root.resolve("m"));
    String text =
        OnePicture.manifest(
            "fox.png",
            Map.of(
                "prompt", "a \"fox\": ${home}\n# x",
                "seed", "7",
                "size", "64x72",
                "sizes", "16, 32",
                "model", "m"),
            root);
    Path file = Files.writeString(root.resolve("x.json"), text);

    var manifest = ManifestReader.read(List.of(file)).get(0);

    Asset asset = manifest.assets().get(0);
    assertThat(asset.prompt()).isEqualTo("a \"fox\": ${home}\n# x");
    assertThat(asset.settings().seed()).isEqualTo(7);
    assertThat(asset.options().sizes()).containsExactly(16, 32);
    assertThat(manifest.model().orElseThrow().source().text())
        .isEqualTo(root.resolve("m").toString());
  }

  @Test
  @DisplayName("takes models of the hub, addresses and the embedded one, which are no paths")
  void takesReferences() throws Exception {
    for (String model : List.of("hf:a/b@main#c.ckpt", "https://example.org/c.ckpt", "miniature")) {
      String text = OnePicture.manifest("a.png", Map.of("prompt", "x", "model", model), root);
      Path file = Files.writeString(root.resolve("x.json"), text);

      assertThat(ManifestReader.read(List.of(file)).get(0).model().map(m -> m.source().text()))
          .isEqualTo(Optional.of(model).filter(name -> !name.equals("miniature")));
    }
    assertThatThrownBy(
            () -> OnePicture.manifest("a.png", Map.of("prompt", "x", "model", "hf:b"), root))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("sd.model: expected a repository as OWNER/NAME");
  }

  @Test
  @DisplayName("is made, or a placeholder, without leaving anything else")
  void leavesNothingElse() throws Exception {
    make("fox.jpg", Map.of("sd.prompt", "x", "sd.model", "gone", "sd.size", "32x16"));

    assertThat(root).isDirectoryContaining("glob:**/fox.jpg");
    try (var files = Files.list(root)) {
      assertThat(files).containsExactly(root.resolve("fox.jpg"));
    }
  }

  @Test
  @DisplayName("names wrong properties as properties")
  void reportsProperties() {
    assertThatThrownBy(() -> make("a.png", Map.of("sd.prompt", "x", "sd.stpes", "3")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("unknown property 'sd.stpes'; did you mean 'steps'? Known: ");
    assertThatThrownBy(() -> make("a.png", Map.of("sd.prompt", "x", "sd.steps", "0")))
        .hasMessage("sd.steps: expected a whole number from 1 to 1000 but got '0'");
    assertThatThrownBy(() -> make("no/a.png", Map.of("sd.prompt", "x")))
        .hasMessage("sd.output: there is no folder " + root.resolve("no") + "; create it first");
  }

  @Test
  @DisplayName("replaces no file that is not a generated picture")
  void keepsForeignFiles() throws Exception {
    Path file = Files.writeString(root.resolve("a.png"), "precious");

    assertThatThrownBy(() -> make("a.png", Map.of("sd.prompt", "x")))
        .hasMessage(
            "sd.output: %s is there already, and no generated picture; name another file", file);
    assertThat(file).hasContent("precious");
  }

  /** With a model that is not there, which is a placeholder's case. */
  private void make(String output, Map<String, String> values)
      throws ManifestException, IOException {
    Properties user = new Properties();
    user.putAll(values);
    new SinglePicture(root.resolve(output), user)
        .make(
            folders ->
                new Generation(
                    new GenerationSettings(
                        folders.output(),
                        folders.state(),
                        folders.state().resolve("lock"),
                        false,
                        PictureCache.in(Optional.empty()),
                        EngineOptions.of("cpu", "fp32"),
                        new FakeModels(),
                        BuildProperties.NONE,
                        WhenUnavailable.PLACEHOLDER,
                        BuildExtras.USUAL),
                    new RecordingLog(),
                    Footer.hidden(),
                    model -> {
                      throw new AssertionError("a placeholder needs no engine");
                    }));
  }
}
