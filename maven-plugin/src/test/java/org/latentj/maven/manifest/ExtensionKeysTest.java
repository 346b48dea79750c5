package org.latentj.maven.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latentj.maven.manifest.ControlInput.Preprocessing;
import org.latentj.watermark.Watermark;

@DisplayName("What extends models and guides pictures")
class ExtensionKeysTest {
  @TempDir private Path root;
  private ManifestFolder folder;

  @BeforeEach
  void createFolder() throws IOException {
    folder = ManifestFolder.in(root);
    Files.createDirectories(root.resolve("loras/styles"));
    for (String name : List.of("loras/styles/ink.safetensors", "loras/detail.pt", "other.pt")) {
      Files.writeString(root.resolve(name), name);
    }
    for (String name : List.of("vae.safetensors", "canny.pth", "words.pt")) {
      Files.writeString(root.resolve(name), name);
    }
  }

  @Test
  @DisplayName("is read from every key, LoRAs by name, by file, and by the prompt's tags")
  void readsEveryKey() throws Exception {
    Asset asset =
        read("""
                model: model.safetensors
                vae: vae.safetensors
                loras: [detail, {lora: other.pt, weight: -0.5}]
                embeddings: words.pt
                safety: false
                assets:
                  - name: a
                    prompt: a cat <lora:ink:0.8>, <lora:detail:te=0.1:unet=1> <lora:ink>
                    watermark: StableDiffusionV1
                    control:
                      - {model: canny.pth, image: init.png}
                      - model: canny.pth
                        image: mask.png
                        preprocessing: Canny
                        weight: 0.5
                        start: .25
                        end: 0.75
                        guess: true
                """)
            .assets()
            .get(0);

    ModelExtensions model = asset.extensions().model();
    assertThat(model.vae().orElseThrow().label()).isEqualTo("VAE vae");
    assertThat(model.vae().orElseThrow().path()).contains(root.resolve("vae.safetensors"));
    assertThat(model.loras()).extracting(lora -> lora.weight()).containsExactly(1.0, -0.5);
    assertThat(model.loras())
        .extracting(lora -> lora.file().path().orElseThrow())
        .containsExactly(root.resolve("loras/detail.pt"), root.resolve("other.pt"));
    assertThat(model.loras().get(1).file().label()).isEqualTo("merged LoRA other");
    assertThat(model.embeddings())
        .containsExactly(root.resolve("words.pt"), root.resolve("embeddings"));
    assertThat(model.safetyChecker()).isFalse();
    assertThat(asset.extensions().loras())
        .extracting(UsedFile::label, file -> file.path().orElseThrow())
        .containsExactly(
            tuple("LoRA ink", root.resolve("loras/styles/ink.safetensors")),
            tuple("LoRA detail", root.resolve("loras/detail.pt")));
    assertThat(asset.settings().watermark()).contains(Watermark.STABLE_DIFFUSION_V1);
    UsedFile network = UsedFile.of(UsedFile.Kind.CONTROL_NET, root.resolve("canny.pth"));
    assertThat(asset.extensions().controls())
        .containsExactly(
            new ControlInput(network, root.resolve("init.png"), Preprocessing.NONE, 1, 0, 1, false),
            new ControlInput(
                network, root.resolve("mask.png"), Preprocessing.CANNY, 0.5, 0.25, 0.75, true));
  }

  @Test
  @DisplayName("comes from base files, styles and defaults, is filled in, and can be taken back")
  void composes() throws Exception {
    Files.createDirectory(root.resolve("base"));
    folder.write(
        "base/common.yaml",
        """
        model: ../model.safetensors
        vae: ../vae.safetensors
        loras: {lora: '${style}', weight: '${much}'}
        variables: {style: ink, much: 0.5}
        defaults: {control: {model: ../canny.pth, image: ../init.png, weight: '${how}'}}
        styles: {plain: {control: []}}
        """);
    List<Asset> assets =
        read("""
                extends: base/common.yaml
                variables: {much: 0.25, how: 1}
                assets:
                  - {name: 'a-${how}', prompt: 'x <lora:${lora}:1>', matrix: {how: [0.5, 2], lora: [detail]}}
                  - {name: b, prompt: x, style: plain}
                  - {name: c, prompt: x, init: init.png, mask: mask.png}
                """)
            .assets();

    assertThat(assets.get(0).extensions().model().loras())
        .singleElement()
        .satisfies(lora -> assertThat(lora.file().name()).isEqualTo("ink"))
        .satisfies(lora -> assertThat(lora.weight()).isEqualTo(0.25));
    assertThat(assets)
        .extracting(asset -> asset.extensions().controls().stream().map(c -> c.weight()).toList())
        .containsExactly(List.of(0.5), List.of(2.0), List.of(), List.of());
    assertThat(assets.get(1).extensions().loras())
        .extracting(UsedFile::name)
        .containsExactly("detail");
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("is checked, with places and what to do")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "vae: gone.pt | 2:6: vae: there is no file or folder 'gone.pt' (looked for ROOT/gone.pt)",
        "vae: hf:a/b  | 2:6: vae: 'hf:a/b' is a reference, which only 'model' may be; get the file"
            + " and name its path",
        "loras: inc   | 2:8: lora: there is no LoRA named 'inc' in ROOT/loras; there are detail, ink;"
            + " did you mean 'ink'?",
        "loras: [a.pt]| 2:9: lora: there is no file or folder 'a.pt' (looked for ROOT/a.pt)",
        "loras: {weight: 1} | 2:8: the LoRA has no 'lora', its file or its name in the folder",
        "loras: {lora: ink, weight: 11}| 2:28: weight: expected a number from -10 to 10 but got '11'",
        "loras: {lora: ink, wieght: 1} | 2:20: unknown key 'wieght' of 'loras'; did you mean"
            + " 'weight'? Allowed: lora, weight",
        "embeddings: [words.pt, no.pt] | 2:13: embeddings: there is no file or folder 'no.pt'"
            + " (looked for ROOT/no.pt)",
        "safety: maybe | 2:9: safety: expected one of false, true but got 'maybe'",
      })
  void checksModels(String key, String message) {
    assertThat(problems("model: model.safetensors\n" + key + "\nassets: [{name: a, prompt: x}]"))
        .containsExactly(message);
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("of an asset is checked, too")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "prompt: 'x <lora:inkk:1>' | 1:28: prompt: there is no LoRA named 'inkk' in ROOT/loras; there"
            + " are detail, ink; did you mean 'ink'?",
        "prompt: 'x <lora:ink:y>'  | 1:28: prompt: the prompt has <lora:ink:y>, where 'y' is no"
            + " number; expected <lora:NAME>, <lora:NAME:STRENGTH> or <lora:NAME:TEXT"
            + " STRENGTH:UNET STRENGTH>",
        "prompt: x, control: canny.pth | 1:40: the ControlNet has no 'image'",
        "prompt: x, control: {image: init.png} | 1:40: the ControlNet has no 'model'",
        "prompt: x, control: {model: gone.pth, image: init.png} | 1:48: model: there is no file or"
            + " folder 'gone.pth' (looked for ROOT/gone.pth)",
        "prompt: x, control: {model: canny.pth, image: no.png} | 1:66: image: there is no file"
            + " 'no.png' (looked for ROOT/no.png)",
        "prompt: x, control: [{model: canny.pth, image: init.png, preprocessing: cany}] | 1:92:"
            + " preprocessing: expected one of canny, none, scribble but got 'cany'; did you mean"
            + " 'canny'?",
        "prompt: x, control: {model: canny.pth, image: init.png, start: 0.8, end: 0.5} | 1:40:"
            + " control: expected 'start' up to 'end' but got 0.8 and 0.5",
        "prompt: x, control: {model: canny.pth, image: init.png}, init: init.png, mask: mask.png"
            + " | 1:40: 'control' has no effect with 'mask'; leave it out",
        "prompt: x, watermark: StableDiffusionV1, init: init.png, mask: mask.png | 1:42: 'watermark'"
            + " has no effect with 'mask'; leave it out",
        "prompt: x, watermark: short | 1:42: watermark: expected a watermark of 8 to 32 bytes of"
            + " UTF-8 but 'short' has 5",
        "prompt: x, watermark: StableDiffusionV1, size: 64x64 | 1:10: watermark: expected a picture"
            + " of 65536 pixels or more for a watermark, such as 256x256, but it has 64x64. Make it"
            + " larger, or leave the watermark out",
        "prompt: x, matrix: {control: [a]} | 1:50: 'control' takes mappings, and an axis of the"
            + " matrix has texts; give it another name",
      })
  void checksAssets(String keys, String message) {
    assertThat(problems("assets: [{name: a, " + keys + "}]")).containsExactly(message);
  }

  @Test
  @DisplayName("has no effect on the embedded model where that has nothing of the kind")
  void checksEffects() {
    assertThat(problems("safety: false\nassets: [{name: a, prompt: x}]"))
        .containsExactly("1:9: 'safety' has no effect without 'model'");
    assertThat(problems("model: miniature\nsafety: false\nassets: [{name: a, prompt: x}]"))
        .containsExactly("2:9: 'safety' has no effect with the embedded model");
    assertThat(problems("loras: ink\nvae: vae.safetensors\nassets: [{name: a, prompt: x}]"))
        .isEmpty();
  }

  @Test
  @DisplayName("need not be there for goals that generate nothing")
  void needsNoFiles() throws Exception {
    Path file =
        folder.write(
            "sd.yaml",
            """
            model: gone.ckpt
            vae: gone.pt
            loras: [gone, gone/too.pt]
            embeddings: [gone]
            assets:
              - name: a
                prompt: x <lora:none:1>
                control: {model: gone.pth, image: init.png}
            """);

    Asset asset =
        ManifestReader.read(List.of(file), new ReadOptions(BuildProperties.NONE, false, extras()))
            .get(0)
            .assets()
            .get(0);

    assertThat(asset.extensions().loras().get(0).missing().orElseThrow())
        .startsWith("there is no LoRA named 'none' in " + root.resolve("loras") + "; there are");
    assertThat(asset.extensions().controls().get(0).network().missing())
        .contains("there is no file or folder " + root.resolve("gone.pth"));
    assertThat(asset.extensions().model().files()).hasSize(3);
  }

  @Test
  @DisplayName("of the build holds where an entry says nothing: the watermark")
  void takesTheBuildsWatermark() throws Exception {
    Watermark own = new Watermark("our company");
    BuildExtras extras = new BuildExtras(root, root, Optional.of(own));
    Path file =
        folder.write(
            "sd.yaml",
            """
            styles: {icon: {watermark: none}}
            assets:
              - {name: a, prompt: x}
              - {name: b, prompt: x, style: icon, size: 64x64}
              - {name: c, prompt: x, watermark: another text}
              - {name: d, prompt: x, init: init.png, mask: mask.png}
            """);

    assertThat(
            ManifestReader.read(List.of(file), new ReadOptions(BuildProperties.NONE, true, extras))
                .get(0)
                .assets())
        .extracting(asset -> asset.settings().watermark())
        .containsExactly(
            Optional.of(own),
            Optional.empty(),
            Optional.of(new Watermark("another text")),
            Optional.empty());
    assertThatThrownBy(() -> BuildExtras.of(root, root, "short"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("sd.watermark: expected a watermark of 8 to 32 bytes");
  }

  @Test
  @DisplayName("of a picture from the command line is given as properties, paths being its own")
  void takesProperties() throws Exception {
    String text =
        OnePicture.manifest(
            "fox.png",
            Map.of(
                "prompt", "x <lora:ink:1>",
                "model", "model.safetensors",
                "vae", "vae.safetensors",
                "embeddings", "words.pt, other.pt",
                "safety", "false"),
            root);
    Files.createDirectory(root.resolve("temporary"));
    Path file = folder.write("temporary/picture.json", text);

    AssetExtensions extensions =
        ManifestReader.read(List.of(file), options()).get(0).assets().get(0).extensions();

    assertThat(extensions.model().vae().orElseThrow().path())
        .contains(root.resolve("vae.safetensors"));
    assertThat(extensions.model().embeddings())
        .startsWith(root.resolve("words.pt"), root.resolve("other.pt"));
    assertThat(extensions.model().safetyChecker()).isFalse();
    assertThat(extensions.loras()).extracting(UsedFile::name).containsExactly("ink");
    assertThat(OnePicture.keys()).contains("vae", "watermark").doesNotContain("control", "loras");
  }

  private Manifest read(String text) throws ManifestException {
    return ManifestReader.read(List.of(folder.write("sd.yaml", text)), options()).get(0);
  }

  private List<String> problems(String text) {
    try {
      read(text);
      return List.of();
    } catch (ManifestException e) {
      String file = root.resolve("sd.yaml") + ":";
      return e.problems().stream()
          .map(problem -> problem.toString().replace(file, "").replace(root.toString(), "ROOT"))
          .toList();
    }
  }

  private ReadOptions options() {
    return new ReadOptions(BuildProperties.NONE, true, extras());
  }

  private BuildExtras extras() {
    return new BuildExtras(root.resolve("loras"), root.resolve("embeddings"), Optional.empty());
  }
}
