package org.latentj.safety;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.latentj.checkpoint.RandomWeights;
import org.latentj.checkpoint.safetensors.SafetensorsWriter;
import org.latentj.model.TextEncoderConfig.Activation;
import org.latentj.model.VisionTowerConfig;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.Shape;
import org.latentj.tensor.StoredTensor;
import org.latentj.tensor.TensorSpec;

/** A safety checker of random weights, and how it lies in a diffusers folder. */
public final class SafetyFixture {
  /** 17 tokens of width 16. */
  public static final VisionTowerConfig TINY =
      new VisionTowerConfig(28, 7, 16, 32, 3, 2, Activation.QUICK_GELU, 1e-5, 12);

  private final VisionTowerConfig config;
  private final Map<String, StoredTensor> tensors = new LinkedHashMap<>();

  private SafetyFixture(VisionTowerConfig config) {
    this.config = config;
    List<TensorSpec> specs = names(config);
    RandomWeights random = new RandomWeights(specs, ElementType.F32, 5);
    specs.forEach(spec -> tensors.put(spec.name(), random.read(spec.name())));
    // Where nothing is ever found.
    with("concept_embeds_weights", 17, 2);
    with("special_care_embeds_weights", 3, 2);
  }

  /** One that passes everything. */
  public static SafetyFixture passing() {
    return new SafetyFixture(TINY);
  }

  /** One that finds concept 4 in every picture. */
  public static SafetyFixture flagging() {
    return passing().withThreshold("concept_embeds_weights", 4, -2);
  }

  /** All tensors of a published safety checker of those dimensions, by what transformers stores. */
  static List<TensorSpec> names(VisionTowerConfig config) {
    String root = "vision_model.vision_model.";
    long width = config.hiddenSize();
    long inner = config.intermediateSize();
    long patch = config.patchSize();
    List<TensorSpec> all = new ArrayList<>();
    add(all, root + "embeddings.class_embedding", width);
    add(all, root + "embeddings.patch_embedding.weight", width, 3, patch, patch);
    add(all, root + "embeddings.position_embedding.weight", config.tokens(), width);
    // Spelt like this upstream.
    pair(all, root + "pre_layrnorm", width);
    for (int i = 0; i < config.layers(); i++) {
      String layer = root + "encoder.layers." + i + ".";
      for (String part : List.of("k_proj", "v_proj", "q_proj", "out_proj")) {
        pair(all, layer + "self_attn." + part, width, width);
      }
      pair(all, layer + "layer_norm1", width);
      pair(all, layer + "mlp.fc1", inner, width);
      pair(all, layer + "mlp.fc2", width, inner);
      pair(all, layer + "layer_norm2", width);
    }
    pair(all, root + "post_layernorm", width);
    add(all, "visual_projection.weight", config.projectionSize(), width);
    add(all, "concept_embeds", 17, config.projectionSize());
    add(all, "special_care_embeds", 3, config.projectionSize());
    add(all, "concept_embeds_weights", 17);
    add(all, "special_care_embeds_weights", 3);
    return all;
  }

  private static void add(List<TensorSpec> all, String name, long... shape) {
    all.add(new TensorSpec(name, Shape.of(shape)));
  }

  /** A weight of that shape and a bias as long as its first dimension. */
  private static void pair(List<TensorSpec> all, String name, long... shape) {
    add(all, name + ".weight", shape);
    add(all, name + ".bias", shape[0]);
  }

  private static StoredTensor vector(String name, float... values) {
    ByteBuffer data = ByteBuffer.allocateDirect(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      data.putFloat(value);
    }
    return new StoredTensor(name, ElementType.F32, Shape.of(values.length), data.flip());
  }

  private void with(String name, int size, float value) {
    float[] values = new float[size];
    Arrays.fill(values, value);
    tensors.put(name, vector(name, values));
  }

  /** With one threshold changed. */
  public SafetyFixture withThreshold(String name, int index, float value) {
    float[] values = tensors.get(name).toFloats().data().clone();
    values[index] = value;
    tensors.put(name, vector(name, values));
    return this;
  }

  /** Without a tensor. */
  public SafetyFixture without(String name) {
    tensors.remove(name);
    return this;
  }

  /** With a vector of zeros instead of, or besides, what is there. */
  public SafetyFixture withZeros(String name, int size) {
    tensors.put(name, vector(name, new float[size]));
    return this;
  }

  /** With a tensor under another name. */
  public SafetyFixture renamed(String from, String to) {
    tensors.put(to, tensors.remove(from));
    return this;
  }

  /** A tensor. */
  StoredTensor tensor(String name) {
    return tensors.get(name);
  }

  /** All names. */
  List<String> tensorNames() {
    return List.copyOf(tensors.keySet());
  }

  /** Writes {@code safety_checker} and {@code feature_extractor} into a model's folder. */
  public Path writeInto(Path model) throws IOException {
    Path folder = Files.createDirectories(model.resolve("safety_checker"));
    writeConfig(folder.resolve("config.json"));
    List<SafetensorsWriter.Entry> entries =
        tensors.entrySet().stream()
            .map(
                e ->
                    new SafetensorsWriter.Entry(
                        e.getKey(), e.getValue().type(), e.getValue().shape(), e::getValue))
            .toList();
    Path weights = folder.resolve("model.safetensors");
    Files.deleteIfExists(weights);
    SafetensorsWriter.write(weights, entries, Map.of("format", "pt"));
    Path extractor = Files.createDirectories(model.resolve("feature_extractor"));
    Files.writeString(
        extractor.resolve("preprocessor_config.json"),
        """
        {"crop_size": 28, "do_center_crop": true, "do_normalize": true, "do_resize": true,
         "feature_extractor_type": "CLIPFeatureExtractor",
         "image_mean": [0.48145466, 0.4578275, 0.40821073],
         "image_std": [0.26862954, 0.26130258, 0.27577711], "resample": 3, "size": 28}
        """);
    return model;
  }

  private void writeConfig(Path file) throws IOException {
    Files.writeString(
        file,
        """
        {"architectures": ["StableDiffusionSafetyChecker"], "model_type": "clip",
         "projection_dim": %d,
         "text_config": {"hidden_size": 768, "model_type": "clip_text_model"},
         "vision_config": {"hidden_act": "quick_gelu", "hidden_size": %d, "image_size": %d,
           "intermediate_size": %d, "layer_norm_eps": 1e-05, "model_type": "clip_vision_model",
           "num_attention_heads": %d, "num_channels": 3, "num_hidden_layers": %d,
           "patch_size": %d}}
        """
            .formatted(
                config.projectionSize(),
                config.hiddenSize(),
                config.imageSize(),
                config.intermediateSize(),
                config.heads(),
                config.layers(),
                config.patchSize()));
  }
}
