package org.latentj.samples.miniature.training;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.latentj.model.ModelConfig;
import org.latentj.model.NoiseScheduleConfig;
import org.latentj.model.TextEncoderConfig;
import org.latentj.model.UNetConfig;
import org.latentj.model.VaeConfig;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.FloatTensor;

/** Writes a model in diffusers' folder layout, weights in half precision. */
final class ModelFolder {
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
  private static final String WEIGHTS = "diffusion_pytorch_model.safetensors";

  /** At diffusers' 7.5, colours of so small a model overshoot. */
  private static final double GUIDANCE_SCALE = 3;

  private ModelFolder() {}

  /**
   * Weights under the names of diffusers and transformers.
   *
   * @param textEncoder of {@code CLIPTextModel}
   * @param unet of {@code UNet2DConditionModel}
   * @param vae of {@code AutoencoderKL}
   */
  record Networks(
      Map<String, FloatTensor> textEncoder,
      Map<String, FloatTensor> unet,
      Map<String, FloatTensor> vae) {}

  /**
   * Writes the folder anew; an older one at this place is replaced when the new one is complete.
   *
   * @param tokenizer a folder with {@code vocab.json} and {@code merges.txt}
   */
  static void write(Path folder, ModelConfig config, Networks networks, Path tokenizer)
      throws IOException {
    Path fresh = folder.resolveSibling(folder.getFileName() + ".part");
    delete(fresh);
    for (String part : List.of("unet", "vae", "text_encoder", "tokenizer", "scheduler")) {
      Files.createDirectories(fresh.resolve(part));
    }
    json(fresh.resolve("model_index.json"), index());
    json(fresh.resolve("unet/config.json"), unet(config.unet()));
    json(fresh.resolve("vae/config.json"), vae(config.vae()));
    json(fresh.resolve("text_encoder/config.json"), text(config.textEncoder()));
    json(fresh.resolve("scheduler/scheduler_config.json"), scheduler(config.noiseSchedule()));
    json(fresh.resolve("tokenizer/tokenizer_config.json"), tokenizer());
    json(fresh.resolve("tokenizer/special_tokens_map.json"), specialTokens());
    for (String file : List.of("vocab.json", "merges.txt")) {
      Files.copy(tokenizer.resolve(file), fresh.resolve("tokenizer").resolve(file));
    }
    tensors(fresh.resolve("unet").resolve(WEIGHTS), networks.unet());
    tensors(fresh.resolve("vae").resolve(WEIGHTS), networks.vae());
    tensors(fresh.resolve("text_encoder/model.safetensors"), networks.textEncoder());
    delete(folder);
    Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void tensors(Path file, Map<String, FloatTensor> tensors) throws IOException {
    TensorArchive.write(file, tensors, ElementType.F16, Map.of("format", "pt"));
  }

  private static void json(Path file, Map<String, Object> values) throws IOException {
    Files.writeString(file, GSON.toJson(values) + "\n");
  }

  private static Map<String, Object> index() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("_class_name", "StableDiffusionPipeline");
    json.put("_diffusers_version", "0.31.0");
    json.put("scheduler", List.of("diffusers", "PNDMScheduler"));
    json.put("text_encoder", List.of("transformers", "CLIPTextModel"));
    json.put("tokenizer", List.of("transformers", "CLIPTokenizer"));
    json.put("unet", List.of("diffusers", "UNet2DConditionModel"));
    json.put("vae", List.of("diffusers", "AutoencoderKL"));
    json.put("requires_safety_checker", false);
    json.put("_guidance_scale", GUIDANCE_SCALE);
    json.put("_clean_surroundings", true);
    return json;
  }

  private static Map<String, Object> unet(UNetConfig config) {
    int levels = config.levels();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("_class_name", "UNet2DConditionModel");
    json.put("act_fn", "silu");
    json.put("attention_head_dim", config.heads().get(0));
    json.put("block_out_channels", config.blockOutChannels());
    json.put("center_input_sample", false);
    json.put("cross_attention_dim", config.crossAttentionDim());
    json.put(
        "down_block_types",
        config.crossAttention().stream()
            .map(c -> c ? "CrossAttnDownBlock2D" : "DownBlock2D")
            .toList());
    json.put("downsample_padding", 1);
    json.put("flip_sin_to_cos", config.flipSinToCos());
    json.put("freq_shift", (int) config.freqShift());
    json.put("in_channels", config.inChannels());
    json.put("layers_per_block", config.layersPerBlock());
    json.put("mid_block_scale_factor", 1);
    json.put("norm_eps", config.normEps());
    json.put("norm_num_groups", config.normGroups());
    json.put("out_channels", config.outChannels());
    json.put("sample_size", config.sampleSize());
    json.put(
        "up_block_types",
        IntStream.range(0, levels)
            .mapToObj(i -> config.crossAttention().get(levels - 1 - i))
            .map(c -> c ? "CrossAttnUpBlock2D" : "UpBlock2D")
            .toList());
    return json;
  }

  private static Map<String, Object> vae(VaeConfig config) {
    int levels = config.blockOutChannels().size();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("_class_name", "AutoencoderKL");
    json.put("act_fn", "silu");
    json.put("block_out_channels", config.blockOutChannels());
    json.put(
        "down_block_types", Stream.generate(() -> "DownEncoderBlock2D").limit(levels).toList());
    json.put("in_channels", config.imageChannels());
    json.put("latent_channels", config.latentChannels());
    json.put("layers_per_block", config.layersPerBlock());
    json.put("norm_num_groups", config.normGroups());
    json.put("out_channels", config.imageChannels());
    json.put("sample_size", MiniatureConfig.PIXELS);
    json.put("scaling_factor", config.scalingFactor());
    json.put("up_block_types", Stream.generate(() -> "UpDecoderBlock2D").limit(levels).toList());
    return json;
  }

  private static Map<String, Object> text(TextEncoderConfig config) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("architectures", List.of("CLIPTextModel"));
    json.put("bos_token_id", config.vocabularySize() - 2);
    json.put("eos_token_id", config.vocabularySize() - 1);
    json.put("hidden_act", "quick_gelu");
    json.put("hidden_size", config.hiddenSize());
    json.put("intermediate_size", config.intermediateSize());
    json.put("layer_norm_eps", config.layerNormEps());
    json.put("max_position_embeddings", config.maxPositions());
    json.put("model_type", "clip_text_model");
    json.put("num_attention_heads", config.heads());
    json.put("num_hidden_layers", config.layers());
    json.put("pad_token_id", config.vocabularySize() - 1);
    json.put("vocab_size", config.vocabularySize());
    return json;
  }

  private static Map<String, Object> scheduler(NoiseScheduleConfig config) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("_class_name", "PNDMScheduler");
    json.put("beta_end", config.betaEnd());
    json.put("beta_schedule", "scaled_linear");
    json.put("beta_start", config.betaStart());
    json.put("clip_sample", false);
    json.put("num_train_timesteps", config.trainTimesteps());
    json.put("prediction_type", config.predictionType().name().toLowerCase(Locale.ROOT));
    json.put("set_alpha_to_one", false);
    json.put("skip_prk_steps", true);
    json.put("steps_offset", 1);
    return json;
  }

  private static Map<String, Object> tokenizer() {
    Map<String, Object> json = new LinkedHashMap<>(specialTokens());
    json.put("add_prefix_space", false);
    json.put("do_lower_case", true);
    json.put("model_max_length", 77);
    json.put("tokenizer_class", "CLIPTokenizer");
    return json;
  }

  private static Map<String, Object> specialTokens() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("bos_token", "<|startoftext|>");
    json.put("eos_token", "<|endoftext|>");
    json.put("pad_token", "<|endoftext|>");
    json.put("unk_token", "<|endoftext|>");
    return json;
  }

  /** Deletes a folder with all that is in it, if it exists. */
  static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
