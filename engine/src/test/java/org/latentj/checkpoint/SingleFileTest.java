package org.latentj.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.latentj.checkpoint.WeightsAssert.assertSame;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.latentj.checkpoint.CheckpointOptions.Ema;
import org.latentj.checkpoint.fixture.DiffusersWriter;
import org.latentj.checkpoint.fixture.TinyModel;
import org.latentj.model.PredictionType;
import org.latentj.model.TextEncoderConfig.Activation;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.StoredTensor;

class SingleFileTest {
  @TempDir Path folder;

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static void assertIsTinyModel(Checkpoint checkpoint, TinyModel model) {
    assertSame(checkpoint.unet(), model.diffusers(model.unetNames()));
    assertSame(checkpoint.vae(), model.diffusers(model.vaeNames()));
    assertSame(checkpoint.textEncoder(), model.diffusers(model.textNames()));
  }

  @Test
  @DisplayName("One model as safetensors, zip pickle and legacy pickle gives the same weights")
  void containers() throws IOException {
    TinyModel model =
        TinyModel.version1()
            .with("betas", ElementType.F16, 1000)
            .with(
                "cond_stage_model.transformer.text_model.embeddings.position_ids",
                ElementType.I64,
                1,
                12);
    Path[] files = {
      model.safetensors(folder.resolve("a.safetensors"), Map.of()),
      write("b.ckpt", model.torch().nested().zip()),
      write("c.ckpt", model.torch().zip()),
      write("d.ckpt", model.torch().nested().legacy()),
      write("e.safetensors", model.torch().legacy())
    };

    for (Path file : files) {
      try (Checkpoint checkpoint = Checkpoint.open(file)) {
        assertThat(checkpoint.config()).as(file.toString()).isEqualTo(TinyModel.CONFIG);
        assertThat(checkpoint.family()).isEqualTo(ModelFamily.V1);
        assertThat(checkpoint.description()).isEqualTo("Stable Diffusion v1, single file");
        assertThat(checkpoint.tokenizerFolder()).isEmpty();
        assertIsTinyModel(checkpoint, model);
      }
    }
  }

  @Test
  @DisplayName("Averaged weights are taken unless the others are asked for")
  void ema() throws IOException {
    TinyModel model = TinyModel.version1();
    Map<String, StoredTensor> averaged = model.diffusers(model.unetNames());
    Path file = write("ema.ckpt", model.withEma().torch().nested().legacy());
    Map<String, StoredTensor> last = model.diffusers(model.unetNames());

    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      assertSame(checkpoint.unet(), averaged);
      assertThat(checkpoint.description()).endsWith("averaged weights");
      assertThat(checkpoint.unet().origin("conv_in.weight"))
          .endsWith("ema.ckpt: model_ema.diffusion_modelinput_blocks00weight");
    }
    CheckpointOptions options = CheckpointOptions.defaults().withEma(Ema.NON_EMA);
    try (Checkpoint checkpoint = Checkpoint.open(file, options)) {
      assertSame(checkpoint.unet(), last);
      assertThat(checkpoint.description()).endsWith("not averaged weights");
    }
  }

  @Test
  @DisplayName("An averaged weight that is missing is named")
  void emaIncomplete() throws IOException {
    TinyModel model = TinyModel.version1().withEma().without("model_ema.diffusion_modelout2bias");
    Path file = write("ema.ckpt", model.torch().zip());

    assertThatThrownBy(() -> Checkpoint.open(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("ema.ckpt: there is no tensor model_ema.diffusion_modelout2bias");
  }

  @Test
  @DisplayName("Nine input channels are inpainting")
  void inpainting() throws IOException {
    TinyModel model = TinyModel.inpainting();
    Path file = model.safetensors(folder.resolve("inpaint.safetensors"), Map.of());

    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      assertThat(checkpoint.family()).isEqualTo(ModelFamily.V1_INPAINTING);
      assertThat(checkpoint.config()).isEqualTo(model.config());
    }
  }

  @Test
  @DisplayName("Another number of input channels is refused")
  void otherChannels() throws IOException {
    TinyModel model =
        TinyModel.version1()
            .with("model.diffusion_model.input_blocks.0.0.weight", ElementType.F16, 32, 8, 3, 3);
    Path file = model.safetensors(folder.resolve("pix2pix.safetensors"), Map.of());

    assertThatThrownBy(() -> Checkpoint.open(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("pix2pix.safetensors")
        .hasMessageContaining("4 input channels, or 9 for inpainting, but it has 8");
  }

  @Test
  @DisplayName("A 2.x file gives its text encoder split, without the last layer")
  void version2() throws IOException {
    TinyModel model = TinyModel.version2();
    Path file = model.safetensors(folder.resolve("v2.safetensors"), Map.of());

    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      assertThat(checkpoint.family()).isEqualTo(ModelFamily.V2);
      assertThat(checkpoint.config().unet()).isEqualTo(model.config().unet().withSampleSize(96));
      assertThat(checkpoint.config().textEncoder()).isEqualTo(model.config().textEncoder());
      Weights text = checkpoint.textEncoder();
      assertThat(text.names())
          .containsExactlyInAnyOrderElementsOf(
              model.textNames().stream().map(name -> name.diffusers()).toList());
      StoredTensor fused =
          model.tensors().get("cond_stage_model.model.transformer.resblocks.1.attn.in_proj_bias");
      String attention = "text_model.encoder.layers.1.self_attn.";
      assertThat(text.read(attention + "q_proj.bias").element(3)).isEqualTo(fused.element(3));
      assertThat(text.read(attention + "k_proj.bias").element(3)).isEqualTo(fused.element(19));
      assertThat(text.read(attention + "v_proj.bias").element(3)).isEqualTo(fused.element(35));
    }
  }

  static Stream<Arguments> predictions() {
    PredictionType v = PredictionType.V_PREDICTION;
    PredictionType epsilon = PredictionType.EPSILON;
    TinyModel marked = TinyModel.version1().with("v_pred", ElementType.F16, 0);
    Map<String, String> saysV = Map.of("modelspec.prediction_type", "v");
    Map<String, String> saysEpsilon = Map.of("modelspec.prediction_type", "epsilon");
    return Stream.of(
        Arguments.of("1.x", TinyModel.version1(), Map.of(), epsilon),
        Arguments.of("1.x that says v", TinyModel.version1(), saysV, v),
        Arguments.of("1.x with a marker", marked, Map.of(), v),
        Arguments.of("2.x", TinyModel.version2(), Map.of(), v),
        Arguments.of("2.x that says epsilon", TinyModel.version2(), saysEpsilon, epsilon),
        Arguments.of("2-base", TinyModel.version2(), Map.of("global_step", "875000"), epsilon));
  }

  @ParameterizedTest(name = "{0}: {3}")
  @MethodSource("predictions")
  @DisplayName("The prediction type is what the file says, else v for 2.x; an option overrides it")
  void prediction(
      String what, TinyModel model, Map<String, String> remarks, PredictionType expected)
      throws IOException {
    Path file = model.safetensors(folder.resolve("p.safetensors"), remarks);
    CheckpointOptions sample =
        CheckpointOptions.defaults().withPredictionType(PredictionType.SAMPLE);

    try (Checkpoint plain = Checkpoint.open(file);
        Checkpoint overridden = Checkpoint.open(file, sample)) {
      assertThat(plain.config().noiseSchedule().predictionType()).as(what).isEqualTo(expected);
      assertThat(overridden.config().noiseSchedule().predictionType())
          .isEqualTo(PredictionType.SAMPLE);
    }
  }

  @Test
  @DisplayName("A folder of configurations overrides what the shapes say")
  void configFolder() throws IOException {
    Path configs = folder.resolve("configs");
    DiffusersWriter.configs(configs);
    Path file = TinyModel.version1().safetensors(folder.resolve("m.safetensors"), Map.of());
    CheckpointOptions options = CheckpointOptions.defaults().withConfigFolder(configs);

    try (Checkpoint checkpoint = Checkpoint.open(file, options)) {
      assertThat(checkpoint.config().unet().heads()).containsExactly(2, 2);
      assertThat(checkpoint.config().vae().normGroups()).isEqualTo(4);
      assertThat(checkpoint.config().textEncoder().activation()).isEqualTo(Activation.GELU);
      assertThat(checkpoint.config().noiseSchedule().predictionType())
          .isEqualTo(PredictionType.V_PREDICTION);
    }
    Files.delete(configs.resolve("unet/config.json"));
    try (Checkpoint checkpoint = Checkpoint.open(file, options)) {
      assertThat(checkpoint.config().unet()).isEqualTo(TinyModel.CONFIG.unet());
      assertThat(checkpoint.config().vae().normGroups()).isEqualTo(4);
    }
  }

  @Test
  @DisplayName("A call of os.system where a weight should be is refused by name, not executed")
  void attack() throws IOException {
    Path marker = folder.resolve("executed");
    String name = "first_stage_model.quant_conv.bias";
    TinyModel model = TinyModel.version1().without(name);
    Path zip = write("evil.ckpt", model.torch().entry(name, o -> o.attack(marker)).zip());
    Path elsewhere =
        write("odd.ckpt", TinyModel.version1().torch().entry("x", o -> o.attack(marker)).zip());

    assertThatThrownBy(() -> Checkpoint.open(zip))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("evil.ckpt")
        .hasMessageContaining(name)
        .hasMessageContaining("os.system");
    // Beside the weights it does not matter.
    try (Checkpoint checkpoint = Checkpoint.open(elsewhere)) {
      assertThat(checkpoint.family()).isEqualTo(ModelFamily.V1);
    }
    assertThat(marker).doesNotExist();
  }

  @Test
  @DisplayName("A tensor that no network knows stays under its own name, for the check to report")
  void unknownTensor() throws IOException {
    TinyModel model =
        TinyModel.version1()
            .with("model.diffusion_model.label_emb.0.0.weight", ElementType.F16, 4, 4);
    Path file = model.safetensors(folder.resolve("m.safetensors"), Map.of());

    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      assertThat(checkpoint.unet().names()).contains("label_emb.0.0.weight");
    }
  }
}
