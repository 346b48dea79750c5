package org.latentj.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentj.model.TextEncoderConfig.Activation;

class ConfigReadersTest {
  @TempDir Path folder;

  private Path json(String json) throws IOException {
    return Files.writeString(folder.resolve("config.json"), json.replace('\'', '"'));
  }

  @Test
  @DisplayName("The short configuration of the first published repository is Stable Diffusion 1")
  void version1() throws IOException {
    UNetConfig unet =
        UNetConfigReader.read(
            json(
                """
                {'_class_name': 'UNet2DConditionModel', '_diffusers_version': '0.2.2',
                 'act_fn': 'silu', 'attention_head_dim': 8, 'center_input_sample': false,
                 'block_out_channels': [320, 640, 1280, 1280], 'cross_attention_dim': 768,
                 'down_block_types': ['CrossAttnDownBlock2D', 'CrossAttnDownBlock2D',
                                      'CrossAttnDownBlock2D', 'DownBlock2D'],
                 'downsample_padding': 1, 'flip_sin_to_cos': true, 'freq_shift': 0,
                 'in_channels': 4, 'layers_per_block': 2, 'mid_block_scale_factor': 1,
                 'norm_eps': 1e-05, 'norm_num_groups': 32, 'out_channels': 4, 'sample_size': 64,
                 'up_block_types': ['UpBlock2D', 'CrossAttnUpBlock2D', 'CrossAttnUpBlock2D',
                                    'CrossAttnUpBlock2D']}
                """));

    assertThat(unet).isEqualTo(UNetConfig.stableDiffusion1());
  }

  @Test
  @DisplayName("Members that are missing or null take diffusers' defaults")
  void unetDefaults() throws IOException {
    UNetConfig expected = UNetConfig.builder().crossAttentionDim(1280).build();

    assertThat(UNetConfigReader.read(json("{}"))).isEqualTo(expected);
    assertThat(
            UNetConfigReader.read(
                json(
                    "{'norm_eps': null, 'class_embed_type': null, 'only_cross_attention': false}")))
        .isEqualTo(expected);
  }

  @Test
  @DisplayName("Heads may be given for each level or under the later name")
  void heads() throws IOException {
    UNetConfig perLevel =
        UNetConfigReader.read(
            json("{'attention_head_dim': [5, 10, 20, 20], 'use_linear_projection': true}"));
    UNetConfig renamed =
        UNetConfigReader.read(json("{'attention_head_dim': 64, 'num_attention_heads': 10}"));

    assertThat(perLevel.heads()).containsExactly(5, 10, 20, 20);
    assertThat(perLevel.linearProjection()).isTrue();
    assertThat(renamed.heads()).containsExactly(10, 10, 10, 10);
  }

  @Test
  @DisplayName(
      "A UNet of a latent consistency model is told the guidance scale; a ControlNet is not")
  void guidanceWidth() throws IOException {
    UNetConfig told = UNetConfigReader.read(json("{'time_cond_proj_dim': 256}"));

    assertThat(told.guidanceWidth()).isEqualTo(256);
    assertThat(told.withGuidanceWidth(0)).isEqualTo(UNetConfigReader.read(json("{}")));
    assertThat(told.withSampleSize(96).guidanceWidth()).isEqualTo(256);
    assertThat(UNetConfigReader.read(json("{'time_cond_proj_dim': null}")).isToldGuidance())
        .isFalse();
    Path control = json("{'time_cond_proj_dim': 256}");
    assertThatThrownBy(() -> ControlNetConfigReader.read(control))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("time_cond_proj_dim");
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("A UNet that this engine does not have is refused by the setting")
  @CsvSource(
      delimiter = ';',
      value = {
        "{'_class_name': 'UNet3DConditionModel'}; _class_name",
        "{'addition_embed_type': 'text_time'}; addition_embed_type",
        "{'class_embed_type': 'projection'}; class_embed_type",
        "{'only_cross_attention': true}; only_cross_attention",
        "{'time_cond_proj_dim': 255}; time_cond_proj_dim to be an even number of 4 or more",
        "{'time_cond_proj_dim': 2}; time_cond_proj_dim to be an even number of 4 or more",
        "{'act_fn': 'gelu'}; act_fn",
        "{'resnet_time_scale_shift': 'scale_shift'}; resnet_time_scale_shift",
        "{'layers_per_block': [1, 2, 2, 2]}; the same for all levels",
        "{'layers_per_block': 0}; 1 or more",
        "{'transformer_layers_per_block': [1, 2]}; 4 numbers, one for each level",
        "{'down_block_types': ['DownBlock2D']}; 4 names",
        "{'down_block_types': ['AttnDownBlock2D']}; made of CrossAttnDownBlock2D",
        "{'up_block_types': ['UpBlock2D', 'UpBlock2D', 'UpBlock2D', 'UpBlock2D']}; mirror image",
        "{'norm_num_groups': 7}; multiples of norm_num_groups, 7",
        "{'norm_num_groups': 0}; multiples",
        "{'attention_head_dim': 7}; a divisor of the level's channels, 320",
        "{'attention_head_dim': 0}; a divisor",
        "{'in_channels': 4.5}; in_channels to be a whole number",
        "{'in_channels': -4}; between 0 and",
        "{'in_channels': 1e400}; whole number",
        "{'in_channels': [4]}; whole number",
        "{'in_channels': 'four'}; whole number",
        "{'norm_eps': 'small'}; a number",
        "{'norm_eps': {}}; a number",
        "{'norm_eps': 1e999}; a finite number",
        "{'flip_sin_to_cos': 1}; true or false",
        "{'block_out_channels': []}; a list of 1 to 16",
        "{'block_out_channels': 320}; a list of 1 to 16",
        "{'down_block_types': [[]]}; a list of names",
        "[]; JSON object",
        "{; JSON object",
        "nonsense; JSON object",
      })
  void refusedUnets(String json, String message) throws IOException {
    Path file = json(json);

    assertThatThrownBy(() -> UNetConfigReader.read(file))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("config.json")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000, 100_000})
  @DisplayName("Deeply nested JSON is refused, not a stack overflow")
  void deepJson(int depth) throws IOException {
    Path file = json("[".repeat(depth));

    assertThatThrownBy(() -> UNetConfigReader.read(file))
        .isInstanceOf(InvalidConfigException.class);
  }

  @Test
  @DisplayName("JSON that is not UTF-8 is refused")
  void notUtf8() throws IOException {
    Path file = folder.resolve("config.json");
    Files.write(file, "{\"a\": \"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> VaeConfigReader.read(file))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("UTF-8");
  }

  @Test
  @DisplayName("An autoencoder's configuration is read; its scaling factor defaults to 0.18215")
  void vae() throws IOException {
    String json = "{'block_out_channels': [128, 256, 512, 512], 'layers_per_block': 2%s}";

    assertThat(VaeConfigReader.read(json(json.formatted(""))))
        .isEqualTo(VaeConfig.stableDiffusion());
    assertThat(
            VaeConfigReader.read(json(json.formatted(", 'scaling_factor': 0.5"))).scalingFactor())
        .isEqualTo(0.5);
    assertThat(
            VaeConfigReader.read(
                    json(json.formatted(", 'use_quant_conv': false, 'use_post_quant_conv': false")))
                .quantConvolutions())
        .isFalse();
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("An autoencoder that this engine does not have is refused by the setting")
  @CsvSource(
      delimiter = ';',
      value = {
        "{'_class_name': 'VQModel'}; _class_name",
        "{'shift_factor': 0.1}; shift_factor",
        "{'latents_mean': [0, 0, 0, 0]}; latents_mean",
        "{'mid_block_add_attention': false}; mid_block_add_attention",
        "{'down_block_types': ['AttnDownEncoderBlock2D']}; made of DownEncoderBlock2D",
        "{'use_quant_conv': false}; the same as use_quant_conv",
        "{'scaling_factor': 0}; above 0",
        "{'block_out_channels': [100]}; multiples of norm_num_groups, 32",
      })
  void refusedVaes(String json, String message) throws IOException {
    Path file = json(json);

    assertThatThrownBy(() -> VaeConfigReader.read(file))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining(message);
  }

  @Test
  @DisplayName("A text encoder's configuration is read, also inside that of a whole CLIP")
  void textEncoder() throws IOException {
    String text =
        "{'model_type': 'clip_text_model', 'hidden_size': 768, 'intermediate_size': 3072,"
            + " 'num_attention_heads': 12, 'num_hidden_layers': 12}";

    assertThat(TextEncoderConfigReader.read(json(text))).isEqualTo(TextEncoderConfig.clipVitL14());
    assertThat(
            TextEncoderConfigReader.read(
                json("{'model_type': 'clip', 'text_config': " + text + "}")))
        .isEqualTo(TextEncoderConfig.clipVitL14());
    assertThat(TextEncoderConfigReader.read(json("{'hidden_act': 'gelu'}")).activation())
        .isEqualTo(Activation.GELU);
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("A text encoder that this engine does not have is refused by the setting")
  @CsvSource(
      delimiter = ';',
      value = {
        "{'model_type': 't5'}; model_type",
        "{'hidden_act': 'relu'}; quick_gelu or gelu",
        "{'num_attention_heads': 7}; a divisor of hidden_size, 512",
      })
  void refusedTextEncoders(String json, String message) throws IOException {
    Path file = json(json);

    assertThatThrownBy(() -> TextEncoderConfigReader.read(file))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining(message);
  }

  @Test
  @DisplayName("A noise schedule is read; alpha at the end defaults by the scheduler's class")
  void noiseSchedule() throws IOException {
    NoiseScheduleConfig v1 =
        NoiseScheduleConfigReader.read(
            json(
                """
                {'_class_name': 'PNDMScheduler', 'beta_end': 0.012, 'beta_start': 0.00085,
                 'beta_schedule': 'scaled_linear', 'num_train_timesteps': 1000,
                 'set_alpha_to_one': false, 'skip_prk_steps': true, 'steps_offset': 1,
                 'trained_betas': null, 'clip_sample': false}
                """));
    NoiseScheduleConfig ddim =
        NoiseScheduleConfigReader.read(
            json(
                "{'_class_name': 'DDIMScheduler', 'prediction_type': 'v_prediction',"
                    + " 'timestep_spacing': 'trailing'}"));
    NoiseScheduleConfig pndm = NoiseScheduleConfigReader.read(json("{}"));

    assertThat(v1).isEqualTo(NoiseScheduleConfig.stableDiffusion1());
    assertThat(ddim)
        .isEqualTo(
            new NoiseScheduleConfig(
                "DDIMScheduler",
                1000,
                0.0001,
                0.02,
                "linear",
                PredictionType.V_PREDICTION,
                0,
                true,
                "trailing"));
    assertThat(pndm.setAlphaToOne()).isFalse();
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("A noise schedule that this engine does not have is refused by the setting")
  @CsvSource(
      delimiter = ';',
      value = {
        "{'trained_betas': [0.1]}; trained_betas",
        "{'rescale_betas_zero_snr': true}; rescale_betas_zero_snr",
        "{'beta_schedule': 'cubic'}; one of [linear, scaled_linear, squaredcos_cap_v2]",
        "{'prediction_type': 'flow'}; epsilon, v_prediction or sample",
        "{'timestep_spacing': 'random'}; one of [leading, linspace, trailing]",
        "{'num_train_timesteps': 0}; 1 or more",
        "{'_class_name': []}; _class_name to be text",
      })
  void refusedSchedules(String json, String message) throws IOException {
    Path file = json(json);

    assertThatThrownBy(() -> NoiseScheduleConfigReader.read(file))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining(message);
  }

  @Test
  @DisplayName("A model index may ask for a guidance scale; without one it is diffusers' default")
  void guidance() throws IOException {
    assertThat(ModelIndex.read(json("{'_guidance_scale': 4}")).guidanceScale()).isEqualTo(4);
    assertThat(ModelIndex.read(json("{'_class_name': 'X'}")).guidanceScale()).isEqualTo(7.5);
  }

  @Test
  @DisplayName("A model index may say that surroundings are to be shown without noise")
  void cleanSurroundings() throws IOException {
    assertThat(ModelIndex.read(json("{'_clean_surroundings': true}")).cleanSurroundings()).isTrue();
    assertThat(ModelIndex.read(json("{}")).cleanSurroundings()).isFalse();
    assertThatThrownBy(() -> ModelIndex.read(json("{'_clean_surroundings': 'yes'}")))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("_clean_surroundings");
  }

  @Test
  @DisplayName("A model index names a safety checker by its library and class, or by nothing")
  void safetyChecker() throws IOException {
    assertThat(ModelIndex.read(json("{'safety_checker': ['a', 'B']}")).safetyChecker()).isTrue();
    assertThat(ModelIndex.read(json("{'safety_checker': [null, null]}")).safetyChecker()).isFalse();
    assertThat(ModelIndex.read(json("{}")).safetyChecker()).isFalse();
  }

  @ParameterizedTest
  @DisplayName("A guidance scale that no request could ask for is refused")
  @ValueSource(strings = {"-1", "101", "'high'", "[4]"})
  void refusedGuidance(String value) throws IOException {
    Path file = json("{'_guidance_scale': " + value + "}");

    assertThatThrownBy(() -> ModelIndex.read(file))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("_guidance_scale");
  }
}
