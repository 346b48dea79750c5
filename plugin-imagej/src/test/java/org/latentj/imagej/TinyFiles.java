package org.latentj.imagej;

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
import java.util.Random;
import java.util.stream.Stream;
import org.latentj.checkpoint.Checkpoint;
import org.latentj.checkpoint.RandomWeights;
import org.latentj.checkpoint.safetensors.SafetensorsWriter;
import org.latentj.model.ControlNetConfig;
import org.latentj.model.TextEncoderConfig.Activation;
import org.latentj.model.UNetConfig;
import org.latentj.model.VisionTowerConfig;
import org.latentj.network.ClipVisionTower;
import org.latentj.network.ControlNet;
import org.latentj.network.EmitOptions;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.Shape;
import org.latentj.tensor.StoredTensor;
import org.latentj.tensor.TensorSpec;

/** Small files of random weights for the embedded and the tiny model: what extends a model. */
public final class TinyFiles {
  /** A Stable Diffusion v1 with pictures of 64 x 64. */
  public static final Path MODEL =
      Path.of("../engine/src/test/resources/conformance/tiny-diffusers");

  private TinyFiles() {}

  /** A LoRA for the embedded model: another last convolution. */
  public static Path lora(Path folder, String name) throws IOException {
    Path file = Files.createDirectories(folder).resolve(name + ".safetensors");
    write(file, Map.of("lora_unet_conv_out.diff", random(5, 0.05f, 4, 80, 3, 3)));
    return file;
  }

  /** A textual inversion of two vectors for the embedded model. */
  public static Path embedding(Path folder, String name) throws IOException {
    Path file = Files.createDirectories(folder).resolve(name + ".safetensors");
    write(file, Map.of("emb_params", random(6, 1, 2, 128)));
    return file;
  }

  /** An autoencoder for the tiny model, other than its own. */
  public static Path vae(Path folder) throws IOException {
    Path vae = Files.createDirectories(folder.resolve("other-vae"));
    Files.copy(MODEL.resolve("vae/config.json"), vae.resolve("config.json"));
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    Path own = MODEL.resolve("vae/diffusion_pytorch_model.safetensors");
    try (Checkpoint model = Checkpoint.open(MODEL)) {
      RandomWeights weights =
          new RandomWeights(
              model.vae().names().stream()
                  .map(name -> new TensorSpec(name, model.vae().shape(name)))
                  .toList(),
              ElementType.F32,
              9);
      weights.names().forEach(name -> tensors.put(name, weights.read(name)));
    }
    write(vae.resolve(own.getFileName()), tensors);
    return vae;
  }

  /** A ControlNet for the tiny model, as a diffusers folder. */
  public static Path controlNet(Path folder, String name) throws IOException {
    UNetConfig network =
        UNetConfig.builder()
            .blockOutChannels(List.of(16, 32, 48, 32))
            .crossAttentionDim(32)
            .normGroups(8)
            .sampleSize(8)
            .build();
    ControlNetConfig config = new ControlNetConfig(network, 3, List.of(4, 4, 6, 8), false);
    Path made = Files.createDirectories(folder.resolve(name));
    write(
        made.resolve("diffusion_pytorch_model.safetensors"),
        weights(ControlNet.script(config, EmitOptions.reference()).weights().expectedTensors()));
    Files.writeString(
        made.resolve("config.json"),
        """
        {"_class_name": "ControlNetModel", "block_out_channels": [16, 32, 48, 32],
         "cross_attention_dim": 32, "norm_num_groups": 8,
         "conditioning_embedding_out_channels": [4, 4, 6, 8]}""");
    return made;
  }

  /** A copy of the tiny model with a safety checker that flags everything. */
  public static Path flaggingModel(Path folder) throws IOException {
    Path model = folder.resolve("flagging");
    try (Stream<Path> files = Files.walk(MODEL)) {
      for (Path file : files.toList()) {
        Path target = model.resolve(MODEL.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
    VisionTowerConfig tower =
        new VisionTowerConfig(28, 7, 16, 32, 3, 2, Activation.QUICK_GELU, 1e-5, 12);
    List<TensorSpec> specs =
        new ArrayList<>(
            ClipVisionTower.script(tower, EmitOptions.reference()).weights().expectedTensors());
    specs.add(new TensorSpec("concept_embeds", Shape.of(17, 12)));
    specs.add(new TensorSpec("special_care_embeds", Shape.of(3, 12)));
    Map<String, StoredTensor> tensors = weights(specs);
    // Below any cosine: everything is like them.
    tensors.put("concept_embeds_weights", constant(-2, 17));
    tensors.put("special_care_embeds_weights", constant(2, 3));
    Path checker = Files.createDirectories(model.resolve("safety_checker"));
    write(checker.resolve("model.safetensors"), tensors);
    Files.writeString(
        checker.resolve("config.json"),
        """
        {"architectures": ["StableDiffusionSafetyChecker"], "model_type": "clip",
         "projection_dim": 12,
         "text_config": {"hidden_size": 768, "model_type": "clip_text_model"},
         "vision_config": {"hidden_act": "quick_gelu", "hidden_size": 16, "image_size": 28,
           "intermediate_size": 32, "layer_norm_eps": 1e-05, "model_type": "clip_vision_model",
           "num_attention_heads": 2, "num_channels": 3, "num_hidden_layers": 3, "patch_size": 7}}
        """);
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

  private static Map<String, StoredTensor> weights(List<TensorSpec> specs) {
    RandomWeights weights = new RandomWeights(specs, ElementType.F32, 5);
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    weights.names().forEach(name -> tensors.put(name, weights.read(name)));
    return tensors;
  }

  private static StoredTensor constant(float value, int size) {
    float[] values = new float[size];
    Arrays.fill(values, value);
    return stored(values, size);
  }

  private static StoredTensor random(long seed, float spread, long... shape) {
    float[] values = new float[(int) Shape.of(shape).elements()];
    Random random = new Random(seed);
    for (int i = 0; i < values.length; i++) {
      values[i] = spread * (float) random.nextGaussian();
    }
    return stored(values, shape);
  }

  private static StoredTensor stored(float[] values, long... shape) {
    ByteBuffer bytes = ByteBuffer.allocateDirect(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return new StoredTensor("", ElementType.F32, Shape.of(shape), bytes);
  }

  private static void write(Path file, Map<String, StoredTensor> tensors) throws IOException {
    List<SafetensorsWriter.Entry> entries = new ArrayList<>();
    tensors.forEach(
        (name, tensor) ->
            entries.add(
                new SafetensorsWriter.Entry(name, tensor.type(), tensor.shape(), () -> tensor)));
    SafetensorsWriter.write(file, entries, Map.of());
  }
}
