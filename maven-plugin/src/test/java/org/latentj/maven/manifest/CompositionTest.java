package org.latentj.maven.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentj.models.source.LocalSource;
import org.latentj.sampler.SamplerKind;

@DisplayName("A manifest's variables, matrices, styles and base files")
class CompositionTest {
  @TempDir private Path root;
  private ManifestFolder folder;

  @BeforeEach
  void createFolder() throws IOException {
    folder = ManifestFolder.in(root);
  }

  @Test
  @DisplayName("make one asset of every combination, the last axis changing first")
  void expandsMatrices() throws Exception {
    List<Asset> assets =
        folder
            .parse(
                """
                assets:
                  - name: gem-${color}-${guidance}
                    prompt: a ${color} gem, $${literally}
                    matrix: {color: [red, blue], guidance: [3, 5.5]}
                  - {name: last, prompt: x}
                """)
            .assets();

    assertThat(assets)
        .extracting(Asset::output)
        .containsExactly(
            "gem-red-3.png", "gem-red-5.5.png", "gem-blue-3.png", "gem-blue-5.5.png", "last.png");
    assertThat(assets.get(3).prompt()).isEqualTo("a blue gem, ${literally}");
    assertThat(assets.get(3).settings().guidanceScale()).hasValue(5.5);
    assertThat(assets.get(4).settings().guidanceScale()).isEmpty();
  }

  @Test
  @DisplayName("fill in values of the manifest before properties of the build, and only once")
  void fillsInVariables() throws Exception {
    Path file =
        folder.write(
            "sd.yaml",
            """
            variables:
              project: mine
              hero: the hero of ${project}
              odd: '${hostile}'
            defaults: {steps: '${quick}'}
            assets:
              - {name: 'v${version}', prompt: '${hero} ${odd}'}
            """);
    BuildProperties properties =
        BuildProperties.of(
            Map.of("version", "1.2", "project", "theirs", "hostile", "${version}", "quick", "9"));

    Asset asset =
        ManifestReader.read(List.of(file), new ReadOptions(properties, true))
            .get(0)
            .assets()
            .get(0);

    assertThat(asset.output()).isEqualTo("v1.2.png");
    assertThat(asset.prompt()).isEqualTo("the hero of mine ${version}");
    assertThat(asset.settings().steps()).isEqualTo(9);
  }

  @Test
  @DisplayName("cannot lead an output out of its folder")
  void checksFilledInOutputs() {
    assertThat(
            folder.problems(
                "variables: {up: ../..}\nassets:\n  - {output: '${up}/a.png', prompt: x}\n"))
        .singleElement()
        .asString()
        .startsWith("3:14: output: ")
        .endsWith("got '../../a.png': '..' leads out of the output folder");
  }

  @Test
  @DisplayName("report unknown names with what is known and what was meant")
  void reportsUnknownVariables() {
    assertThat(
            folder.problems(
                """
                variables: {colour: red, 2nd: x}
                assets:
                  - {name: a, prompt: 'a ${color} ${'}
                  - {name: b, prompt: x, style: fat}
                styles: {flat: {steps: 0, extends: none}}
                """))
        .containsExactly(
            "1:26: name '2nd' of variables needs letters, digits, - or _ only, and a letter at its"
                + " begin",
            "3:23: unknown variable '${color}'; did you mean 'colour'? Known: colour, and the"
                + " build's properties",
            "3:23: '${' has no '}'; write $${ for the characters themselves",
            "4:33: unknown style 'fat'; did you mean 'flat'? Styles: flat",
            "5:24: steps: expected a whole number from 1 to 1000 but got '0'",
            "5:36: unknown style 'none'. Styles: flat");
  }

  @Test
  @DisplayName("refuse matrices that are none, too large, or say a key twice")
  void refusesBadMatrices() {
    String many = "[" + "1, ".repeat(101) + "1]";
    assertThat(
            folder.problems(
                """
                assets:
                  - {name: a, prompt: x, matrix: {color: red}}
                  - {name: b, prompt: x, matrix: {color: []}}
                  - {name: c, prompt: x, matrix: {color: [[red]]}}
                  - {name: 'd${steps}', prompt: x, steps: 5, matrix: {steps: [1, 2]}}
                  - {name: e, prompt: x, matrix: {a: %s, b: %s}}
                  - {name: f, prompt: x, matrix: {color: [red, blue]}}
                """
                    .formatted(many, many)))
        .containsExactly(
            "2:42: expected a list of values of 'color' but got 'red'",
            "3:42: the list of values of 'color' is empty",
            "4:43: expected one value for key 'color' but got a list",
            "5:43: 'steps' is an axis of the matrix, too; leave one of them out",
            "6:34: the matrix stands for more than 10000 assets; leave out some values",
            "7:5: the entry writes 'f.png' more than once; use the variables of its matrix in the"
                + " name, as in name: gem-${color}");
  }

  @Test
  @DisplayName("put the words of styles around prompts, and their settings below the entry's")
  void appliesStyles() throws Exception {
    List<Asset> assets =
        folder
            .parse(
                """
                defaults: {style: flat, steps: 10, negativePrompt: blurry}
                styles:
                  base: {steps: 20, guidance: 4, negativePrompt: photo}
                  flat: {extends: base, prefix: a flat icon of, suffix: ', plain', sampler: DDIM}
                  white: {suffix: on white, guidance: 9}
                assets:
                  - {name: a, prompt: a fox}
                  - {name: b, prompt: a fox, style: [flat, white], steps: 5, negativePrompt: ''}
                  - {name: c, prompt: a fox, style: []}
                """)
            .assets();

    assertThat(assets)
        .extracting(Asset::prompt)
        .containsExactly(
            "a flat icon of a fox, plain", "a flat icon of a fox, plain on white", "a fox");
    assertThat(assets)
        .extracting(asset -> asset.settings().negativePrompt())
        .containsExactly("blurry, photo", "photo", "blurry");
    assertThat(assets).extracting(asset -> asset.settings().steps()).containsExactly(20, 5, 10);
    assertThat(assets)
        .extracting(asset -> asset.settings().guidanceScale())
        .containsExactly(OptionalDouble.of(4), OptionalDouble.of(9), OptionalDouble.empty());
    assertThat(assets.get(1).settings().sampler()).isEqualTo(SamplerKind.DDIM);
  }

  @Test
  @DisplayName("such as styles in a circle are refused")
  void refusesCircles() {
    assertThat(
            folder.problems(
                """
                styles: {a: {extends: b}, b: {extends: a}}
                assets: [{name: a, prompt: x}]
                """))
        .containsExactly("1:13: style 'a' extends itself", "1:30: style 'b' extends itself");
    assertThat(folder.problems("extends: sd.yaml\nassets: [{name: a, prompt: x}]"))
        .contains("1:10: extends: more than 8 files, or in a circle");
  }

  @Test
  @DisplayName("come from a base file, whose paths are relative to itself")
  void extendsFiles() throws Exception {
    Files.createDirectories(root.resolve("common/models"));
    Files.writeString(root.resolve("common/models/m.ckpt"), "weights");
    ManifestFolder.writeImage(root.resolve("common/start.png"), 8, 8);
    folder.write(
        "common/base.yaml",
        """
        model: models/m.ckpt
        license: MIT
        variables: {who: a fox, where: a wood}
        styles: {flat: {prefix: flat}}
        defaults: {init: start.png, steps: 7, style: flat}
        """);

    Manifest manifest =
        folder.parse(
            """
            extends: common/base.yaml
            variables: {where: a town}
            defaults: {steps: 8}
            assets: [{name: a, prompt: '${who} in ${where}', mask: mask.png}]
            """);

    assertThat(manifest.model())
        .contains(
            new NamedModel(
                new LocalSource(root.resolve("common/models/m.ckpt")),
                Optional.empty(),
                Optional.empty()));
    assertThat(manifest.license()).contains("MIT");
    Asset asset = manifest.assets().get(0);
    assertThat(asset.prompt()).isEqualTo("flat a fox in a town");
    assertThat(asset.settings().steps()).isEqualTo(8);
    assertThat(asset.init().orElseThrow().image()).isEqualTo(root.resolve("common/start.png"));
    assertThat(asset.init().orElseThrow().mask()).contains(root.resolve("mask.png"));
  }

  @Test
  @DisplayName("name mistakes in base files at their own places")
  void reportsBaseFiles() {
    folder.write("base.yaml", "defaults: {steps: 0}\nmodle: x\n");
    Path file = folder.write("sd.yaml", "extends: base.yaml\nassets: [{name: a, prompt: x}]");

    assertThatThrownBy(() -> ManifestReader.read(List.of(file)))
        .isInstanceOf(ManifestException.class)
        .hasMessageStartingWith("2 problems")
        .hasMessageContaining(root.resolve("base.yaml") + ":1:19: steps: expected a whole number")
        .hasMessageContaining(root.resolve("base.yaml") + ":2:1: unknown key 'modle'");
  }

  @Test
  @DisplayName("hold what becomes of pictures, and the files that they become")
  void readsOutputOptions() throws Exception {
    List<Asset> assets =
        folder
            .parse(
                """
                defaults: {scales: [3, 2]}
                assets:
                  - {name: a, prompt: x}
                  - {output: b.JPG, prompt: x, scales: [], sizes: [64, 16], quality: .5}
                  - {name: c, prompt: x, scales: 1, transparent: true, tiling: x, seamLimit: 1.5}
                  - {output: d.WebP, prompt: x, transparent: true, lossless: true}
                """)
            .assets();

    assertThat(assets.get(0).files())
        .containsExactly(
            new OutputFile("a.png", 0, 1, 3),
            new OutputFile("a@2x.png", 0, 2, 3),
            new OutputFile("a@3x.png", 0, 3, 3));
    assertThat(assets.get(0).files().get(0).size(new Size(96, 48))).isEqualTo(new Size(32, 16));
    assertThat(assets.get(1).files())
        .extracting(OutputFile::path)
        .containsExactly("b.JPG", "b-16.JPG", "b-64.JPG");
    assertThat(assets.get(1).files().get(1).size(new Size(64, 128))).isEqualTo(new Size(8, 16));
    assertThat(assets.get(1).options().quality()).isEqualTo(0.5);
    assertThat(assets.get(2).options())
        .isEqualTo(
            new OutputOptions(
                0.95, false, List.of(), List.of(1), Optional.of(32), Optional.of(1.5)));
    assertThat(assets.get(3).files().get(1).path()).isEqualTo("d@2x.WebP");
    assertThat(assets.get(3).options().lossless()).isTrue();
  }

  @Test
  @DisplayName("refuse what cannot become of pictures")
  void refusesOutputOptions() {
    assertThat(
            folder.problems(
                """
                assets:
                  - {name: a, prompt: x, quality: 0.5, transparentTolerance: 3, seamLimit: 1}
                  - {output: b.jpg, prompt: x, transparent: true, quality: 0}
                  - {name: c, prompt: x, sizes: [16, a], scales: 5}
                  - {name: d, prompt: x, sizes: [16], scales: [2]}
                  - {name: e, prompt: x, scales: 2}
                  - {name: e@2x, prompt: x}
                  - {output: f.webp, prompt: x, quality: 0.5, lossless: true}
                  - {output: g.jpg, prompt: x, lossless: false}
                """))
        .containsExactly(
            "2:35: 'quality' is of JPEGs and WebPs; name the output .jpg or .webp, or leave it out",
            "2:62: 'transparentTolerance' has no effect without 'transparent: true'",
            "2:76: 'seamLimit' has no effect without 'tiling'",
            "3:5: 'transparent' needs a PNG or WebP; a JPEG has no transparency",
            "3:60: quality: expected a number above 0 to 1 but got '0'",
            "4:33: sizes: expected a whole number from 1 to 8192 but got 'a'",
            "4:50: scales: expected a whole number from 1 to 4 but got '5'",
            "5:5: give either 'sizes' or 'scales', not both",
            "7:5: output 'e@2x.png' is written by the asset at 6:5 already",
            "8:42: 'quality' has no effect with 'lossless: true'; leave out one of them",
            "9:42: 'lossless' is of WebPs; name the output .webp, or leave it out: PNGs are always"
                + " lossless, JPEGs never");
  }

  @Test
  @DisplayName("are not needed to be there: a missing model is a mistake only where it is needed")
  void toleratesMissingModels() throws Exception {
    Path file = folder.write("sd.yaml", "model: gone\nassets: [{name: a, prompt: x}]");

    Manifest manifest =
        ManifestReader.read(List.of(file), new ReadOptions(BuildProperties.NONE, false)).get(0);

    assertThat(manifest.model().orElseThrow().source())
        .isEqualTo(new LocalSource(root.resolve("gone")));
    assertThatThrownBy(() -> ManifestReader.read(List.of(file)))
        .hasMessageContaining("1:8: model: there is no file or folder 'gone'");
  }

  @Test
  @DisplayName("may be JSON as other programs write it: tabs, escapes, its schema")
  void readsForeignJson() throws Exception {
    Path file =
        folder.write(
            "sd.json",
            "{\n\t\"$schema\": \"x.json\",\n\t\"assets\": [\n\t\t{\"name\": \"a\\/b\","
                + " \"prompt\": \"\\ud83e\\udd8a \\\"x\\\"\",\t\"stpes\": 1}\n\t]\n}");

    assertThatThrownBy(() -> ManifestReader.read(List.of(file)))
        .hasMessageContaining(file + ":4:52: unknown key 'stpes'");
    Files.writeString(file, Files.readString(file).replace("stpes", "steps"));
    Asset asset = ManifestReader.read(List.of(file)).get(0).assets().get(0);
    assertThat(asset.output()).isEqualTo("a/b.png");
    assertThat(asset.prompt()).isEqualTo("\ud83e\udd8a \"x\"");
  }
}
