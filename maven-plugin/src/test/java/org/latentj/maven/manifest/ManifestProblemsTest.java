package org.latentj.maven.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A mistake in a manifest")
class ManifestProblemsTest {
  private static final String KEYS =
      "output, name, prompt, negativePrompt, seed, size, width, height, steps, sampler, schedule,"
          + " guidance, guidanceRescale, eta, clipSkip, deepCache, deepCacheDepth, tokenMerging, init,"
          + " mask, strength, fill, composite, grow, feather, context, tiling, noise,"
          + " variationSeed, variationStrength, control, watermark, style, quality, lossless, sizes, scales,"
          + " transparent, transparentTolerance, seamLimit, matrix";

  @TempDir private Path root;
  private ManifestFolder folder;

  @BeforeEach
  void createFolder() throws IOException {
    folder = ManifestFolder.in(root);
  }

  @Test
  @DisplayName("does not hide another: all are reported in one run, with their places")
  void reportsAll() {
    List<String> problems =
        folder.problems(
            """
            modle: model.safetensors
            defaults:
              steps: many
            assets:
              - output: ../fox.png
                prompt: a fox
                seed: -1
              - prompt: a cat
                stpes: 5
            """);

    assertThat(problems)
        .containsExactly(
            "1:1: unknown key 'modle' of a manifest; did you mean 'model'? Allowed:"
                + " $schema, extends, model, tokenizer, config, vae, loras, embeddings, safety,"
                + " license, variables, styles, defaults, assets, spriteSheets",
            "3:10: steps: expected a whole number from 1 to 1000 but got 'many'",
            "5:13: output: expected a path below the output folder, such as icons/fox.png, but"
                + " got '../fox.png': '..' leads out of the output folder",
            "7:11: seed: expected a whole number from 0 to 9223372036854775807 but got '-1'",
            "8:5: the asset has no 'output' and no 'name'",
            "9:5: unknown key 'stpes' of an asset; did you mean 'steps'? Allowed: " + KEYS);
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("in a single value names key, value and what is allowed")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "steps: 0          | steps: expected a whole number from 1 to 1000 but got '0'",
        "steps: 1001       | steps: expected a whole number from 1 to 1000 but got '1001'",
        "steps: 2.5        | steps: expected a whole number from 1 to 1000 but got '2.5'",
        "steps: 0x10       | steps: expected a whole number from 1 to 1000 but got '0x10'",
        "steps: 99999999999999999999 "
            + "| steps: expected a whole number from 1 to 1000 but got '99999999999999999999'",
        "guidance: .nan    | guidance: expected a number from 0 to 100 but got '.nan'",
        "guidance: NaN     | guidance: expected a number from 0 to 100 but got 'NaN'",
        "guidance: 1e3     | guidance: expected a number from 0 to 100 but got '1e3'",
        "guidance: 0x1p3   | guidance: expected a number from 0 to 100 but got '0x1p3'",
        "guidance: '7,5'   | guidance: expected a number from 0 to 100 but got '7,5'",
        "eta: 1.01         | eta: expected a number from 0 to 1 but got '1.01'",
        "clipSkip: 12      | clipSkip: expected a whole number from 0 to 11 but got '12'",
        "size: 512         | size: expected a size such as 512x768 (width x height) but got '512'",
        "size: 512x0       | size: expected a whole number from 8 to 8192 but got '0'",
        "size: 512x99999   | size: expected a whole number from 8 to 8192 but got '99999'",
        "tiling: bothe     "
            + "| tiling: expected one of both, none, x, y but got 'bothe'; did you mean 'both'?",
        "noise: cuda       | noise: expected one of cpu, gpu but got 'cuda'",
        "fill: orginal     | fill: expected one of automatic, blur, fill, membrane, navier-stokes,"
            + " neutral, noise, original, patchmatch but got"
            + " 'orginal'; did you mean 'original'?",
        "prompt: [a, b]    | expected one value for key 'prompt' but got a list",
        "prompt: {a: b}    | expected one value for key 'prompt' but got a mapping",
        "prompt: null      | key 'prompt' has no value; write \"\" for an empty text",
        "seed:             | key 'seed' has no value; write \"\" for an empty text",
        "init: none.png    | init: there is no file 'none.png' (looked for ROOT/none.png)",
        "init: .           | init: there is no file '.' (looked for ROOT)",
        "init: \"a\\0b\"   | init: 'a\u0000b' is no path: Nul character not allowed",
        "schedule: Karras  | sampler PLMS runs on schedule Automatic but got 'Karras'",
      })
  void reportsValue(String entry, String message) {
    List<String> problems =
        folder.problems(
            """
            model: model.safetensors
            defaults:
              %s
            assets:
              - {name: fox%s}
            """
                .formatted(entry, entry.startsWith("prompt") ? "" : ", prompt: x"));

    assertThat(problems).hasSize(1);
    assertThat(problems.get(0).replace(root.toString(), "ROOT")).startsWith("3:").endsWith(message);
  }

  @Test
  @DisplayName("in a sampler's name lists the samplers and suggests the nearest")
  void reportsSampler() {
    List<String> problems = folder.problems(asset("sampler: Eular"));

    assertThat(problems).hasSize(1);
    assertThat(problems.get(0))
        .startsWith("3:37: sampler: ")
        .contains("Eular", "did you mean", "Euler", "PLMS", "DDIM", "DPM++ 2M");
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("in a combination of values is found")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "strength: 0.5                  | 3:38: 'strength' has no effect without 'init'",
        "mask: mask.png                 | 3:34: 'mask' has no effect without 'init'",
        "init: init.png, fill: fill     | 3:50: 'fill' has no effect without 'mask'",
        "composite: alpha               | 3:39: 'composite' has no effect without 'mask'",
        "init: init.png, context: 9     | 3:53: 'context' has no effect without 'mask'",
        "init: init.png, mask: mask.png, tiling: x"
            + "| 3:68: 'tiling' has no effect with 'mask'; leave it out",
        "variationSeed: 3    "
            + "| 3:43: 'variationSeed' has no effect without 'variationStrength'",
        "variationStrength: 1"
            + "| 3:47: 'variationStrength' has no effect without 'variationSeed'",
        "width: 64                      | 3:5: give 'width' and 'height' together, or 'size'",
        "size: 64x64, width: 64         "
            + "| 3:5: give either 'size' or 'width' and 'height', not both",
        "init: init.png, size: 64x64    "
            + "| 3:5: the asset has 'init' and a size; its size is that of the init image",
        "sampler: DDIM, schedule: Beta  "
            + "| 3:53: sampler DDIM runs on schedule Automatic but got 'Beta'",
        "strength: 0.5, init: gone.png  "
            + "| 3:49: init: there is no file 'gone.png' (looked for ROOT/gone.png)",
      })
  void reportsCombination(String values, String message) {
    assertThat(folder.problems(asset(values)))
        .extracting(problem -> problem.replace(root.toString(), "ROOT"))
        .containsExactly(message);
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("in an output's path is found")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/fox.png         | it is absolute",
        "C:/fox.png       | it is absolute",
        "a/../../fox.png  | '..' leads out of the output folder",
        "..               | '..' leads out of the output folder",
        "fox.gif          | its name ends in none of .png, .jpg, .jpeg and .webp",
        "fox              | its name ends in none of .png, .jpg, .jpeg and .webp",
        "a\\..\\fox.png   | `it holds one of \\ < > : \" | ? * or a control character`",
        "fox?.png         | `it holds one of \\ < > : \" | ? * or a control character`",
        "a:b.png          | `it holds one of \\ < > : \" | ? * or a control character`",
        "a//fox.png       | part '' is blank or begins or ends with a blank or a dot",
        "./fox.png        | part '.' is blank or begins or ends with a blank or a dot",
        "a./fox.png       | part 'a.' is blank or begins or ends with a blank or a dot",
      })
  void reportsOutput(String path, String reason) {
    String quoted = "\"" + path.replace("\\", "\\\\") + "\"";

    assertThat(
            folder.problems(
                "model: model.safetensors\nassets: [{prompt: x, output: " + quoted + "}]"))
        .containsExactly(
            "2:30: output: expected a path below the output folder, such as icons/fox.png, but"
                + " got '"
                + path
                + "': "
                + reason);
  }

  @Test
  @DisplayName("such as a name that leads elsewhere is found too")
  void reportsName() {
    assertThat(folder.problems("model: model.safetensors\nassets: [{prompt: x, name: ../fox}]"))
        .singleElement()
        .asString()
        .startsWith("2:28: name: ")
        .endsWith("got '../fox.png': '..' leads out of the output folder");
    assertThat(
            folder.problems(
                "model: model.safetensors\nassets: [{prompt: x, name: '" + "n".repeat(300) + "'}]"))
        .singleElement()
        .asString()
        .endsWith("it is longer than 240 characters");
  }

  @Test
  @DisplayName("such as an output where another asset needs a folder is found")
  void reportsFolderConflict() {
    assertThat(
            folder.problems(
                """
                model: model.safetensors
                assets:
                  - {output: a.png/b.png, prompt: x}
                  - {output: A.png, prompt: x}
                """))
        .containsExactly(
            "3:5: output 'a.png/b.png' needs a folder where the asset at 4:5 writes a picture");
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("such as a repeated key is refused")
  @ValueSource(strings = {"{name: a, prompt: x, prompt: y}", "{name: a, prompt: x, 'prompt': x}"})
  void reportsRepeatedKey(String entry) {
    assertThat(folder.problems("model: model.safetensors\nassets:\n  - " + entry))
        .containsExactly("3:26: key 'prompt' stands in line 3 already");
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("such as a class tag is refused and runs nothing")
  @CsvSource(
      delimiter = '|',
      value = {
        "- !!java.io.FileOutputStream [owned]| 3:5:| tag:yaml.org,2002:java.io.FileOutputStream",
        "- {name: a, prompt: !!javax.script.ScriptEngineManager x} "
            + "| 3:23: | tag:yaml.org,2002:javax.script.ScriptEngineManager",
        "- {name: a, prompt: !local x}        | 3:23: | !local",
        "- {name: a, prompt: !!binary aGk=}   | 3:23: | tag:yaml.org,2002:binary",
        "- !!set {a, b}                       | 3:5: | tag:yaml.org,2002:set",
      })
  void reportsTag(String asset, String place, String tag) {
    assertThat(folder.problems("model: model.safetensors\nassets:\n  " + asset))
        .containsExactly(place + " tag '" + tag + "' is refused: manifests hold plain values only");
    assertThat(root.resolve("owned")).doesNotExist();
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("in the structure is found")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`[a, b]` | 1:1: expected a mapping of keys to values for a manifest but got a list",
        "just text| 1:1: expected a mapping of keys to values for a manifest but got 'just text'",
        "`{model: model.safetensors}`| 1:1: the manifest has no 'assets'; expected a list",
        "`{model: model.safetensors, assets: }`"
            + "| 1:35: expected a list of assets but got nothing",
        "`{model: model.safetensors, assets: []}`| 1:36: the list of assets is empty",
        "`{model: model.safetensors, assets: {a: b}}`"
            + "| 1:36: expected a list of assets but got a mapping",
        "`{model: model.safetensors, assets: [fox]}`"
            + "| 1:37: expected a mapping of keys to values for an asset but got 'fox'",
        "`{model: model.safetensors, assets: [{[a]: b, name: c, prompt: d}]}`"
            + "| 1:38: expected a key of an asset but got a list",
        "`{model: model.safetensors, defaults: 5, assets: [{name: c, prompt: d}]}`"
            + "| 1:38: expected a mapping of keys to values for defaults but got '5'",
        "`{model: none, assets: [{name: c, prompt: d}]}`"
            + "| 1:9: model: there is no file or folder 'none' (looked for ROOT/none)",
        "`{model: '', assets: [{name: c, prompt: d}]}`"
            + "| 1:9: model: expected a model but got nothing; a model is miniature, a folder or file,"
            + " hf:OWNER/NAME[@REVISION][#FILE], or https://...",
        "`{model: init.png, tokenizer: mask.png, assets: [{name: c, prompt: d}]}`"
            + "| 1:30: tokenizer: there is no folder 'mask.png' (looked for ROOT/mask.png)",
        "`{model: init.png, assets: [{}]}`"
            + "| 1:28: the asset has no 'output' and no 'name' & 1:28: the asset has no 'prompt'",
        "`{}`| 1:1: the manifest has no 'assets'; expected a list",
        "`{tokenizer: ., config: ., assets: [{name: c, prompt: d}]}`"
            + "| 1:13: 'tokenizer' has no effect without 'model'"
            + " & 1:24: 'config' has no effect without 'model'",
        "`{model: none, tokenizer: ., assets: [{name: c, prompt: d}, {name: c, prompt: d}]}`"
            + "| 1:9: model: there is no file or folder 'none' (looked for ROOT/none)"
            + " & 1:60: output 'c.png' is written by the asset at 1:38 already",
        "`{model: init.png, assets: [{name: c}]}`| 1:28: the asset has no 'prompt'",
      })
  void reportsStructure(String text, String message) {
    assertThat(folder.problems(text))
        .extracting(problem -> problem.replace(root.toString(), "ROOT"))
        .containsExactly(message.split(" & "));
  }

  @Test
  @DisplayName("of the YAML itself is reported with its place")
  void reportsSyntax() {
    assertThat(folder.problems("model: x\n\tassets: y"))
        .singleElement()
        .asString()
        .startsWith("2:1: not YAML: ");
    assertThat(folder.problems("model: [a, b"))
        .singleElement()
        .asString()
        .startsWith("1:13: not YAML: expected ',' or ']'");
    assertThat(folder.problems("model: x\n---\nmodel: y"))
        .singleElement()
        .asString()
        .startsWith("2:1: not YAML: but found another document");
    assertThat(folder.problems("model: *none"))
        .singleElement()
        .asString()
        .contains("1:8: not YAML: ", "none");
    assertThat(folder.problems("model: \u0001"))
        .containsExactly("1:1: not YAML: control character U+0001 at character 7");
  }

  @Test
  @DisplayName("such as no content at all is reported")
  void reportsEmptyFiles() {
    assertThat(folder.problems(""))
        .containsExactly("1:1: the manifest is empty; expected key 'assets' at least");
    assertThat(folder.problems("# only a comment\n"))
        .containsExactly("1:1: the manifest is empty; expected key 'assets' at least");
  }

  @Test
  @DisplayName("such as aliases that multiply is refused before memory runs out")
  void refusesAliasBombs() {
    StringBuilder bomb = new StringBuilder("model: x\na0: &a0 [x, x]\n");
    for (int i = 1; i < 60; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }

    assertThat(folder.problems(bomb.toString()))
        .singleElement()
        .asString()
        .startsWith("1:1: not YAML: Number of aliases for non-scalar nodes exceeds");
  }

  @Test
  @DisplayName("such as a list that contains itself is refused")
  void refusesRecursion() {
    assertThat(folder.problems("model: model.safetensors\nassets: &a [*a]"))
        .containsExactly("2:9: expected a mapping of keys to values for an asset but got a list");
  }

  @Test
  @DisplayName("such as another encoding or an enormous file is refused")
  void refusesBinaryFiles() throws IOException {
    Path latin1 = root.resolve("latin1.yaml");
    Files.write(latin1, new byte[] {'m', ':', ' ', (byte) 0xfc});
    Path huge = folder.write("huge.yaml", "#".repeat(2_000_001));
    Problems problems = new Problems();

    assertThat(YamlFile.read(latin1, problems)).isEmpty();
    assertThat(YamlFile.read(huge, problems)).isEmpty();

    ManifestException failure =
        org.junit.jupiter.api.Assertions.assertThrows(
            ManifestException.class, problems::throwIfAny);
    assertThat(failure.problems())
        .extracting(Problem::message)
        .containsExactlyInAnyOrder(
            "not UTF-8 text; save the file as UTF-8",
            "expected a manifest of at most 2000000 bytes but got 2000001");
  }

  @Test
  @DisplayName("among the defaults is reported once, not for every asset")
  void reportsDefaultsOnce() {
    assertThat(
            folder.problems(
                """
                model: model.safetensors
                defaults: {init: gone.png, width: 64, seed: x}
                assets: [{name: a, prompt: x}, {name: b, prompt: x}]
                """))
        .extracting(problem -> problem.replace(root.toString(), "ROOT"))
        .containsExactly(
            "2:18: init: there is no file 'gone.png' (looked for ROOT/gone.png)",
            "2:45: seed: expected a whole number from 0 to 9223372036854775807 but got 'x'");
  }

  /** A manifest whose third line is an asset with these values. */
  private static String asset(String values) {
    return "model: model.safetensors\nassets:\n  - {name: fox, prompt: x, " + values + "}\n";
  }
}
