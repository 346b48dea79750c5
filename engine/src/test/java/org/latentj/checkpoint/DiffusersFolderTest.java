package org.latentj.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.latentj.checkpoint.WeightsAssert.assertSame;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentj.checkpoint.CheckpointOptions.Ema;
import org.latentj.checkpoint.fixture.DiffusersWriter;
import org.latentj.checkpoint.fixture.TinyModel;
import org.latentj.checkpoint.fixture.TorchSample;
import org.latentj.model.PredictionType;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.StoredTensor;

class DiffusersFolderTest {
  private static final String PLAIN = "diffusion_pytorch_model.safetensors";

  @TempDir Path temporary;
  private Path folder;
  private DiffusersWriter writer;

  @BeforeEach
  void write() throws IOException {
    folder = temporary.resolve("tiny-model.v1");
    writer = new DiffusersWriter(TinyModel.version1(), folder);
    writer.write();
  }

  private Map<String, StoredTensor> zeros() {
    TinyModel zeros = TinyModel.version1().withEma();
    return zeros.diffusers(zeros.unetNames());
  }

  private void move(String from, String to) throws IOException {
    Files.move(folder.resolve(from), folder.resolve(to));
  }

  @Test
  @DisplayName("Weights, configurations, tokenizer and name come from the folder")
  void reads() {
    try (Checkpoint checkpoint = Checkpoint.open(folder)) {
      assertSame(checkpoint.unet(), writer.unet());
      assertSame(checkpoint.vae(), writer.vae());
      assertSame(checkpoint.textEncoder(), writer.text());
      assertThat(checkpoint.description()).isEqualTo("Stable Diffusion v1, diffusers folder");
      assertThat(checkpoint.config().unet().heads()).containsExactly(2, 2);
      assertThat(checkpoint.config().noiseSchedule().predictionType())
          .isEqualTo(PredictionType.V_PREDICTION);
      assertThat(checkpoint.tokenizerFolder()).contains(folder.resolve("tokenizer"));
      assertThat(checkpoint.name()).isEqualTo("tiny-model.v1");
      assertThat(checkpoint.path()).isEqualTo(folder);
    }
  }

  @Test
  @DisplayName("A folder in the hub's cache, which is named by its commit, has the model's name")
  void nameInTheHubsCache() throws IOException {
    Path snapshot =
        folder
            .resolveSibling("models--me--my--model.v1")
            .resolve("snapshots")
            .resolve("0a".repeat(20));
    Files.createDirectories(snapshot.getParent());
    Files.move(folder, snapshot);
    try (Checkpoint checkpoint = Checkpoint.open(snapshot)) {
      assertThat(checkpoint.name()).isEqualTo("my--model.v1");
    }
  }

  @Test
  @DisplayName("The older spelling of the attention is brought up to date")
  void oldSpelling() throws IOException {
    Map<String, StoredTensor> old = new LinkedHashMap<>();
    writer
        .vae()
        .forEach(
            (name, tensor) ->
                old.put(
                    name.replace("to_q", "query")
                        .replace("to_k", "key")
                        .replace("to_v", "value")
                        .replace("to_out.0", "proj_attn"),
                    tensor));
    Files.delete(folder.resolve("vae").resolve(PLAIN));
    TinyModel.write(folder.resolve("vae").resolve(PLAIN), old);
    assertThat(old).containsKey("encoder.mid_block.attentions.0.proj_attn.bias");

    try (Checkpoint checkpoint = Checkpoint.open(folder)) {
      assertSame(checkpoint.vae(), writer.vae());
      assertThat(checkpoint.vae().origin("encoder.mid_block.attentions.0.to_q.bias"))
          .endsWith("encoder.mid_block.attentions.0.query.bias");
    }
  }

  @Test
  @DisplayName("A preferred variant is taken where it exists, the plain file elsewhere")
  void variant() throws IOException {
    TinyModel.write(folder.resolve("unet/diffusion_pytorch_model.fp16.safetensors"), zeros());
    CheckpointOptions fp16 = CheckpointOptions.defaults().withVariant("fp16");

    try (Checkpoint plain = Checkpoint.open(folder);
        Checkpoint preferred = Checkpoint.open(folder, fp16)) {
      assertSame(plain.unet(), writer.unet());
      assertSame(preferred.unet(), zeros());
      assertSame(preferred.vae(), writer.vae());
    }
  }

  @Test
  @DisplayName("A folder with half-precision files only opens without asking for them")
  void onlyVariant() throws IOException {
    move("unet/" + PLAIN, "unet/diffusion_pytorch_model.fp16.safetensors");
    move("text_encoder/model.safetensors", "text_encoder/model.fp16.safetensors");

    try (Checkpoint checkpoint = Checkpoint.open(folder)) {
      assertSame(checkpoint.unet(), writer.unet());
      assertSame(checkpoint.textEncoder(), writer.text());
    }
  }

  @Test
  @DisplayName("The variant non_ema is taken for weights that are not averaged")
  void nonEma() throws IOException {
    TinyModel.write(folder.resolve("unet/diffusion_pytorch_model.non_ema.safetensors"), zeros());
    CheckpointOptions last = CheckpointOptions.defaults().withEma(Ema.NON_EMA);

    try (Checkpoint plain = Checkpoint.open(folder);
        Checkpoint preferred = Checkpoint.open(folder, last)) {
      assertSame(plain.unet(), writer.unet());
      assertSame(preferred.unet(), zeros());
    }
  }

  @Test
  @DisplayName("Pickled weights are read where there are no safetensors")
  void bin() throws IOException {
    Files.delete(folder.resolve("text_encoder/model.safetensors"));
    TorchSample sample = TinyModel.torch(writer.text());
    Files.write(folder.resolve("text_encoder/pytorch_model.bin"), sample.zip());

    try (Checkpoint checkpoint = Checkpoint.open(folder)) {
      assertSame(checkpoint.textEncoder(), writer.text());
    }
  }

  private void shard(String map) throws IOException {
    Map<String, StoredTensor> first = new LinkedHashMap<>(writer.unet());
    Map<String, StoredTensor> second = new LinkedHashMap<>();
    second.put("conv_out.bias", first.remove("conv_out.bias"));
    Path unet = folder.resolve("unet");
    Files.delete(unet.resolve(PLAIN));
    TinyModel.write(unet.resolve("part-1.safetensors"), first);
    TinyModel.write(unet.resolve("part-2.safetensors"), second);
    StringBuilder json = new StringBuilder("{\"metadata\":{},\"weight_map\":{");
    first.keySet().forEach(name -> json.append("\"" + name + "\":\"part-1.safetensors\","));
    Files.writeString(unet.resolve(PLAIN + ".index.json"), json.append(map).append("}}"));
  }

  @Test
  @DisplayName("Weights in several files are found through their index")
  void shards() throws IOException {
    shard("\"conv_out.bias\":\"part-2.safetensors\"");

    try (Checkpoint checkpoint = Checkpoint.open(folder)) {
      assertSame(checkpoint.unet(), writer.unet());
      assertThat(checkpoint.unet().origin("conv_in.bias")).contains("index.json: conv_in.bias");
    }
  }

  @Test
  @DisplayName("An index that leads astray is refused")
  void badShards() throws IOException {
    shard("\"conv_out.bias\":\"part-1.safetensors\"");
    assertThatThrownBy(() -> Checkpoint.open(folder))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("tensor conv_out.bias is not in part-1.safetensors");

    Path index = folder.resolve("unet").resolve(PLAIN + ".index.json");
    Files.writeString(index, "{\"weight_map\":{\"a\":\"../../etc/passwd\"}}");
    assertThatThrownBy(() -> Checkpoint.open(folder))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("expected a plain file name for tensor a");

    Files.writeString(index, "{\"weight_map\":{\"a\":\"missing.safetensors\"}}");
    assertThatThrownBy(() -> Checkpoint.open(folder))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("there is no file or folder")
        .hasMessageContaining("missing.safetensors");

    for (String json : new String[] {"{}", "[", "[]", "{\"weight_map\":1}", ""}) {
      Files.writeString(index, json);
      assertThatThrownBy(() -> Checkpoint.open(folder)).isInstanceOf(CheckpointException.class);
    }
  }

  @Test
  @DisplayName("A folder without weights or networks says what it has")
  void incomplete() throws IOException {
    move("vae/" + PLAIN, "vae/other.txt");
    assertThatThrownBy(() -> Checkpoint.open(folder))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("expected weights such as diffusion_pytorch_model.safetensors")
        .hasMessageContaining("[config.json, other.txt]");

    assertThatThrownBy(() -> Checkpoint.open(temporary))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("expected a diffusers model but there is no folder unet");
  }

  @Test
  @DisplayName("A broken or unsupported configuration is refused by its file")
  void badConfig() throws IOException {
    Files.writeString(
        folder.resolve("unet/config.json"), "{\"addition_embed_type\": \"text_time\"}");

    assertThatThrownBy(() -> Checkpoint.open(folder))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(Path.of("unet", "config.json").toString())
        .hasMessageContaining("addition_embed_type");
  }

  @Test
  @DisplayName("Without configurations the folder opens by its shapes")
  void noConfigs() throws IOException {
    for (String part : new String[] {"unet", "vae", "text_encoder"}) {
      Files.delete(folder.resolve(part).resolve("config.json"));
    }
    Files.delete(folder.resolve("scheduler/scheduler_config.json"));

    try (Checkpoint checkpoint = Checkpoint.open(folder)) {
      assertThat(checkpoint.config()).isEqualTo(TinyModel.CONFIG);
    }
  }

  @Test
  @DisplayName("A tokenizer folder of the options must hold a tokenizer")
  void tokenizer() throws IOException {
    Path other = Files.createDirectories(temporary.resolve("other"));
    CheckpointOptions options = CheckpointOptions.defaults().withTokenizerFolder(other);

    assertThatThrownBy(() -> Checkpoint.open(folder, options))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("expected vocab.json and merges.txt");
    Files.writeString(other.resolve("tokenizer.json"), "{}");
    try (Checkpoint checkpoint = Checkpoint.open(folder, options)) {
      assertThat(checkpoint.tokenizerFolder()).contains(other);
    }
  }

  @Test
  @DisplayName("Buffers that no network reads are left out")
  void buffers() throws IOException {
    Map<String, StoredTensor> text = new LinkedHashMap<>(writer.text());
    TinyModel extra =
        TinyModel.version1().with("text_model.embeddings.position_ids", ElementType.I64, 1, 12);
    text.put(
        "text_model.embeddings.position_ids",
        extra.tensors().get("text_model.embeddings.position_ids"));
    Files.delete(folder.resolve("text_encoder/model.safetensors"));
    TinyModel.write(folder.resolve("text_encoder/model.safetensors"), text);

    try (Checkpoint checkpoint = Checkpoint.open(folder)) {
      assertSame(checkpoint.textEncoder(), writer.text());
    }
  }
}
