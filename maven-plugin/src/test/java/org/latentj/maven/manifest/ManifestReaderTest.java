package org.latentj.maven.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentj.inpaint.composite.CompositeKind;
import org.latentj.inpaint.fill.FillKind;
import org.latentj.models.source.LocalSource;
import org.latentj.noise.NoiseKind;
import org.latentj.request.Settings;
import org.latentj.sampler.SamplerKind;
import org.latentj.sampler.ScheduleKind;

@DisplayName("A manifest")
class ManifestReaderTest {
  private static final String EVERY_KEY =
      """
      model: model.safetensors
      tokenizer: vocabulary
      config: settings
      assets:
        - output: icons/fox.png
          prompt: a fox
          negativePrompt: blurry
          seed: 18446744073
          steps: 12
          sampler: DDIM
          schedule: automatic
          guidance: 5
          guidanceRescale: 0.5
          eta: 1.0
          clipSkip: 2
          deepCache: 3
          deepCacheDepth: 2
          tokenMerging: 0.25
          init: init.png
          mask: mask.png
          strength: .6
          fill: noise
          composite: alpha
          grow: 0
          feather: 12
          context: 64
          tiling: none
          noise: gpu
          variationSeed: 9
          variationStrength: 1e-1
      """;

  @TempDir private Path root;
  private ManifestFolder folder;

  @BeforeEach
  void createFolder() throws IOException {
    folder = ManifestFolder.in(root);
  }

  @Test
  @DisplayName("is read with every key")
  void readsEveryKey() throws Exception {
    Files.createDirectory(root.resolve("vocabulary"));
    Files.createDirectory(root.resolve("settings"));

    Manifest manifest = folder.parse(EVERY_KEY);

    assertThat(manifest.model())
        .contains(
            new NamedModel(
                new LocalSource(root.resolve("model.safetensors")),
                Optional.of(root.resolve("vocabulary")),
                Optional.of(root.resolve("settings"))));
    InitImage init =
        new InitImage(
            root.resolve("init.png"),
            Optional.of(
                new Selection(
                    root.resolve("mask.png"),
                    FillKind.LATENT_NOISE,
                    CompositeKind.ALPHA,
                    Optional.of(0),
                    Optional.of(12),
                    Optional.of(64))),
            0.6);
    assertThat(manifest.assets())
        .containsExactly(
            new Asset(
                new SourceMark(root.resolve("sd.yaml"), 5, 5),
                "icons/fox.png",
                "a fox",
                Optional.empty(),
                Optional.of(init),
                settingsOfEveryKey(),
                OutputOptions.PLAIN,
                new AssetExtensions(
                    new ModelExtensions(
                        Optional.empty(),
                        List.of(),
                        List.of(BuildExtras.USUAL.embeddingFolder()),
                        true),
                    List.of(),
                    List.of())));
  }

  private static Settings settingsOfEveryKey() {
    return Settings.builder()
        .negativePrompt("blurry")
        .seed(18446744073L)
        .steps(12)
        .sampler(SamplerKind.DDIM)
        .schedule(ScheduleKind.AUTOMATIC)
        .guidanceScale(5)
        .guidanceRescale(0.5)
        .eta(1)
        .clipSkip(2)
        .deepCache(3)
        .deepCacheDepth(2)
        .tokenMerging(0.25)
        .noise(NoiseKind.GPU)
        .variationSeed(9)
        .variationStrength(0.1)
        .build();
  }

  @Test
  @DisplayName("that names no model leaves the choice to the engine, which has one")
  void needsNoModel() throws Exception {
    Manifest manifest = folder.parse("# icons\nassets: [{name: a, prompt: x}]");

    assertThat(manifest.model()).isEmpty();
    assertThat(manifest.assets()).hasSize(1);
    assertThat(manifest.modelMark().line()).isEqualTo(2);
  }

  @Test
  @DisplayName("gives an entry the defaults that it does not set itself")
  void mergesDefaults() throws Exception {
    Manifest manifest =
        folder.parse(
            """
            model: model.safetensors
            defaults: {negativePrompt: blurry, steps: 20, size: 64x96, sampler: Euler a, seed: 7}
            assets:
              - {name: one, prompt: first}
              - {name: two, prompt: second, steps: 5, width: 32, height: 40, sampler: heun}
            """);

    Asset one = manifest.assets().get(0);
    Asset two = manifest.assets().get(1);
    assertThat(one.output()).isEqualTo("one.png");
    assertThat(one.size()).contains(new Size(64, 96));
    assertThat(one.settings().steps()).isEqualTo(20);
    assertThat(one.settings().sampler()).isEqualTo(SamplerKind.EULER_A);
    assertThat(two.size()).contains(new Size(32, 40));
    assertThat(two.settings())
        .isEqualTo(
            Settings.builder()
                .negativePrompt("blurry")
                .seed(7)
                .steps(5)
                .sampler(SamplerKind.HEUN)
                .build());
  }

  @Test
  @DisplayName("without settings uses the engine's defaults and the model's size")
  void usesEngineDefaults() throws Exception {
    Asset asset = folder.parse(minimal("")).assets().get(0);

    assertThat(asset.settings()).isEqualTo(Settings.defaults());
    assertThat(asset.size()).isEmpty();
    assertThat(asset.init()).isEmpty();
  }

  @Test
  @DisplayName("takes a schedule from the sampler's name unless a key names another")
  void splitsSamplerNames() throws Exception {
    Asset named = folder.parse(minimal("sampler: DPM++ 2M Karras")).assets().get(0);
    Asset other =
        folder.parse(minimal("{sampler: DPM++ 2M Karras, schedule: Exponential}")).assets().get(0);

    assertThat(named.settings().sampler()).isEqualTo(SamplerKind.DPMPP_2M);
    assertThat(named.settings().schedule()).isEqualTo(ScheduleKind.KARRAS);
    assertThat(other.settings().schedule()).isEqualTo(ScheduleKind.EXPONENTIAL);
  }

  @Test
  @DisplayName("does not apply a default size to an entry that begins with an image")
  void sizeOfInitImagesIsTheirOwn() throws Exception {
    Asset asset =
        folder
            .parse(
                """
                model: model.safetensors
                defaults: {size: 64x64}
                assets: [{name: a, prompt: x, init: init.png}]
                """)
            .assets()
            .get(0);

    assertThat(asset.size()).isEmpty();
    assertThat(asset.init().orElseThrow().strength()).isEqualTo(0.75);
    assertThat(asset.init().orElseThrow().selection()).isEmpty();
  }

  @Test
  @DisplayName("keeps words such as 'no', 'on' and '1.10' as text")
  void keepsPlainWords() throws Exception {
    Manifest manifest =
        folder.parse(
            """
            model: model.safetensors
            assets:
              - {name: 'no', prompt: no}
              - {name: 1.10, prompt: 2024-01-01}
              - {name: yes, prompt: "on: off", negativePrompt: ""}
            """);

    assertThat(manifest.assets())
        .extracting(Asset::prompt)
        .containsExactly("no", "2024-01-01", "on: off");
    assertThat(manifest.assets())
        .extracting(Asset::output)
        .containsExactly("no.png", "1.10.png", "yes.png");
  }

  @Test
  @DisplayName("may be JSON, with a byte order mark and Windows line ends")
  void readsJson() throws Exception {
    Manifest manifest =
        folder.parse(
            """
            \uFEFF{
              "model": "model.safetensors",
              "assets": [
                {"output": "a.png", "prompt": "ein Füchslein \\u2603 \uD83E\uDD8A", "seed": 3}
              ]
            }
            """
                .replace("\n", "\r\n"));

    assertThat(manifest.assets().get(0).prompt()).isEqualTo("ein Füchslein \u2603 \uD83E\uDD8A");
    assertThat(manifest.assets().get(0).where().line()).isEqualTo(4);
  }

  @Test
  @DisplayName("gives the same assets with Unix and with Windows line ends")
  void lineEndsDoNotCount() throws Exception {
    String text = minimal("negativePrompt: |\n      one\n      two");

    Manifest unix = folder.parse(text);
    Manifest windows = folder.parse(text.replace("\n", "\r\n"));

    assertThat(windows).isEqualTo(unix);
    assertThat(unix.assets().get(0).settings().negativePrompt()).isEqualTo("one\ntwo");
  }

  @Test
  @DisplayName("may share values through anchors")
  void readsAliases() throws Exception {
    Manifest manifest =
        folder.parse(
            """
            model: model.safetensors
            assets:
              - {name: a, prompt: &fox a red fox}
              - {name: b, prompt: *fox}
            """);

    assertThat(manifest.assets())
        .extracting(Asset::prompt)
        .containsExactly("a red fox", "a red fox");
    assertThat(manifest.assets().get(1).settings().variationSeed()).isEqualTo(OptionalLong.empty());
  }

  @Test
  @DisplayName("shares the output folder with others: the same output twice is refused")
  void refusesDuplicatesAcrossManifests() {
    Path first = folder.write("a.yaml", minimal(""));
    Path second = folder.write("b.yaml", minimal("").replace("fox.png", "FOX.png"));

    ManifestException failure = failure(first, second);

    assertThat(failure.problems())
        .extracting(Problem::toString)
        .containsExactly(
            second + ":3:5: output 'FOX.png' is written by the asset at " + first + ":3:5 already");
  }

  @Test
  @DisplayName("is reported together with all others, in the order of the files")
  void reportsAllManifests() {
    Path first = folder.write("a.yaml", minimal("steps: 0"));
    Path second = folder.write("b.yaml", "model: [");
    Path third = root.resolve("none.yaml");

    ManifestException failure = failure(third, second, first);

    assertThat(failure).hasMessageStartingWith("3 problems in the asset manifests:\n  " + first);
    assertThat(failure.problems())
        .extracting(p -> p.where().file())
        .containsExactly(first, second, third);
    assertThat(failure.problems().get(2).message()).isEqualTo("there is no such manifest");
  }

  private static ManifestException failure(Path... files) {
    try {
      ManifestReader.read(List.of(files));
    } catch (ManifestException e) {
      return e;
    }
    throw new AssertionError("expected a ManifestException");
  }

  /** One asset {@code fox.png} and some defaults. */
  private static String minimal(String defaults) {
    String block =
        defaults.isEmpty()
            ? ""
            : defaults.startsWith("{")
                ? "defaults: " + defaults + "\n"
                : "defaults:\n    " + defaults + "\n";
    return "model: model.safetensors\nassets:\n  - {output: fox.png, prompt: a fox}\n" + block;
  }
}
