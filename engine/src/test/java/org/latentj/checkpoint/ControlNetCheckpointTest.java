package org.latentj.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latentj.checkpoint.fixture.ControlNames;
import org.latentj.checkpoint.fixture.NamedTensor;
import org.latentj.checkpoint.fixture.TinyModel;
import org.latentj.checkpoint.layout.CompVisControlNet;
import org.latentj.model.ControlNetConfig;
import org.latentj.model.UNetConfig;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.Shape;
import org.latentj.tensor.StoredTensor;
import org.latentj.tensor.TensorSpec;

@DisplayName("A ControlNet's files")
class ControlNetCheckpointTest {
  private static final UNetConfig UNET = TinyModel.CONFIG.unet();
  private static final ControlNetConfig CONFIG =
      new ControlNetConfig(UNET, 3, List.of(4, 6), false);

  private static final String JSON =
      """
      {"_class_name": "ControlNetModel", "block_out_channels": [32, 32], "layers_per_block": 1,
       "down_block_types": ["CrossAttnDownBlock2D", "DownBlock2D"], "cross_attention_dim": 16,
       "conditioning_embedding_out_channels": [4, 6], "global_pool_conditions": false%s}""";

  @TempDir private Path folder;

  private static Map<String, StoredTensor> tensors(Function<NamedTensor, String> naming) {
    List<NamedTensor> names = ControlNames.of(CONFIG);
    List<TensorSpec> specs =
        names.stream().map(n -> new TensorSpec(n.diffusers(), n.diffusersShape())).toList();
    RandomWeights random = new RandomWeights(specs, ElementType.F16, 3);
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    for (NamedTensor name : names) {
      StoredTensor own = random.read(name.diffusers());
      String stored = naming.apply(name);
      tensors.put(stored, new StoredTensor(stored, own.type(), own.shape(), own.data()));
    }
    return tensors;
  }

  private Path write(String file, Map<String, StoredTensor> tensors) throws IOException {
    Path path = folder.resolve(file);
    TinyModel.write(path, tensors);
    return path;
  }

  private static void assertSame(ControlNetCheckpoint checkpoint) {
    Map<String, StoredTensor> expected = tensors(NamedTensor::diffusers);
    assertThat(checkpoint.weights().names()).isEqualTo(expected.keySet());
    expected.forEach(
        (name, tensor) -> {
          assertThat(checkpoint.weights().shape(name)).as(name).isEqualTo(tensor.shape());
          assertThat(checkpoint.weights().read(name).data()).as(name).isEqualTo(tensor.data());
        });
  }

  @Test
  @DisplayName("a folder of diffusers, by its configuration")
  void diffusersFolder() throws IOException {
    Path net = folder.resolve("canny");
    write("canny/diffusion_pytorch_model.safetensors", tensors(NamedTensor::diffusers));
    String bgr = ", \"controlnet_conditioning_channel_order\": \"bgr\"";
    Files.writeString(net.resolve("config.json"), JSON.formatted(bgr));

    try (ControlNetCheckpoint checkpoint = ControlNetCheckpoint.open(net)) {
      assertSame(checkpoint);
      assertThat(checkpoint.config().bgr()).isTrue();
      assertThat(checkpoint.config().embeddingChannels()).containsExactly(4, 6);
      assertThat(checkpoint.config().network().heads()).containsExactly(8, 8);
      assertThat(checkpoint.name()).isEqualTo("canny");
      assertThat(checkpoint.shortHash()).matches("[0-9a-f]{8}");
    }
  }

  @Test
  @DisplayName("a single file with diffusers' names: by the configuration beside it, or by shapes")
  void diffusersFile() throws IOException {
    Path file = write("net.fp16.safetensors", tensors(NamedTensor::diffusers));
    try (ControlNetCheckpoint checkpoint = ControlNetCheckpoint.open(file)) {
      assertSame(checkpoint);
      assertThat(checkpoint.config()).isEqualTo(CONFIG);
      assertThat(checkpoint.name()).isEqualTo("net.fp16");
    }
    String heads = ", \"attention_head_dim\": [4, 2]";
    Files.writeString(folder.resolve("config.json"), JSON.formatted(heads));
    try (ControlNetCheckpoint checkpoint = ControlNetCheckpoint.open(file)) {
      assertThat(checkpoint.config().network().heads()).containsExactly(4, 2);
    }
  }

  @Test
  @DisplayName("its authors' names: with their prefix, without it, among a whole checkpoint's")
  void authors() throws IOException {
    Map<String, StoredTensor> prefixed = tensors(NamedTensor::compVis);
    Map<String, StoredTensor> bare =
        tensors(n -> n.compVis().substring(CompVisControlNet.PREFIX.length()));
    Map<String, StoredTensor> whole = new LinkedHashMap<>(TinyModel.version1().tensors());
    whole.putAll(prefixed);
    int number = 0;
    for (Map<String, StoredTensor> stored : List.of(prefixed, bare, whole)) {
      Path file = write(number++ + ".safetensors", stored);
      try (ControlNetCheckpoint checkpoint = ControlNetCheckpoint.open(file)) {
        assertSame(checkpoint);
        assertThat(checkpoint.config()).isEqualTo(CONFIG);
      }
    }
    Path pickle = folder.resolve("control.pth");
    Files.write(pickle, TinyModel.torch(prefixed).zip());
    try (ControlNetCheckpoint checkpoint = ControlNetCheckpoint.open(pickle)) {
      assertSame(checkpoint);
    }
  }

  @Test
  @DisplayName("the authors' names of SD 1.5 become the published ones of diffusers")
  void fullSize() {
    List<NamedTensor> names = ControlNames.of(ControlNetConfig.stableDiffusion1());
    List<String> stored =
        names.stream().map(n -> n.compVis().substring(CompVisControlNet.PREFIX.length())).toList();
    CompVisControlNet layout = CompVisControlNet.of(Map.copyOf(index(stored)).keySet());

    assertThat(names).hasSize(340);
    assertThat(stored.stream().map(layout::canonical))
        .containsExactlyElementsOf(names.stream().map(NamedTensor::diffusers).toList());
    assertThat(layout.canonical("input_hint_block.14.bias"))
        .isEqualTo("controlnet_cond_embedding.conv_out.bias");
    assertThat(layout.canonical("input_hint_block.3.bias")).isEqualTo("input_hint_block.3.bias");
    assertThat(layout.canonical("zero_convs.11.0.weight"))
        .isEqualTo("controlnet_down_blocks.11.weight");
  }

  private static Map<String, Integer> index(List<String> names) {
    return names.stream().collect(Collectors.toMap(n -> n, String::length));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ", \"global_pool_conditions\": true|global_pool_conditions",
        ", \"_class_name\": \"UNet2DConditionModel\"|_class_name to be ControlNetModel",
        ", \"controlnet_conditioning_channel_order\": \"brg\"|rgb or bgr",
        ", \"conditioning_embedding_out_channels\": [4, 0]|conditioning_embedding_out_channels",
        ", \"down_block_types\": [\"DownBlock2D\"]|down_block_types",
        ", \"class_embed_type\": \"timestep\"|class_embed_type"
      })
  @DisplayName("configurations of other networks are refused by the member's name")
  void otherConfigurations(String member, String said) throws IOException {
    write("net/diffusion_pytorch_model.safetensors", tensors(NamedTensor::diffusers));
    Path net = folder.resolve("net");
    Files.writeString(net.resolve("config.json"), JSON.formatted(member));

    assertThatThrownBy(() -> ControlNetCheckpoint.open(net))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(said);
  }

  @Test
  @DisplayName("what is no ControlNet is refused, with what it looks like")
  void others() throws IOException {
    Path model = folder.resolve("model.safetensors");
    TinyModel.version1().safetensors(model, Map.of());
    assertRefused(model, "expected a ControlNet", "parts of a Stable Diffusion checkpoint");

    Map<String, StoredTensor> difference =
        tensors(n -> n.compVis().substring(CompVisControlNet.PREFIX.length()));
    StoredTensor any = difference.values().iterator().next();
    difference.put(
        "difference", new StoredTensor("difference", any.type(), any.shape(), any.data()));
    assertRefused(write("diff.safetensors", difference), "get the whole ControlNet");

    Path whole = Files.createDirectory(folder.resolve("whole"));
    Files.writeString(whole.resolve("model_index.json"), "{}");
    assertRefused(whole, "this is a whole model");

    Path text = Files.writeString(folder.resolve("page.pth"), "<html>");
    assertRefused(text, "web page");
    assertRefused(folder.resolve("nowhere"), "there is no file or folder");
  }

  @Test
  @DisplayName("a shape that no network has is refused before anything is made of it")
  void shapes() throws IOException {
    Map<String, StoredTensor> tensors = tensors(NamedTensor::compVis);
    String name = "control_model.input_hint_block.0.weight";
    StoredTensor flat = tensors.get("control_model.zero_convs.0.0.bias");
    tensors.put(name, new StoredTensor(name, flat.type(), Shape.of(32), flat.data()));
    assertRefused(write("flat.safetensors", tensors), "unusable shape");
  }

  private static void assertRefused(Path path, String... said) {
    assertThatThrownBy(() -> ControlNetCheckpoint.open(path))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContainingAll(said);
  }
}
