package org.latentj;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.latentj.TinyModels.onCpu;
import static org.latentj.TinyModels.quick;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentj.checkpoint.Checkpoint;
import org.latentj.checkpoint.CheckpointException;
import org.latentj.checkpoint.Weights;
import org.latentj.checkpoint.safetensors.SafetensorsWriter;
import org.latentj.extend.lora.LoraFixture;
import org.latentj.extend.lora.LoraReference;
import org.latentj.image.Picture;
import org.latentj.request.GenerationResult;
import org.latentj.request.RequestParameters;
import org.latentj.request.TextToImage;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;
import org.latentj.text.ClipTokenizer;

@DisplayName("Extensions show in pictures as if the checkpoint had been changed by hand")
class ExtensionsTest {
  private static final String QUERY =
      "down_blocks.0.attentions.0.transformer_blocks.0.attn1.to_q.weight";
  private static final String CROSS =
      "up_blocks.1.attentions.0.transformer_blocks.0.attn2.to_v.weight";
  private static final String CONV = "mid_block.resnets.0.conv1.weight";
  private static final String TEXT = "text_model.encoder.layers.1.self_attn.k_proj.weight";
  private static final String TABLE = "text_model.embeddings.token_embedding.weight";

  @TempDir private Path folder;
  private Path loras;

  @BeforeEach
  void folders() throws IOException {
    loras = Files.createDirectories(folder.resolve("loras"));
  }

  /** A copy of the tiny model, some of whose weights are changed before they are written. */
  private Path changed(String name, BiConsumer<String, FloatTensor> change) throws IOException {
    Path copy = folder.resolve(name);
    try (Stream<Path> files = Files.walk(TinyModels.V1)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = copy.resolve(TinyModels.V1.relativize(file).toString());
        Files.createDirectories(target.getParent());
        if (!file.toString().endsWith(".safetensors")) {
          Files.copy(file, target);
        }
      }
    }
    try (Checkpoint model = Checkpoint.open(TinyModels.V1)) {
      write(copy.resolve("unet/diffusion_pytorch_model.safetensors"), model.unet(), change);
      write(copy.resolve("vae/diffusion_pytorch_model.safetensors"), model.vae(), change);
      write(copy.resolve("text_encoder/model.safetensors"), model.textEncoder(), change);
    }
    return copy;
  }

  private static void write(Path target, Weights weights, BiConsumer<String, FloatTensor> change)
      throws IOException {
    List<SafetensorsWriter.Entry> entries = new ArrayList<>();
    for (String name : weights.names()) {
      FloatTensor values = weights.read(name).toFloats();
      change.accept(name, values);
      entries.add(
          new SafetensorsWriter.Entry(
              name, ElementType.F32, values.shape(), () -> LoraFixture.stored(name, values)));
    }
    SafetensorsWriter.write(target, entries, Map.of());
  }

  private static Shape shape(String name) {
    try (Checkpoint model = Checkpoint.open(TinyModels.V1)) {
      return (name.startsWith("text_model") ? model.textEncoder() : model.unet()).shape(name);
    }
  }

  /** Adds a layer of rank 2 with alpha 1, and says what it changes at strength 1, in doubles. */
  private static double[] layer(LoraFixture lora, String weight) {
    Shape shape = shape(weight);
    boolean text = weight.startsWith("text_model");
    String module = weight.substring(0, weight.length() - ".weight".length()).replace('.', '_');
    String prefix = (text ? "lora_te_" : "lora_unet_") + module;
    long[] in = shape.toArray();
    int rows = shape.size(0);
    int columns = (int) (shape.elements() / rows);
    in[0] = 2;
    FloatTensor down = lora.random(prefix + ".lora_down.weight", in);
    FloatTensor up =
        shape.rank() == 4
            ? lora.random(prefix + ".lora_up.weight", rows, 2, 1, 1)
            : lora.random(prefix + ".lora_up.weight", rows, 2);
    lora.with(prefix + ".alpha", Shape.of(), 1);
    double[] change = new double[rows * columns];
    for (int i = 0; i < change.length; i++) {
      for (int r = 0; r < 2; r++) {
        double factor = up.data()[i / columns * 2 + r];
        change[i] += 0.5 * factor * down.data()[r * columns + i % columns];
      }
    }
    return change;
  }

  private static void add(FloatTensor values, double[] change, double strength) {
    for (int i = 0; i < change.length; i++) {
      values.data()[i] += (float) (strength * change[i]);
    }
  }

  /** A LoRA of four layers, and a model with it merged by hand. */
  private Path loraAndModel(String name, double text, double unet) throws IOException {
    LoraFixture lora = new LoraFixture();
    Map<String, double[]> changes =
        Map.of(
            QUERY, layer(lora, QUERY),
            CROSS, layer(lora, CROSS),
            CONV, layer(lora, CONV),
            TEXT, layer(lora, TEXT));
    lora.write(loras.resolve(name + ".safetensors"));
    return changed(
        name + "-by-hand",
        (tensor, values) -> {
          if (changes.containsKey(tensor)) {
            boolean inText = tensor.startsWith("text_model");
            add(values, changes.get(tensor), inText ? text : unet);
          }
        });
  }

  private static Picture picture(StableDiffusion model, String prompt) {
    return TinyModels.picture(model, prompt, quick());
  }

  @Test
  @DisplayName("a LoRA merged at load or by a prompt equals merging by hand; without, bits return")
  void loras() throws IOException {
    Path byHand = loraAndModel("ink", 0.3, 0.2);
    LoraReference reference = new LoraReference(loras.resolve("ink.safetensors"), 0.3, 0.2);
    Picture plain;
    Picture expected;
    try (StableDiffusion model = TinyModels.load(byHand)) {
      expected = picture(model, "a cat");
    }
    try (StableDiffusion model = StableDiffusion.load(TinyModels.V1, onCpu().withLora(reference))) {
      assertThat(TinyModels.difference(picture(model, "a cat"), expected)).isLessThanOrEqualTo(1);
      assertThat(model.generate(TextToImage.of("a", quick().build())).first().parameters())
          .satisfies(
              p -> assertThat(p.setting("Merged LoRAs").orElseThrow()).startsWith("ink:0.3"));
    }
    try (StableDiffusion model =
        StableDiffusion.load(TinyModels.V1, onCpu().withLoraFolder(loras))) {
      plain = picture(model, "a cat");
      assertThat(TinyModels.meanDifference(plain, expected)).isGreaterThan(3);
      Picture merged = picture(model, "a <lora:ink:0.3:0.2>cat");
      assertThat(TinyModels.difference(merged, expected)).isLessThanOrEqualTo(1);
      assertThat(picture(model, "<lora:ink:0.3:0.2> a cat")).isEqualTo(merged);
      Picture stronger = picture(model, "a cat<lora:ink:0.6>");
      assertThat(stronger).isNotEqualTo(merged).isNotEqualTo(plain);
      assertThat(picture(model, "a cat<lora:ink:0.1><lora:ink:te=0.2:unet=0.1>"))
          .as("twice adds up")
          .satisfies(p -> assertThat(TinyModels.difference(p, merged)).isLessThanOrEqualTo(1));
      assertThat(picture(model, "a cat<lora:ink:0>")).as("strength 0").isEqualTo(plain);
      assertThat(picture(model, "a cat")).as("undone, to the bit").isEqualTo(plain);
      assertThat(picture(model, "a cat<lora:ink:0.3:0.2>")).as("and back").isEqualTo(merged);
    }
    try (StableDiffusion model = TinyModels.load(TinyModels.V1)) {
      assertThat(picture(model, "a cat")).isEqualTo(plain);
    }
  }

  @Test
  @DisplayName("a LoRA of a prompt comes on top of one of the model")
  void onTop() throws IOException {
    loraAndModel("ink", 0, 0);
    LoraReference half = LoraReference.of(loras.resolve("ink.safetensors"), 0.1);
    LoadOptions options = onCpu().withLoraFolder(loras);
    try (StableDiffusion both = StableDiffusion.load(TinyModels.V1, options.withLora(half));
        StableDiffusion model = StableDiffusion.load(TinyModels.V1, options)) {
      Picture base = picture(both, "a cat");
      Picture whole = picture(model, "a cat <lora:ink:0.2>");
      assertThat(TinyModels.difference(picture(both, "a cat <lora:ink:0.1>"), whole))
          .isLessThanOrEqualTo(1);
      assertThat(picture(both, "a cat")).isEqualTo(base);
      assertThat(base).isEqualTo(picture(model, "a cat <lora:ink:0.1>"));
    }
  }

  @Test
  @DisplayName("the picture names its LoRAs as A1111 does, and can be made again from that")
  void metadata() throws IOException {
    loraAndModel("ink", 0, 0);
    try (StableDiffusion model =
        StableDiffusion.load(TinyModels.V1, onCpu().withLoraFolder(loras))) {
      GenerationResult result =
          model.generate(TextToImage.of("a cat <lora:ink:0.5>", quick().build()));
      assertThat(result.first().parameters().prompt()).isEqualTo("a cat <lora:ink:0.5>");
      assertThat(result.first().parameters().setting("Lora hashes").orElseThrow())
          .matches("ink: [0-9a-f]{12}");
      picture(model, "a dog");
      assertThat(
              TinyModels.picture(model, RequestParameters.toRequest(result.first().parameters())))
          .isEqualTo(result.first().picture());
      assertThat(
              model
                  .generate(TextToImage.of("a cat", quick().build()))
                  .first()
                  .parameters()
                  .setting("Lora hashes"))
          .isEmpty();
    }
  }

  @Test
  @DisplayName("a LoRA that cannot be used costs the request, not the model")
  void failures() throws IOException {
    loraAndModel("ink", 0, 0);
    LoraFixture wrong = new LoraFixture();
    layer(wrong, QUERY);
    wrong.random("lora_unet_conv_in.lora_up.weight", 5, 1);
    wrong.random("lora_unet_conv_in.lora_down.weight", 1, 36);
    wrong.write(loras.resolve("wrong.safetensors"));
    LoraFixture nan = new LoraFixture();
    layer(nan, QUERY);
    FloatTensor notNumbers = FloatTensor.zeros(shape("conv_out.weight"));
    Arrays.fill(notNumbers.data(), Float.NaN);
    nan.with("lora_unet_conv_out.diff", notNumbers).write(loras.resolve("nan.safetensors"));
    try (StableDiffusion model =
        StableDiffusion.load(TinyModels.V1, onCpu().withLoraFolder(loras))) {
      Picture plain = picture(model, "a cat");
      Picture merged = picture(model, "a cat<lora:ink:0.2>");
      assertThatThrownBy(() -> picture(model, "a cat<lora:wrong:1>"))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("lora_unet_conv_in");
      assertThatThrownBy(() -> picture(model, "a cat<lora:nan:1>"))
          .as("noticed when the first weights are merged already")
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("not finite");
      assertThatThrownBy(() -> picture(model, "a cat<lora:../loras/ink:1>"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("there is no LoRA named '../loras/ink'");
      assertThatThrownBy(() -> picture(model, "a cat<lora:ink:x>"))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(picture(model, "a cat<lora:ink:0.2>")).isEqualTo(merged);
      assertThat(picture(model, "a cat")).isEqualTo(plain);
    }
  }

  @Test
  @DisplayName("what is merged is not read again, and a replaced checkpoint is not mixed in")
  void sameAgain() throws IOException {
    loraAndModel("ink", 0, 0);
    Path copy = changed("copy", (name, values) -> {});
    try (StableDiffusion model = StableDiffusion.load(copy, onCpu().withLoraFolder(loras))) {
      Picture merged = picture(model, "a cat<lora:ink:0.2>");
      Path unet = copy.resolve("unet/diffusion_pytorch_model.safetensors");
      Files.setLastModifiedTime(unet, FileTime.fromMillis(1_000_000_000_000L));

      assertThat(picture(model, "a cat<lora:ink:0.2>")).isEqualTo(merged);
      assertThatThrownBy(() -> picture(model, "a cat<lora:ink:0.3>"))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("were changed since it was loaded");
      assertThat(picture(model, "a cat<lora:ink:0.2>")).isEqualTo(merged);
    }
  }

  @Test
  @DisplayName("the embedded model takes LoRAs, too")
  void embedded() throws IOException {
    LoraFixture lora = new LoraFixture();
    lora.with("lora_unet_conv_out.diff", FloatTensor.zeros(Shape.of(1)));
    lora.write(loras.resolve("none.safetensors"));
    try (StableDiffusion model = StableDiffusion.load(onCpu().withLoraFolder(loras))) {
      assertThatThrownBy(() -> picture(model, "a red circle <lora:none:1>"))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("lora_unet_conv_out.diff", "another kind of model");
    }
  }

  @Test
  @DisplayName("a textual inversion equals words whose vectors were replaced by hand")
  void embeddings() throws IOException {
    int tiger;
    int wolf;
    try (ClipTokenizer tokenizer = ClipTokenizer.load(TinyModels.TOKENIZER)) {
      int[] ids = tokenizer.encode("tiger wolf");
      assertThat(ids).hasSize(2);
      tiger = ids[0];
      wolf = ids[1];
    }
    LoraFixture file = new LoraFixture();
    FloatTensor vectors = file.random("emb_params", 2, 32);
    Path embeddings = Files.createDirectories(folder.resolve("embeddings"));
    file.write(embeddings.resolve("zyx-style.safetensors"));
    LoraFixture other = new LoraFixture();
    other.random("emb_params", 1, 1024);
    other.write(embeddings.resolve("qqq.safetensors"));
    Path byHand =
        changed(
            "replaced",
            (name, values) -> {
              if (name.equals(TABLE)) {
                System.arraycopy(vectors.data(), 0, values.data(), 32 * tiger, 32);
                System.arraycopy(vectors.data(), 32, values.data(), 32 * wolf, 32);
              }
            });
    Picture expected;
    Picture plain;
    try (StableDiffusion model = TinyModels.load(byHand)) {
      expected = picture(model, "a photo, (tiger wolf:1.2) on blue");
    }
    try (StableDiffusion model = TinyModels.load(TinyModels.V1)) {
      plain = picture(model, "a photo, (tiger wolf:1.2) on blue");
    }
    try (StableDiffusion model =
        StableDiffusion.load(TinyModels.V1, onCpu().withEmbeddings(embeddings))) {
      assertThat(picture(model, "a photo, (tiger wolf:1.2) on blue")).isEqualTo(plain);
      assertThat(picture(model, "a photo, (ZYX-style:1.2) on blue"))
          .isEqualTo(expected)
          .isNotEqualTo(plain);
      GenerationResult result =
          model.generate(TextToImage.of("a photo", quick().negativePrompt("zyx-style").build()));
      assertThat(result.first().parameters().setting("TI hashes").orElseThrow())
          .matches("zyx-style: [0-9a-f]{12}");
      assertThatThrownBy(() -> picture(model, "a qqq"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'qqq'", "1024 values", "Stable Diffusion 2.x");
    }
    Path misfit = embeddings.resolve("qqq.safetensors");
    assertThatThrownBy(() -> StableDiffusion.load(TinyModels.V1, onCpu().withEmbeddings(misfit)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("1024 values");
  }

  @Test
  @DisplayName("another autoencoder draws as in a model that has it, and the picture says which")
  void vae() throws IOException {
    Path other =
        changed(
            "other",
            (name, values) -> {
              if (name.equals("decoder.conv_out.bias")) {
                values.data()[0] += 0.5f;
              }
            });
    Picture expected;
    Picture plain;
    try (StableDiffusion model = TinyModels.load(other)) {
      expected = picture(model, "a cat");
    }
    try (StableDiffusion model = TinyModels.load(TinyModels.V1)) {
      plain = picture(model, "a cat");
    }
    try (StableDiffusion model =
            StableDiffusion.load(TinyModels.V1, onCpu().withVae(other.resolve("vae")));
        StableDiffusion single =
            StableDiffusion.load(TinyModels.V1, onCpu().withVae(TinyModels.SINGLE_FILE))) {
      GenerationResult result = model.generate(TextToImage.of("a cat", quick().build()));
      assertThat(result.first().picture()).isEqualTo(expected).isNotEqualTo(plain);
      assertThat(result.first().parameters().vae()).contains("vae");
      assertThat(result.first().parameters().vaeHash().orElseThrow()).matches("[0-9a-f]{10}");
      assertThat(TinyModels.difference(picture(single, "a cat"), plain))
          .as("the same weights in half precision")
          .isLessThanOrEqualTo(3);
    }
  }

  @Test
  @DisplayName("a generator notices that an extension was replaced")
  void generator() throws IOException {
    Path embeddings = Files.createDirectories(folder.resolve("embeddings"));
    ModelReference reference = ModelReference.of(TinyModels.V1, onCpu().withEmbeddings(embeddings));
    TextToImage request = TextToImage.of("a zyx-style", quick().build());
    try (ImageGenerator generator = new InProcessGenerator()) {
      Picture without = generator.generate(reference, request).first().picture();
      LoraFixture file = new LoraFixture();
      file.random("emb_params", 2, 32);
      file.write(embeddings.resolve("zyx-style.safetensors"));
      assertThat(generator.generate(reference, request).first().picture()).isNotEqualTo(without);
    }
  }
}
