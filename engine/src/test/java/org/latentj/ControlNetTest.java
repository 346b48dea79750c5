package org.latentj;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.latentj.TinyModels.difference;
import static org.latentj.TinyModels.meanDifference;
import static org.latentj.TinyModels.photo;
import static org.latentj.TinyModels.picture;
import static org.latentj.TinyModels.quick;
import static org.latentj.TinyModels.square;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentj.checkpoint.CheckpointException;
import org.latentj.checkpoint.RandomWeights;
import org.latentj.checkpoint.fixture.ControlNames;
import org.latentj.checkpoint.fixture.NamedTensor;
import org.latentj.checkpoint.fixture.TinyModel;
import org.latentj.image.Mask;
import org.latentj.image.Picture;
import org.latentj.metadata.GenerationParameters;
import org.latentj.metadata.ParametersText;
import org.latentj.model.ControlNetConfig;
import org.latentj.model.UNetConfig;
import org.latentj.request.Control;
import org.latentj.request.ControlImage;
import org.latentj.request.GeneratedPicture;
import org.latentj.request.ImageToImage;
import org.latentj.request.Inpainting;
import org.latentj.request.RequestParameters;
import org.latentj.request.TextToImage;
import org.latentj.runtime.MemoryMode;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.Shape;
import org.latentj.tensor.StoredTensor;
import org.latentj.tensor.TensorSpec;

@DisplayName("ControlNets guide requests")
class ControlNetTest {
  private static final String CONFIG =
      """
      {"_class_name": "ControlNetModel", "block_out_channels": %s,
       "cross_attention_dim": %d, "norm_num_groups": %d,
       "conditioning_embedding_out_channels": [4, 4, 6, 8]}""";

  private static final List<Integer> WIDTHS = List.of(16, 32, 48, 32);
  private static final ControlNetConfig OF_V1 = config(WIDTHS, 32, 8);

  @TempDir private static Path folder;
  private static StableDiffusion model;
  private static Path random;

  @BeforeAll
  static void load() throws IOException {
    model = TinyModels.load(TinyModels.V1);
    random = write("random", OF_V1, name -> false);
  }

  @AfterAll
  static void close() {
    model.close();
  }

  private static ControlNetConfig config(List<Integer> widths, int prompt, int groups) {
    UNetConfig network =
        UNetConfig.builder()
            .blockOutChannels(widths)
            .crossAttentionDim(prompt)
            .normGroups(groups)
            .sampleSize(8)
            .build();
    return new ControlNetConfig(network, 3, List.of(4, 4, 6, 8), false);
  }

  private static Map<String, StoredTensor> tensors(
      ControlNetConfig config, Function<NamedTensor, String> naming, Predicate<String> zero) {
    List<NamedTensor> names = ControlNames.of(config);
    List<TensorSpec> specs =
        names.stream().map(n -> new TensorSpec(n.diffusers(), n.diffusersShape())).toList();
    RandomWeights weights = new RandomWeights(specs, ElementType.F32, 5);
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    for (NamedTensor name : names) {
      StoredTensor own = weights.read(name.diffusers());
      boolean zeros = zero.test(name.diffusers());
      ByteBuffer data = zeros ? ByteBuffer.allocateDirect(own.data().remaining()) : own.data();
      String stored = naming.apply(name);
      tensors.put(stored, new StoredTensor(stored, own.type(), own.shape(), data));
    }
    return tensors;
  }

  private static Path write(String name, ControlNetConfig config, Predicate<String> zero)
      throws IOException {
    return write(name, config, tensors(config, NamedTensor::diffusers, zero));
  }

  private static Path write(String name, ControlNetConfig config, Map<String, StoredTensor> tensors)
      throws IOException {
    Path path = folder.resolve(name);
    TinyModel.write(path.resolve("diffusion_pytorch_model.safetensors"), tensors);
    Files.writeString(path.resolve("config.json"), json(config));
    return path;
  }

  private static String json(ControlNetConfig config) {
    UNetConfig network = config.network();
    return CONFIG.formatted(
        network.blockOutChannels(), network.crossAttentionDim(), network.normGroups());
  }

  private static Control control() {
    return Control.of(random, ControlImage.canny(photo(64, 64), 20, 60));
  }

  private static TextToImage request(Control... controls) {
    return TextToImage.of("a cat", quick().build()).withControls(controls);
  }

  private static Picture plain() {
    return picture(model, request());
  }

  @Test
  @DisplayName("random weights change the picture, and by the hint")
  void changes() {
    Picture guided = picture(model, request(control()));
    assertThat(meanDifference(guided, plain())).isGreaterThan(1);

    Control other = Control.of(random, ControlImage.of(photo(64, 64)));
    assertThat(meanDifference(picture(model, request(other)), guided)).isGreaterThan(0.03);
    assertThat(difference(picture(model, request(control())), guided)).as("again").isZero();
    assertThat(difference(picture(model, request()), plain())).as("and without").isZero();
  }

  @Test
  @DisplayName("output convolutions of zeros leave every bit of the picture, as training begins")
  void zeroConvolutions() throws IOException {
    Path zeros =
        write(
            "zeros", OF_V1, name -> name.matches("controlnet_(down_blocks\\.\\d+|mid_block)\\..*"));
    Picture guided = picture(model, request(Control.of(zeros, ControlImage.of(photo(64, 64)))));
    assertThat(guided).isEqualTo(plain());
  }

  @Test
  @DisplayName("scale 0 and an empty window leave every bit of the picture, too")
  void nothing() {
    assertThat(picture(model, request(control().withScale(0)))).isEqualTo(plain());
    assertThat(picture(model, request(control().within(0.5, 0.5)))).isEqualTo(plain());
  }

  @Test
  @DisplayName("two halves of a run make a whole one; the first half alone is something else")
  void window() {
    Picture whole = picture(model, request(control()));
    Picture half = picture(model, request(control().within(0, 0.5)));

    assertThat(picture(model, request(control().within(0, 0.5), control().within(0.5, 1))))
        .isEqualTo(whole);
    assertThat(meanDifference(half, whole)).isGreaterThan(0.1);
    assertThat(meanDifference(half, plain())).isGreaterThan(0.1);
  }

  @Test
  @DisplayName("several add up: two of half the scale are one of the whole")
  void several() {
    Control half = control().withScale(0.5);
    Picture whole = picture(model, request(control()));

    assertThat(difference(picture(model, request(half, half)), whole)).isLessThanOrEqualTo(1);
    assertThat(meanDifference(picture(model, request(half)), whole)).isGreaterThan(0.1);
  }

  @Test
  @DisplayName("in guess mode the network counts less")
  void guessMode() {
    Picture guessed = picture(model, request(control().guessing()));
    Picture whole = picture(model, request(control()));
    assertThat(meanDifference(guessed, whole)).isGreaterThan(0.1);
    assertThat(meanDifference(guessed, plain())).isGreaterThan(0.1);
  }

  @Test
  @DisplayName("pictures of a batch, and compositions of prompts, are guided each")
  void batches() {
    TextToImage alone = request(control());
    TextToImage two = TextToImage.of("a cat", quick().batchSize(2).build()).withControls(control());
    List<GeneratedPicture> pictures = model.generate(two).pictures();
    assertThat(difference(pictures.get(0).picture(), picture(model, alone))).isLessThanOrEqualTo(1);

    TextToImage composed = TextToImage.of("a cat AND a dog", quick().build());
    Picture guided = picture(model, composed.withControls(control().guessing()));
    assertThat(meanDifference(guided, picture(model, composed))).isGreaterThan(0.1);
  }

  @Test
  @DisplayName("image to image and inpainting are guided as well; kept pixels stay kept")
  void otherRequests() throws IOException {
    Picture image = photo(64, 64);
    ImageToImage again = new ImageToImage("a cat", image, 0.75, quick().build());
    assertThat(meanDifference(picture(model, again.withControls(control())), picture(model, again)))
        .isGreaterThan(0.1);

    // No multiple of 8: picture, mask and hint are padded alike.
    Picture odd = photo(61, 50);
    Mask mask = square(61, 50, 8, 8, 24);
    Inpainting paint = Inpainting.of("a cat", odd, mask, 1, quick().build());
    Path forNine = write("nine", config(List.of(32, 48, 32, 32), 48, 16), name -> false);
    try (StableDiffusion nine = TinyModels.load(TinyModels.INPAINTING)) {
      Map.of(model, random, nine, forNine)
          .forEach(
              (painter, network) -> {
                Control hole = Control.of(network, ControlImage.inpaint(odd, mask));
                Picture guided = picture(painter, paint.withControls(hole));
                assertThat(difference(guided, picture(painter, paint))).isGreaterThan(2);
                assertThat(guided.rgb(50, 40)).isEqualTo(odd.rgb(50, 40));
              });
    }
  }

  @Test
  @DisplayName("a single file needs its config.json where its norms are not the published models'")
  void singleFile() throws IOException {
    Path file = folder.resolve("control_sd15_tiny.pth");
    // Shapes do not tell that this one has groups of 8; diffusers' names beside a config.json do.
    TinyModel.write(file, tensors(OF_V1, NamedTensor::compVis, name -> false));
    Control control = Control.of(file, control().image());
    assertThatThrownBy(() -> model.generate(request(control)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("norm groups");

    Path single = folder.resolve("single/net.safetensors");
    TinyModel.write(single, tensors(OF_V1, NamedTensor::diffusers, name -> false));
    Files.writeString(single.resolveSibling("config.json"), json(OF_V1));
    assertThat(picture(model, request(Control.of(single, control().image()))))
        .isEqualTo(picture(model, request(control())));
  }

  @Test
  @DisplayName("the lower memory modes give the same picture but for rounding")
  void memoryModes() {
    Picture whole = picture(model, request(control()));
    for (MemoryMode mode : List.of(MemoryMode.LOW, MemoryMode.LOWEST)) {
      try (StableDiffusion small =
          StableDiffusion.load(TinyModels.V1, TinyModels.onCpu().withMemory(mode))) {
        assertThat(meanDifference(picture(small, request(control())), whole))
            .as(mode.name())
            .isLessThan(1);
      }
    }
  }

  @Test
  @DisplayName("with DeepCache they guide whole steps, and begin and end with one")
  void deepCache() {
    TextToImage reused =
        TextToImage.of("a cat", quick().deepCache(2).build()).withControls(control());
    assertThat(meanDifference(picture(model, reused), picture(model, request(control()))))
        .isGreaterThan(0.1);
    assertThat(meanDifference(picture(model, reused), plain())).isGreaterThan(0.1);

    // Every step is the first of a window, so that each is computed whole.
    Control[] windows = new Control[4];
    for (int i = 0; i < windows.length; i++) {
      windows[i] = control().within(i / 4.0, (i + 1) / 4.0);
    }
    assertThat(picture(model, reused.withControls(windows)))
        .isEqualTo(picture(model, request(control())));
  }

  @Test
  @DisplayName("the parameters say so in A1111's words, and can be read back")
  void parameters() {
    GeneratedPicture made =
        model
            .generate(request(control().withScale(0.7).within(0, 0.5), control().guessing()))
            .first();
    String text = ParametersText.format(made.parameters());
    GenerationParameters read = ParametersText.parse(text);

    assertThat(read).isEqualTo(made.parameters());
    assertThat(text).contains(", ControlNet 0: \"Module: canny, Model: random [");
    assertThat(read.setting("ControlNet 0").orElseThrow())
        .matches(
            "Module: canny, Model: random \\[[0-9a-f]{8}], Weight: 0.7, Resize Mode: Just Resize,"
                + " Guidance Start: 0.0, Guidance End: 0.5, Control Mode: Balanced");
    assertThat(read.setting("ControlNet 1").orElseThrow())
        .endsWith("Control Mode: ControlNet is more important");
    assertThat(RequestParameters.toRequest(read).settings().steps()).isEqualTo(4);
    assertThat(RequestParameters.toRequest(read).controls()).isEmpty();
  }

  @Test
  @DisplayName("networks for other models, or with missing or misshapen tensors, are refused")
  void refused() throws IOException {
    Path other = write("sd2", config(WIDTHS, 40, 8), name -> false);
    assertRefused(other, "made for another model", "width 40", "32");

    Map<String, StoredTensor> tensors = tensors(OF_V1, NamedTensor::diffusers, name -> false);
    tensors.remove("controlnet_mid_block.bias");
    StoredTensor wrong = tensors.get("controlnet_down_blocks.3.bias");
    tensors.put(
        wrong.name(), new StoredTensor(wrong.name(), wrong.type(), Shape.of(4, 4), wrong.data()));
    assertRefused(
        write("damaged", OF_V1, tensors),
        "the ControlNet",
        "1 tensors missing: controlnet_mid_block.bias",
        "controlnet_down_blocks.3.bias expected");
    assertRefused(TinyModels.V1, "this is a whole model");
    assertRefused(folder.resolve("none"), "there is no file or folder");

    assertThat(picture(model, request(control()))).as("afterwards").isNotEqualTo(plain());
  }

  private static void assertRefused(Path network, String... said) {
    Control control = Control.of(network, ControlImage.of(photo(64, 64)));
    assertThatThrownBy(() -> model.generate(request(control)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContainingAll(said);
  }
}
