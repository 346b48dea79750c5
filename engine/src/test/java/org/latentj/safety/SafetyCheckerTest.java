package org.latentj.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.latentj.checkpoint.Checkpoint;
import org.latentj.checkpoint.CheckpointException;
import org.latentj.checkpoint.SafetyCheckerFolder;
import org.latentj.image.NumericOverflowException;
import org.latentj.image.Picture;
import org.latentj.model.ImagePreprocessing;
import org.latentj.model.VisionTowerConfig;
import org.latentj.network.ClipVisionTower;
import org.latentj.network.EmitOptions;
import org.latentj.request.SafetyCheck;
import org.latentj.runtime.ComputeDevice;
import org.latentj.runtime.LimitedMemory;
import org.latentj.runtime.LoadedModel;
import org.latentj.runtime.MemoryMode;
import org.latentj.runtime.TorchException;
import org.latentj.runtime.VisionTowerModel;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.TensorSpec;

@DisplayName("A safety checker")
class SafetyCheckerTest {
  private final LimitedMemory memory = new LimitedMemory();

  @TempDir Path temporary;
  private Path folder;

  @BeforeEach
  void copyModel() throws IOException {
    folder = temporary.resolve("model");
    copy(resource("/conformance/tiny-diffusers"), folder);
  }

  private static Path resource(String name) {
    try {
      return Path.of(SafetyCheckerTest.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  private LoadedModel model(MemoryMode mode, ElementType compute) {
    try (Checkpoint checkpoint = Checkpoint.open(folder)) {
      ComputeDevice device = ComputeDevice.choose("cpu");
      return LoadedModel.load(
          checkpoint.config(),
          LoadedModel.WeightSources.of(checkpoint),
          device,
          LoadedModel.emission(compute, device),
          mode,
          memory);
    }
  }

  private SafetyCheckerFolder checkerFolder() {
    try (Checkpoint checkpoint = Checkpoint.open(folder)) {
      return checkpoint.safetyChecker().orElseThrow();
    }
  }

  private static Picture picture(int seed) {
    byte[] rgb = new byte[3 * 60 * 50];
    new Random(seed).nextBytes(rgb);
    for (int i = 3; i < rgb.length; i++) {
      rgb[i] = (byte) (((rgb[i] & 0xff) + 3 * (rgb[i - 3] & 0xff)) / 4);
    }
    return Picture.ofRgb(60, 50, rgb);
  }

  @Test
  @DisplayName("embeds pictures as its description says, computed in double precision")
  void embeddings() throws IOException {
    SafetyFixture fixture = SafetyFixture.passing();
    fixture.writeInto(folder);
    SafetyCheckerFolder checker = checkerFolder();
    assertThat(checker.tower()).isEqualTo(SafetyFixture.TINY);
    assertThat(checker.preprocessing()).isEqualTo(ImagePreprocessing.clip(28));
    FloatTensor first = ClipPixels.of(picture(1), checker.preprocessing());
    FloatTensor second = ClipPixels.of(picture(2), checker.preprocessing());
    ReferenceTower reference = new ReferenceTower(fixture, SafetyFixture.TINY);
    try (LoadedModel model = model(MemoryMode.NORMAL, ElementType.F32);
        VisionTowerModel tower = tower(checker, model)) {
      FloatTensor both = tower.embed(FloatTensor.concatenate(List.of(first, second)));

      assertClose(both.row(0), reference.embed(first), 2e-5);
      assertClose(both.row(1), reference.embed(second), 2e-5);
      assertThat(both.row(0).maxAbsDifference(both.row(1))).as("they differ").isGreaterThan(0.01);
    }
  }

  private static VisionTowerModel tower(SafetyCheckerFolder checker, LoadedModel model) {
    return new VisionTowerModel(
        checker.tower(),
        () -> {
          var opened = checker.open();
          return new VisionTowerModel.OpenWeights(opened.weights(), opened);
        },
        model);
  }

  private static void assertClose(FloatTensor actual, double[] expected, double error) {
    assertThat(actual.data()).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) actual.data()[i]).isCloseTo(expected[i], within(error));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NORMAL", "LOW", "LOWEST"})
  @DisplayName("scores by these embeddings, in every memory mode; the lowest frees its weights")
  void scores(MemoryMode mode) throws IOException {
    SafetyFixture fixture =
        SafetyFixture.passing()
            .withThreshold("concept_embeds_weights", 3, 0.1f)
            .withThreshold("special_care_embeds_weights", 1, -1.5f);
    fixture.writeInto(folder);
    SafetyCheckerFolder checker = checkerFolder();
    double[] embedding =
        new ReferenceTower(fixture, SafetyFixture.TINY)
            .embed(ClipPixels.of(picture(1), checker.preprocessing()));
    SafetyCheck expected;
    try (var opened = checker.open()) {
      expected = SafetyConcepts.of(opened.weights()).check(embedding);
    }
    try (LoadedModel model = model(mode, ElementType.F32);
        SafetyChecker loaded = SafetyChecker.load(checker, model)) {
      assertThat(loaded.weightBytes()).as("before the first picture").isZero();

      SafetyCheck check = loaded.check(picture(1));

      assertThat(check.outcome()).isEqualTo(expected.outcome());
      // In the lowest mode weights are rounded to half precision.
      double error = mode == MemoryMode.LOWEST ? 0.004 : 0.0011;
      for (int i = 0; i < 17; i++) {
        assertThat(check.concepts().get(i)).isCloseTo(expected.concepts().get(i), within(error));
      }
      assertThat(loaded.weightBytes()).isPositive();
      loaded.rest();
      boolean kept = mode != MemoryMode.LOWEST;
      assertThat(loaded.weightBytes() > 0).as("kept").isEqualTo(kept);
      assertThat(loaded.check(picture(1))).as("and loaded again").isEqualTo(check);
    }
  }

  @Test
  @DisplayName("computes in 32 bits beside a model in 16, with its weights in 16")
  void halfPrecision() throws IOException {
    SafetyFixture.flagging().writeInto(folder);
    try (LoadedModel model = model(MemoryMode.NORMAL, ElementType.BF16);
        SafetyChecker loaded = SafetyChecker.load(checkerFolder(), model)) {
      SafetyCheck check = loaded.check(picture(1));

      assertThat(check.found()).containsExactly(4);
      long parameters =
          ClipVisionTower.script(SafetyFixture.TINY, EmitOptions.reference())
              .weights()
              .parameters();
      assertThat(loaded.weightBytes()).isEqualTo(2 * parameters);
    }
  }

  @Test
  @DisplayName("goes one mode lower where memory runs out, and says so")
  void outOfMemory() throws IOException {
    SafetyFixture.flagging().writeInto(folder);
    List<String> remarks = new ArrayList<>();
    try (LoadedModel model = model(MemoryMode.NORMAL, ElementType.F32);
        SafetyChecker probe = SafetyChecker.load(checkerFolder(), model);
        SafetyChecker loaded = SafetyChecker.load(checkerFolder(), model)) {
      model.memory().begin(remarks::add);
      SafetyCheck check = probe.check(picture(1));
      long claimed = memory.claims().get(memory.claims().size() - 1);
      memory.limit(claimed - 1);

      assertThat(loaded.check(picture(1))).isEqualTo(check);
      assertThat(remarks).hasSize(1);
      assertThat(remarks.get(0)).contains("checking a picture", "memory mode low");
      memory.limit(1);
      assertThatThrownBy(() -> loaded.check(picture(1))).isInstanceOf(TorchException.class);
    }
  }

  @Test
  @DisplayName("of published size has the published tensors: the fp16 file's length comes out")
  void published() {
    VisionTowerConfig config = VisionTowerConfig.clipVitL14();
    List<TensorSpec> expected =
        new ArrayList<>(
            ClipVisionTower.script(config, EmitOptions.reference()).weights().expectedTensors());
    expected.addAll(SafetyConcepts.tensors(config.projectionSize()));

    assertThat(expected).containsExactlyInAnyOrderElementsOf(SafetyFixture.names(config));
    // stable-diffusion-v1-5's safety_checker/model.fp16.safetensors; names and shapes make up its
    // header, which has position numbers besides.
    assertThat(safetensorsLength(expected)).isEqualTo(608_018_440L);
  }

  private static long safetensorsLength(List<TensorSpec> tensors) {
    StringBuilder header =
        new StringBuilder(
            "{\"__metadata__\":{\"format\":\"pt\"},"
                + "\"vision_model.vision_model.embeddings.position_ids\":"
                + "{\"dtype\":\"I64\",\"shape\":[1,257],\"data_offsets\":[0,2056]}");
    long offset = 2056;
    List<TensorSpec> sorted =
        tensors.stream().sorted(Comparator.comparing(TensorSpec::name)).toList();
    for (TensorSpec tensor : sorted) {
      long end = offset + 2 * tensor.shape().elements();
      String shape =
          Arrays.stream(tensor.shape().toArray())
              .mapToObj(Long::toString)
              .collect(Collectors.joining(",", "[", "]"));
      header.append(
          ",\"%s\":{\"dtype\":\"F16\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
              .formatted(tensor.name(), shape, offset, end));
      offset = end;
    }
    header.append('}');
    return 8 + (header.length() + 7) / 8 * 8 + offset;
  }

  @Test
  @DisplayName("is read in the names of older and newer transformers, without position numbers")
  void names() throws IOException {
    String old = "vision_model.vision_model.";
    SafetyFixture fixture = SafetyFixture.flagging();
    fixture.writeInto(folder);
    SafetyCheck expected = checked();
    for (String name : fixture.tensorNames()) {
      if (name.startsWith(old)) {
        fixture.renamed(name, name.substring("vision_model.".length()));
      }
    }
    fixture.withZeros("vision_model.embeddings.position_ids", 17).writeInto(folder);

    assertThat(checked()).isEqualTo(expected);
  }

  private SafetyCheck checked() {
    try (LoadedModel model = model(MemoryMode.NORMAL, ElementType.F32);
        SafetyChecker loaded = SafetyChecker.load(checkerFolder(), model)) {
      return loaded.check(picture(1));
    }
  }

  private void assertRefused(String... words) {
    try (LoadedModel model = model(MemoryMode.NORMAL, ElementType.F32)) {
      assertThatThrownBy(() -> SafetyChecker.load(checkerFolder(), model))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContainingAll(words);
    }
  }

  @Test
  @DisplayName("is refused if a tensor is missing, misshapen or left over, by its name")
  void badWeights() throws IOException {
    SafetyFixture.passing().without("special_care_embeds").writeInto(folder);
    assertRefused("safety checker", "1 tensors missing", "special_care_embeds (3, 12)");
    SafetyFixture.passing().withZeros("concept_embeds_weights", 16).writeInto(folder);
    assertRefused("concept_embeds_weights expected (17) but got (16)", "model.safetensors");
    SafetyFixture.passing().withZeros("vision_model.vision_model.extra", 2).writeInto(folder);
    assertRefused("1 tensors unexpected: vision_model.vision_model.extra");
    Files.delete(folder.resolve("safety_checker/model.safetensors"));
    assertRefused("safety_checker", "expected weights such as", "config.json");
    Files.delete(folder.resolve("safety_checker/config.json"));
    assertRefused("there is no file or folder", "safety_checker", "config.json");
  }

  @Test
  @DisplayName(
      "whose configuration is of another network, or whose preprocessing of another, is too")
  void badConfigurations() throws IOException {
    SafetyFixture.passing().writeInto(folder);
    Path config = folder.resolve("safety_checker/config.json");
    String json = Files.readString(config);
    Files.writeString(
        config, json.replace("\"num_attention_heads\": 2", "\"num_attention_heads\": 3"));
    assertRefused("num_attention_heads", "a divisor of hidden_size, 16");
    Files.writeString(config, json.replace("\"patch_size\": 7", "\"patch_size\": 0"));
    assertRefused("patch_size", "from 1 to image_size, 28");
    Files.writeString(config, json);

    Path extractor = folder.resolve("feature_extractor/preprocessor_config.json");
    String older = Files.readString(extractor);
    Files.writeString(extractor, older.replace("\"resample\": 3", "\"resample\": 2"));
    assertRefused("resample", "3");
    Files.writeString(extractor, older.replace("\"crop_size\": 28", "\"crop_size\": 24"));
    assertRefused("crop_size", "image_size, 28");
    Files.writeString(
        extractor, older.replace("\"do_normalize\": true", "\"do_normalize\": false"));
    assertRefused("do_normalize");
    Files.writeString(
        extractor,
        older
            .replace("\"size\": 28", "\"size\": {\"shortest_edge\": 32}")
            .replace("\"crop_size\": 28", "\"crop_size\": {\"height\": 28, \"width\": 28}"));
    assertThat(checkerFolder().preprocessing().shorterSide()).isEqualTo(32);
    Files.delete(extractor);
    assertThat(checkerFolder().preprocessing()).isEqualTo(ImagePreprocessing.clip(28));
  }

  @Test
  @DisplayName("whose weights are no numbers passes nothing")
  void notNumbers() throws IOException {
    SafetyFixture fixture = SafetyFixture.passing();
    String norm = "vision_model.vision_model.post_layernorm.weight";
    for (int i = 0; i < 16; i++) {
      fixture.withThreshold(norm, i, Float.NaN);
    }
    fixture.writeInto(folder);
    try (LoadedModel model = model(MemoryMode.NORMAL, ElementType.F32);
        SafetyChecker loaded = SafetyChecker.load(checkerFolder(), model)) {
      assertThatThrownBy(() -> loaded.check(picture(1)))
          .isInstanceOf(NumericOverflowException.class)
          .hasMessageContaining("safety checker");
    }
  }

  @Test
  @DisplayName("that was replaced by another since it was checked is refused at its first picture")
  void replaced() throws IOException {
    SafetyFixture.passing().writeInto(folder);
    try (LoadedModel model = model(MemoryMode.NORMAL, ElementType.F32);
        SafetyChecker loaded = SafetyChecker.load(checkerFolder(), model)) {
      SafetyFixture.passing().without("visual_projection.weight").writeInto(folder);
      assertThatThrownBy(() -> loaded.check(picture(1)))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("visual_projection.weight");
    }
  }
}
