package org.latentj.models.convert;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.latentj.model.ModelConfig;
import org.latentj.model.NoiseScheduleConfig;
import org.latentj.model.TextEncoderConfig;
import org.latentj.model.UNetConfig;
import org.latentj.model.VaeConfig;

/**
 * The JSON files of a diffusers folder, under the names that diffusers' and transformers' {@code
 * from_pretrained} read.
 */
final class ConfigWriter {
  private static final Gson JSON =
      new GsonBuilder().setPrettyPrinting().serializeNulls().disableHtmlEscaping().create();

  private ConfigWriter() {}

  static String text(JsonObject json) {
    return JSON.toJson(json) + "\n";
  }

  static JsonObject index(boolean inpainting) {
    JsonObject json = new JsonObject();
    json.addProperty(
        "_class_name", inpainting ? "StableDiffusionInpaintPipeline" : "StableDiffusionPipeline");
    json.addProperty("_diffusers_version", "0.31.0");
    json.add("feature_extractor", component(null, null));
    json.addProperty("requires_safety_checker", false);
    json.add("safety_checker", component(null, null));
    json.add("scheduler", component("diffusers", "PNDMScheduler"));
    json.add("text_encoder", component("transformers", "CLIPTextModel"));
    json.add("tokenizer", component("transformers", "CLIPTokenizer"));
    json.add("unet", component("diffusers", "UNet2DConditionModel"));
    json.add("vae", component("diffusers", "AutoencoderKL"));
    return json;
  }

  private static JsonArray component(String library, String name) {
    JsonArray pair = new JsonArray();
    if (library == null) {
      pair.add(JsonNull.INSTANCE);
      pair.add(JsonNull.INSTANCE);
    } else {
      pair.add(library);
      pair.add(name);
    }
    return pair;
  }

  static JsonObject scheduler(NoiseScheduleConfig config) {
    JsonObject json = new JsonObject();
    json.addProperty("_class_name", config.schedulerClass());
    json.addProperty("beta_start", config.betaStart());
    json.addProperty("beta_end", config.betaEnd());
    json.addProperty("beta_schedule", config.betaSchedule());
    json.addProperty("num_train_timesteps", config.trainTimesteps());
    json.addProperty("prediction_type", config.predictionType().name().toLowerCase(Locale.ROOT));
    json.addProperty("set_alpha_to_one", config.setAlphaToOne());
    json.addProperty("skip_prk_steps", true);
    json.addProperty("clip_sample", false);
    json.addProperty("steps_offset", config.stepsOffset());
    if (config.timestepSpacing() != null) {
      json.addProperty("timestep_spacing", config.timestepSpacing());
    }
    return json;
  }

  static JsonObject textEncoder(TextEncoderConfig config) {
    JsonObject json = new JsonObject();
    JsonArray architectures = new JsonArray();
    architectures.add("CLIPTextModel");
    json.add("architectures", architectures);
    json.addProperty("model_type", "clip_text_model");
    json.addProperty("vocab_size", config.vocabularySize());
    json.addProperty("hidden_size", config.hiddenSize());
    json.addProperty("intermediate_size", config.intermediateSize());
    json.addProperty("num_hidden_layers", config.layers());
    json.addProperty("num_attention_heads", config.heads());
    json.addProperty("max_position_embeddings", config.maxPositions());
    json.addProperty("hidden_act", config.activation().name().toLowerCase(Locale.ROOT));
    json.addProperty("layer_norm_eps", config.layerNormEps());
    return json;
  }

  static JsonObject unet(UNetConfig config) {
    List<String> down = new ArrayList<>();
    List<String> up = new ArrayList<>();
    for (boolean cross : config.crossAttention()) {
      down.add(cross ? "CrossAttnDownBlock2D" : "DownBlock2D");
      up.add(cross ? "CrossAttnUpBlock2D" : "UpBlock2D");
    }
    Collections.reverse(up);
    JsonObject json = new JsonObject();
    json.addProperty("_class_name", "UNet2DConditionModel");
    json.addProperty("act_fn", "silu");
    json.add("attention_head_dim", numbers(config.heads()));
    json.add("block_out_channels", numbers(config.blockOutChannels()));
    json.addProperty("center_input_sample", false);
    json.addProperty("cross_attention_dim", config.crossAttentionDim());
    json.add("down_block_types", texts(down));
    json.addProperty("downsample_padding", 1);
    json.addProperty("flip_sin_to_cos", config.flipSinToCos());
    json.addProperty("freq_shift", config.freqShift());
    json.addProperty("in_channels", config.inChannels());
    json.addProperty("layers_per_block", config.layersPerBlock());
    json.addProperty("mid_block_scale_factor", 1);
    json.addProperty("norm_eps", config.normEps());
    json.addProperty("norm_num_groups", config.normGroups());
    json.addProperty("out_channels", config.outChannels());
    json.addProperty("sample_size", config.sampleSize());
    if (config.isToldGuidance()) {
      json.addProperty("time_cond_proj_dim", config.guidanceWidth());
    }
    json.addProperty("transformer_layers_per_block", config.transformerLayers());
    json.add("up_block_types", texts(up));
    json.addProperty("use_linear_projection", config.linearProjection());
    return json;
  }

  static JsonObject vae(ModelConfig model) {
    VaeConfig config = model.vae();
    int levels = config.blockOutChannels().size();
    JsonObject json = new JsonObject();
    json.addProperty("_class_name", "AutoencoderKL");
    json.addProperty("act_fn", "silu");
    json.add("block_out_channels", numbers(config.blockOutChannels()));
    json.add("down_block_types", texts(Collections.nCopies(levels, "DownEncoderBlock2D")));
    json.addProperty("in_channels", config.imageChannels());
    json.addProperty("latent_channels", config.latentChannels());
    json.addProperty("layers_per_block", config.layersPerBlock());
    json.addProperty("norm_num_groups", config.normGroups());
    json.addProperty("out_channels", config.imageChannels());
    json.addProperty("sample_size", model.unet().sampleSize() * config.downsampling());
    json.addProperty("scaling_factor", config.scalingFactor());
    json.add("up_block_types", texts(Collections.nCopies(levels, "UpDecoderBlock2D")));
    if (!config.quantConvolutions()) {
      json.addProperty("use_quant_conv", false);
      json.addProperty("use_post_quant_conv", false);
    }
    return json;
  }

  private static JsonArray numbers(List<Integer> values) {
    JsonArray array = new JsonArray();
    values.forEach(array::add);
    return array;
  }

  private static JsonArray texts(List<String> values) {
    JsonArray array = new JsonArray();
    values.forEach(array::add);
    return array;
  }
}
