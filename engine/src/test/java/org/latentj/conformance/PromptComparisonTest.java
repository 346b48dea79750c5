package org.latentj.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentj.checkpoint.CheckpointOptions.Ema;
import org.latentj.runtime.ComputeDevice;
import org.latentj.runtime.Precision;
import org.latentj.runtime.TextEncoderModel;
import org.latentj.tensor.FloatTensor;
import org.latentj.text.ClipTokenizer;

@DisplayName("The prompts of a pipeline case")
class PromptComparisonTest {
  private static final String MODEL = "tiny-diffusers";

  @TempDir Path root;

  private Models models;
  private TextEncoderModel encoder;
  private ClipTokenizer tokenizer;

  @BeforeEach
  void load() {
    models = new Models(ComputeDevice.choose("cpu"), Precision.F32);
    Path folder = TestPack.resources().resolve(MODEL);
    encoder = models.load(folder, Ema.EMA).textEncoder();
    tokenizer = ClipTokenizer.load(folder.resolve("tokenizer"));
  }

  @AfterEach
  void close() {
    tokenizer.close();
    models.close();
  }

  private FloatTensor encoded(int clipSkip, String... prompts) {
    List<FloatTensor> rows = new ArrayList<>();
    for (String prompt : prompts) {
      rows.add(encoder.encode(new int[][] {TokenizerCases.ids(tokenizer, prompt)}, clipSkip));
    }
    return FloatTensor.concatenate(rows);
  }

  /** Compares with parameters beside the model's name. */
  private List<Deviation> compare(String params, FloatTensor prompt, FloatTensor negative)
      throws IOException {
    TestPack test = TestPack.in(root).copy(MODEL);
    test.listed("text", "text_encoder", "{'model': '" + MODEL + "'}", 3e-4);
    test.listed("other", "text_encoder", "{'model': 'other'}", 1);
    test.listed("case", "pipeline", "{'model': '" + MODEL + "', " + params + "}", 1);
    test.tensor("prompt_embeds", prompt);
    if (negative != null) {
      test.tensor("negative_prompt_embeds", negative);
    }
    Pack pack = test.file("cases/case").open();
    CaseRun run = new CaseRun(pack.entries().get(2), pack, models, null);
    try (CaseTensors tensors = run.tensors()) {
      return PromptComparison.of(run, tensors, encoder);
    }
  }

  @Test
  @DisplayName("are encoded each as often as it has pictures, these side by side")
  void batch() throws IOException {
    String params = "'prompt': ['a', 'b c'], 'num_images_per_prompt': 2, 'negative_prompt': 'd'";
    assertThat(compare(params, encoded(0, "a", "a", "b c", "b c"), encoded(0, "d", "d", "d", "d")))
        .hasSize(2)
        .allMatch(Deviation::passes);
  }

  @Test
  @DisplayName("in another order are not the same")
  void order() throws IOException {
    String params = "'prompt': ['a', 'b c'], 'num_images_per_prompt': 2, 'negative_prompt': null";
    assertThat(compare(params, encoded(0, "a", "b c", "a", "b c"), null))
        .noneMatch(Deviation::passes);
  }

  @Test
  @DisplayName("keep away from nothing if there is no negative prompt")
  void emptyNegative() throws IOException {
    String params = "'prompt': 'a', 'negative_prompt': null";
    assertThat(compare(params, encoded(0, "a"), encoded(0, ""))).allMatch(Deviation::passes);
  }

  @Test
  @DisplayName("leave out layers for the prompt but not for the negative prompt, as diffusers")
  void clipSkip() throws IOException {
    String params = "'prompt': 'a', 'negative_prompt': ['b'], 'clip_skip': 1";
    assertThat(compare(params, encoded(1, "a"), encoded(0, "b"))).allMatch(Deviation::passes);
  }

  @Test
  @DisplayName("are compared within the limit of the model's text encoder cases")
  void limit() throws IOException {
    String params = "'prompt': 'a', 'negative_prompt': null";
    assertThat(compare(params, encoded(0, "a"), null))
        .extracting(Deviation::limit)
        .containsExactly(3e-4);
  }
}
