package org.latentj.extend.lora;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentj.checkpoint.CheckpointException;
import org.latentj.checkpoint.Weights;
import org.latentj.checkpoint.fixture.TorchSample;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

@DisplayName("Merging LoRAs")
class LoraMergeTest {
  private static final String QUERY =
      "down_blocks.0.attentions.0.transformer_blocks.0.attn1.to_q.weight";
  private static final String OUT =
      "down_blocks.0.attentions.0.transformer_blocks.0.attn1.to_out.0.weight";
  private static final String CONV = "down_blocks.0.resnets.0.conv1.weight";
  private static final String TEXT = "text_model.encoder.layers.0.self_attn.q_proj.weight";
  private static final String KOHYA_QUERY =
      "lora_unet_down_blocks_0_attentions_0_transformer_blocks_0_attn1_to_q";
  private static final String KOHYA_CONV = "lora_unet_down_blocks_0_resnets_0_conv1";

  private static final Weights UNET =
      new MapWeights(
          Map.of(
              QUERY,
              new FloatTensor(Shape.of(2, 2), new float[] {1, 2, 3, 4}),
              OUT,
              new FloatTensor(Shape.of(2, 2), new float[] {5, 6, 7, 8}),
              CONV,
              ramp(4, 6, 3, 3),
              "conv_in.bias",
              ramp(4)));
  private static final Weights CLIP =
      new MapWeights(Map.of(TEXT, new FloatTensor(Shape.of(2, 2), new float[] {-1, -2, -3, -4})));

  @TempDir private Path folder;

  private static FloatTensor ramp(long... shape) {
    FloatTensor values = FloatTensor.zeros(Shape.of(shape));
    for (int i = 0; i < values.data().length; i++) {
      values.data()[i] = i * 0.01f;
    }
    return values;
  }

  private static float[] merged(String name, LoraReference... loras) {
    try (LoraMerge merge = LoraMerge.of(List.of(loras), CLIP, UNET)) {
      Weights weights = name.startsWith("text_model") ? merge.textEncoder() : merge.unet();
      assertThat(weights.shape(name)).isEqualTo(weights.read(name).shape());
      assertThat(weights.type(name)).isEqualTo(weights.read(name).type());
      return weights.read(name).toFloats().data();
    }
  }

  /** Up (1, 2), down (3, 4). */
  private Path rankOne(String name, String prefix, String up, String down) throws IOException {
    return new LoraFixture()
        .with(prefix + up, Shape.of(2, 1), 1, 2)
        .with(prefix + down, Shape.of(1, 2), 3, 4)
        .write(folder.resolve(name + ".safetensors"));
  }

  @Test
  @DisplayName("is W + strength * alpha / rank * up * down, by numbers worked out by hand")
  void byHand() throws IOException {
    Path file =
        new LoraFixture()
            .with(KOHYA_QUERY + ".lora_up.weight", Shape.of(2, 1), 1, 2)
            .with(KOHYA_QUERY + ".lora_down.weight", Shape.of(1, 2), 3, 4)
            .with(KOHYA_QUERY + ".alpha", Shape.of(), 0.5f)
            .write(folder.resolve("a.safetensors"));

    // 0.5 / 1 * ((1), (2)) * (3 4) = ((1.5 2), (3 4)), twice.
    assertThat(merged(QUERY, LoraReference.of(file, 2))).containsExactly(4, 6, 9, 12);
    assertThat(merged(QUERY, LoraReference.of(file, -2))).containsExactly(-2, -2, -3, -4);
    assertThat(merged(QUERY, LoraReference.of(file, 1), LoraReference.of(file, 1)))
        .as("several add up")
        .containsExactly(4, 6, 9, 12);
    assertThat(merged(OUT, LoraReference.of(file, 2))).containsExactly(5, 6, 7, 8);
  }

  @Test
  @DisplayName("has a strength for each network; 0 touches nothing")
  void strengths() throws IOException {
    Path file =
        new LoraFixture()
            .with(KOHYA_QUERY + ".lora_up.weight", Shape.of(2, 1), 1, 2)
            .with(KOHYA_QUERY + ".lora_down.weight", Shape.of(1, 2), 3, 4)
            .with(
                "lora_te_text_model_encoder_layers_0_self_attn_q_proj.lora_up.weight",
                Shape.of(2, 1),
                1,
                2)
            .with(
                "lora_te_text_model_encoder_layers_0_self_attn_q_proj.lora_down.weight",
                Shape.of(1, 2),
                3,
                4)
            .write(folder.resolve("a.safetensors"));

    LoraReference lora = new LoraReference(file, 10, 0);
    assertThat(merged(TEXT, lora)).containsExactly(29, 38, 57, 76);
    assertThat(merged(QUERY, lora)).containsExactly(1, 2, 3, 4);
    try (LoraMerge merge = LoraMerge.of(List.of(lora), CLIP, UNET)) {
      assertThat(merge.changedInTextEncoder()).containsExactly(TEXT);
      assertThat(merge.changedInUnet()).isEmpty();
      assertThat(merge.remarks()).isEmpty();
    }
    assertThatThrownBy(() -> LoraReference.of(file, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "unet.{q}, .lora_B.weight, .lora_A.weight",
    "base_model.model.{q}, .lora_B.weight, .lora_A.weight",
    "unet.{q}, .lora_B.default.weight, .lora_A.default.weight",
    "unet.{q}, .lora.up.weight, .lora.down.weight",
    "unet.{a}.processor.to_q, _lora.up.weight, _lora.down.weight",
    "{a}.processor.to_q, _lora.up.weight, _lora.down.weight",
    "{kohya}, .lora_up.weight, .lora_down.weight"
  })
  @DisplayName("knows kohya's, PEFT's and diffusers' names")
  void names(String prefix, String up, String down) throws IOException {
    String attention = QUERY.substring(0, QUERY.indexOf(".to_q"));
    String name =
        prefix
            .replace("{q}", attention + ".to_q")
            .replace("{a}", attention)
            .replace("{kohya}", KOHYA_QUERY);
    Path file = rankOne("a", name, up, down);

    assertThat(merged(QUERY, LoraReference.of(file, 1))).containsExactly(4, 6, 9, 12);
  }

  @ParameterizedTest
  @CsvSource({
    "text_encoder.text_model.encoder.layers.0.self_attn.q_proj, .lora_B.weight, .lora_A.weight",
    "text_encoder.text_model.encoder.layers.0.self_attn.q_proj, .lora_linear_layer.up.weight, .lora_linear_layer.down.weight",
    "text_encoder.text_model.encoder.layers.0.self_attn.to_q, _lora.up.weight, _lora.down.weight"
  })
  @DisplayName("knows the text encoder's names")
  void textNames(String prefix, String up, String down) throws IOException {
    Path file = rankOne("a", prefix, up, down);

    assertThat(merged(TEXT, LoraReference.of(file, 1))).containsExactly(2, 2, 3, 4);
  }

  @Test
  @DisplayName("finds the output projection under an attention processor's name")
  void outputProjection() throws IOException {
    String name = QUERY.substring(0, QUERY.indexOf(".to_q")) + ".processor.to_out";
    Path file = rankOne("a", "unet." + name, "_lora.up.weight", "_lora.down.weight");

    assertThat(merged(OUT, LoraReference.of(file, 1))).containsExactly(8, 10, 13, 16);
  }

  private static void assertChange(Path file, double[] expected) {
    float[] actual = merged(CONV, LoraReference.of(file, 1));
    float[] base = ramp(4, 6, 3, 3).data();
    for (int i = 0; i < base.length; i++) {
      assertThat((double) actual[i] - base[i]).isCloseTo(expected[i], within(2e-5));
    }
  }

  @Test
  @DisplayName("does convolutions: a kernel of 3 x 3 down and 1 x 1 up, half precision or not")
  void convolutions() throws IOException {
    LoraFixture lora = new LoraFixture();
    FloatTensor up = lora.random(KOHYA_CONV + ".lora_up.weight", 4, 2, 1, 1);
    FloatTensor down = lora.random(KOHYA_CONV + ".lora_down.weight", 2, 6, 3, 3);
    lora.with(KOHYA_CONV + ".alpha", Shape.of(1), 3);
    double[] expected = new double[4 * 54];
    for (int o = 0; o < 4; o++) {
      for (int x = 0; x < 54; x++) {
        for (int r = 0; r < 2; r++) {
          expected[o * 54 + x] += 1.5 * up.data()[o * 2 + r] * down.data()[r * 54 + x];
        }
      }
    }
    assertChange(lora.write(folder.resolve("a.safetensors")), expected);
  }

  @Test
  @DisplayName("does LoCon's Tucker decomposition: sum of mid[n, m, k, l] up[i, n] down[m, j]")
  void tucker() throws IOException {
    LoraFixture lora = new LoraFixture();
    FloatTensor up = lora.random(KOHYA_CONV + ".lora_up.weight", 4, 2, 1, 1);
    FloatTensor mid = lora.random(KOHYA_CONV + ".lora_mid.weight", 2, 2, 3, 3);
    FloatTensor down = lora.random(KOHYA_CONV + ".lora_down.weight", 2, 6, 1, 1);
    assertChange(
        lora.write(folder.resolve("a.safetensors")),
        einsum(4, 6, (n, i) -> up.data()[i * 2 + n], mid, (m, j) -> down.data()[m * 6 + j]));
  }

  private interface Factor {
    double at(int rank, int index);
  }

  /** {@code out[i, j, k] = sum over n, m of core[n, m, k] a[n, i] b[m, j]}, ranks 2, 9 taps. */
  private static double[] einsum(int rows, int columns, Factor a, FloatTensor core, Factor b) {
    double[] out = new double[rows * columns * 9];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        for (int k = 0; k < 9; k++) {
          for (int n = 0; n < 2; n++) {
            for (int m = 0; m < 2; m++) {
              out[(i * columns + j) * 9 + k] +=
                  core.data()[(n * 2 + m) * 9 + k] * a.at(n, i) * b.at(m, j);
            }
          }
        }
      }
    }
    return out;
  }

  @Test
  @DisplayName("does LoHa: the product, element by element, of two products, one with a core")
  void hadamard() throws IOException {
    LoraFixture lora = new LoraFixture();
    FloatTensor a1 = lora.random(KOHYA_CONV + ".hada_w1_a", 4, 2);
    FloatTensor b1 = lora.random(KOHYA_CONV + ".hada_w1_b", 2, 54);
    FloatTensor core = lora.random(KOHYA_CONV + ".hada_t2", 2, 2, 3, 3);
    FloatTensor a2 = lora.random(KOHYA_CONV + ".hada_w2_a", 2, 4);
    FloatTensor b2 = lora.random(KOHYA_CONV + ".hada_w2_b", 2, 6);
    lora.with(KOHYA_CONV + ".alpha", Shape.of(), 1);
    double[] expected =
        einsum(4, 6, (n, i) -> a2.data()[n * 4 + i], core, (m, j) -> b2.data()[m * 6 + j]);
    for (int o = 0; o < 4; o++) {
      for (int x = 0; x < 54; x++) {
        double first = 0;
        for (int r = 0; r < 2; r++) {
          first += a1.data()[o * 2 + r] * b1.data()[r * 54 + x];
        }
        expected[o * 54 + x] *= first / 2;
      }
    }
    assertChange(lora.write(folder.resolve("a.safetensors")), expected);
  }

  @Test
  @DisplayName(
      "does LoKr: a Kronecker product, whole or of factors; alpha counts with factors only")
  void kronecker() throws IOException {
    for (boolean factored : new boolean[] {false, true}) {
      LoraFixture lora = new LoraFixture();
      FloatTensor left = lora.random(KOHYA_CONV + ".lokr_w1", 2, 3);
      lora.with(KOHYA_CONV + ".alpha", Shape.of(), 1);
      double[] right = new double[2 * 2 * 9];
      if (factored) {
        FloatTensor a = lora.random(KOHYA_CONV + ".lokr_w2_a", 2, 2);
        FloatTensor b = lora.random(KOHYA_CONV + ".lokr_w2_b", 2, 18);
        for (int i = 0; i < right.length; i++) {
          int row = i / 18;
          right[i] =
              a.data()[row * 2] * (double) b.data()[i % 18]
                  + a.data()[row * 2 + 1] * (double) b.data()[18 + i % 18];
        }
      } else {
        FloatTensor whole = lora.random(KOHYA_CONV + ".lokr_w2", 2, 2, 3, 3);
        for (int i = 0; i < right.length; i++) {
          right[i] = whole.data()[i];
        }
      }
      double[] expected = new double[4 * 54];
      for (int o = 0; o < 4; o++) {
        for (int c = 0; c < 6; c++) {
          for (int k = 0; k < 9; k++) {
            double product = left.data()[o / 2 * 3 + c / 2] * right[(o % 2 * 2 + c % 2) * 9 + k];
            expected[(o * 6 + c) * 9 + k] = factored ? product / 2 : product;
          }
        }
      }
      assertChange(lora.write(folder.resolve(factored + ".safetensors")), expected);
    }
  }

  @Test
  @DisplayName("does whole differences, and takes a scale as it is")
  void differences() throws IOException {
    Path file =
        new LoraFixture()
            .with(KOHYA_QUERY + ".diff", Shape.of(2, 2), 1, 2, 3, 4)
            .with(KOHYA_QUERY + ".scale", Shape.of(), 10)
            .write(folder.resolve("a.safetensors"));
    assertThat(merged(QUERY, LoraReference.of(file, 1))).containsExactly(11, 22, 33, 44);
  }

  @Test
  @DisplayName("large products, which several cores share, are the same as small ones")
  void largeProducts() {
    Matrix a = new Matrix(300, 80, ramp(300, 80).data());
    Matrix b = new Matrix(80, 90, ramp(80, 90).data());
    Matrix product = a.times(b);
    for (int row : new int[] {0, 17, 299}) {
      double expected = 0;
      for (int k = 0; k < 80; k++) {
        expected += (double) a.values()[row * 80 + k] * b.values()[k * 90 + 89];
      }
      assertThat((double) product.values()[row * 90 + 89])
          .isCloseTo(expected, within(1e-5 * Math.abs(expected)));
    }
  }

  @Test
  @DisplayName(
      "leaves out what has no place in the model, and says so; nothing in place is an error")
  void unmatched() throws IOException {
    LoraFixture some =
        new LoraFixture()
            .with(KOHYA_QUERY + ".diff", Shape.of(2, 2), 1, 2, 3, 4)
            .with("lora_unet_conv_nowhere.diff", Shape.of(1), 1)
            .with("bundle_emb.x.string_to_param.*", Shape.of(1, 2), 1, 2);
    LoraReference lora = LoraReference.of(some.write(folder.resolve("a.safetensors")), 1);
    try (LoraMerge merge = LoraMerge.of(List.of(lora), CLIP, UNET)) {
      assertThat(merge.remarks())
          .singleElement()
          .asString()
          .contains("LoRA a.safetensors: 2 of its", "lora_unet_conv_nowhere.diff", "bundle_emb.x");
    }
    Path other =
        new LoraFixture()
            .with("lora_unet_conv_nowhere.diff", Shape.of(1), 1)
            .write(folder.resolve("b.safetensors"));
    assertRefused(other, "none of the layers", "lora_unet_conv_nowhere.diff");
  }

  private static void assertRefused(Path file, String... words) {
    assertThatThrownBy(() -> merged(QUERY, LoraReference.of(file, 1)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(file.getFileName().toString())
        .hasMessageContainingAll(words);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lora_te2_text_model_encoder_layers_0_mlp_fc1.lora_up.weight",
        "lora_te1_text_model_encoder_layers_0_mlp_fc1.lora_up.weight",
        "text_encoder_2.text_model.encoder.layers.0.mlp.fc1.lora_A.weight",
        "lora_unet_down_blocks_1_attentions_0_transformer_blocks_1_attn1_to_q.lora_up.weight",
        "lora_unet_input_blocks_4_1_transformer_blocks_1_attn1_to_q.lora_up.weight",
        "unet.down_blocks.1.attentions.0.transformer_blocks.1.attn1.to_q.lora_A.weight"
      })
  @DisplayName("refuses LoRAs for Stable Diffusion XL by name")
  void xl(String name) throws IOException {
    LoraFixture lora = new LoraFixture().with(KOHYA_QUERY + ".diff", Shape.of(2, 2), 1, 2, 3, 4);
    lora.random(name, 2, 2);
    assertRefused(lora.write(folder.resolve("a.safetensors")), "made for Stable Diffusion XL");
  }

  @Test
  @DisplayName("refuses what is for other models, other adapters, or no LoRA")
  void others() throws IOException {
    LoraFixture remark = new LoraFixture().remark("ss_base_model_version", "sdxl_base_v1-0");
    remark.random(KOHYA_QUERY + ".diff", 2, 2);
    assertRefused(remark.write(folder.resolve("xl.safetensors")), "Stable Diffusion XL");

    LoraFixture flux = new LoraFixture();
    flux.random("lora_unet_double_blocks_0_img_attn_qkv.lora_up.weight", 2, 2);
    assertRefused(flux.write(folder.resolve("flux.safetensors")), "Flux");

    LoraFixture dora = new LoraFixture();
    dora.random(KOHYA_QUERY + ".lora_up.weight", 2, 1);
    dora.random(KOHYA_QUERY + ".lora_down.weight", 1, 2);
    dora.random(KOHYA_QUERY + ".dora_scale", 2, 1);
    assertRefused(dora.write(folder.resolve("dora.safetensors")), "dora_scale", "does not apply");

    LoraFixture none = new LoraFixture();
    none.random("model.diffusion_model.out.0.weight", 2, 2);
    assertRefused(none.write(folder.resolve("none.safetensors")), "this is no LoRA");
  }

  @Test
  @DisplayName("refuses shapes that do not fit, before anything is computed, with both shapes")
  void shapes() throws IOException {
    LoraFixture wide = new LoraFixture();
    wide.random(KOHYA_QUERY + ".lora_up.weight", 2, 1);
    wide.random(KOHYA_QUERY + ".lora_down.weight", 1, 3);
    assertRefused(
        wide.write(folder.resolve("wide.safetensors")),
        "2 rows and 3 columns",
        "(2, 2)",
        "another kind of model");

    LoraFixture ranks = new LoraFixture();
    ranks.random(KOHYA_QUERY + ".lora_up.weight", 2, 4);
    ranks.random(KOHYA_QUERY + ".lora_down.weight", 1, 2);
    assertRefused(ranks.write(folder.resolve("ranks.safetensors")), "ranks differ");

    LoraFixture half = new LoraFixture();
    half.random(KOHYA_QUERY + ".lora_up.weight", 2, 1);
    assertRefused(half.write(folder.resolve("half.safetensors")), "lacks parts");

    LoraFixture whole = new LoraFixture().zeros(KOHYA_QUERY + ".diff", ElementType.I32, 2, 2);
    assertRefused(whole.write(folder.resolve("integers.safetensors")), "holds integers");

    LoraFixture twice = new LoraFixture();
    twice.random(KOHYA_QUERY + ".diff", 2, 2);
    twice.random("unet." + QUERY.replace(".weight", ".diff"), 2, 2);
    assertRefused(twice.write(folder.resolve("twice.safetensors")), "same part of a layer");
  }

  @Test
  @DisplayName("refuses what is not a finite number")
  void notFinite() throws IOException {
    Path nan =
        new LoraFixture()
            .with(KOHYA_QUERY + ".diff", Shape.of(2, 2), 1, Float.NaN, 3, 4)
            .write(folder.resolve("nan.safetensors"));
    assertRefused(nan, "not finite");
    LoraFixture alpha = new LoraFixture().with(KOHYA_QUERY + ".alpha", Shape.of(2), 1, 2);
    alpha.random(KOHYA_QUERY + ".lora_up.weight", 2, 1);
    alpha.random(KOHYA_QUERY + ".lora_down.weight", 1, 2);
    assertRefused(alpha.write(folder.resolve("alpha.safetensors")), "one finite number", ".alpha");
  }

  @Test
  @DisplayName("refuses damaged files, and executes nothing of a pickle")
  void hostile() throws IOException {
    Path good = rankOne("good", KOHYA_QUERY, ".lora_up.weight", ".lora_down.weight");
    Path cut = folder.resolve("cut.safetensors");
    byte[] bytes = Files.readAllBytes(good);
    Files.write(cut, Arrays.copyOf(bytes, bytes.length - 3));
    assertRefused(cut, "cut off or damaged");
    assertRefused(
        Files.writeString(folder.resolve("text.safetensors"), "a LoRA, honestly"), "header");
    assertThatThrownBy(() -> merged(QUERY, LoraReference.of(folder.resolve("missing"), 1)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("there is no file or folder");

    Path marker = folder.resolve("marker");
    TorchSample pickle =
        new TorchSample()
            .floats("0", 1, 2)
            .tensor(KOHYA_QUERY + ".lora_up.weight", "0", 0, new long[] {2, 1}, new long[] {1, 1})
            .entry(KOHYA_QUERY + ".lora_down.weight", out -> out.attack(marker));
    Path attack = Files.write(folder.resolve("attack.pt"), pickle.zip());
    assertRefused(attack, "os.system");
    assertThat(marker).doesNotExist();
  }

  @Test
  @DisplayName("reads pickles of tensors")
  void pickles() throws IOException {
    TorchSample pickle =
        new TorchSample()
            .floats("0", 1, 2)
            .floats("1", 3, 4)
            .tensor(KOHYA_QUERY + ".lora_up.weight", "0", 0, new long[] {2, 1}, new long[] {1, 1})
            .tensor(
                KOHYA_QUERY + ".lora_down.weight", "1", 0, new long[] {1, 2}, new long[] {2, 1});
    Path file = Files.write(folder.resolve("a.pt"), pickle.zip());
    assertThat(merged(QUERY, LoraReference.of(file, 1))).containsExactly(4, 6, 9, 12);
  }

  @Test
  @DisplayName("a LoRA's hash is that of the bytes behind the header, as A1111 has it")
  void hashes() throws IOException {
    Path file = rankOne("a", KOHYA_QUERY, ".lora_up.weight", ".lora_down.weight");
    LoraFixture remarked = new LoraFixture().remark("a", "b");
    remarked.with(KOHYA_QUERY + ".lora_up.weight", Shape.of(2, 1), 1, 2);
    remarked.with(KOHYA_QUERY + ".lora_down.weight", Shape.of(1, 2), 3, 4);
    Path other = remarked.write(folder.resolve("b.safetensors"));

    // sha256sum of 0000803f 00000040 00004040 00008040, the floats 1, 2, 3, 4.
    assertThat(LoraHash.of(file))
        .isEqualTo("ad73b9acd6e4a74b2f5bb5386658ce3bb146cd040a1867646ab3b973fb6632b1")
        .isEqualTo(LoraHash.of(other));
    assertThatThrownBy(() -> LoraHash.of(folder.resolve("missing")))
        .isInstanceOf(CheckpointException.class);
  }
}
