package org.latentj.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latentj.runtime.ComputeDevice;
import org.latentj.runtime.Precision;

@DisplayName("A pipeline case")
class PipelineCasesTest {
  private static final String SHORT = "t2i-ddim-10-clipskip";
  private static final String INPAINTING = "inp9-ddim-20-s0.6";

  @TempDir Path root;

  private CaseResult run(Path folder) throws IOException {
    ComputeDevice cpu = ComputeDevice.choose("cpu");
    Pack pack = Pack.open(folder);
    assertThat(pack.tokenizersReplaced()).isTrue();
    try (ConformanceRun run = new ConformanceRun(pack, cpu, Precision.F32, "")) {
      return run.run(0);
    }
  }

  private static Path written(TestPack pack) throws IOException {
    Path folder = pack.write();
    pack.text(
        "cases/index.json",
        "{\"index_files\": [\"index-test.json\"], \"tokenizers\": \"replaced\"}");
    return folder;
  }

  @ParameterizedTest(name = "{1} of {0}")
  @DisplayName("fails if one number of any of its tensors is changed")
  @CsvSource({
    "t2i-ddim-10-clipskip, x_T, latents of step 0",
    "t2i-ddim-10-clipskip, prompt_embeds, latents of step 0",
    "t2i-ddim-10-clipskip, negative_prompt_embeds, latents of step 0",
    "t2i-ddim-10-clipskip, model_timesteps, model_timesteps",
    "t2i-ddim-10-clipskip, latents_per_step, latents of step 0",
    "t2i-ddim-10-clipskip, final_latents, final_latents",
    "t2i-ddim-10-clipskip, decoded_image, decoded_image",
    "inp9-ddim-20-s0.6, noise_vae_image, latents of step 0",
    "inp9-ddim-20-s0.6, noise_vae_masked_image, latents of step 1",
    "inp9-ddim-20-s0.6, noise_latents, latents of step 0",
    "inp9-ddim-20-s0.6, image_uint8, inp9-ddim-20-s0.6-image.png",
  })
  void everyTensorCounts(String id, String changed, String wrong) throws IOException {
    String model = TestPack.entryOf(id).getAsJsonObject("params").get("model").getAsString();
    TestPack pack = TestPack.in(root).copy(model, "cases/pipeline/inputs").doctored(id, changed);
    CaseResult result = run(written(pack));
    assertThat(result.verdict()).as(result.line(1)).isEqualTo(Verdict.FAIL);
    assertThat(result.detail()).contains(wrong);
  }

  private CaseResult withParameter(String id, String key, JsonPrimitive value) throws IOException {
    JsonObject entry = TestPack.entryOf(id);
    entry.getAsJsonObject("params").add(key, value);
    String model = entry.getAsJsonObject("params").get("model").getAsString();
    TestPack pack = TestPack.in(root).copy(model, entry.get("file").getAsString()).listed(entry);
    return run(written(pack));
  }

  @Test
  @DisplayName("is unsupported with an unknown pipeline or scheduler, and the line says which")
  void unsupported() throws IOException {
    CaseResult pipeline =
        withParameter(SHORT, "pipeline", new JsonPrimitive("StableDiffusionPanoramaPipeline"));
    assertThat(pipeline.verdict()).isEqualTo(Verdict.UNSUPPORTED);
    assertThat(pipeline.detail()).contains("StableDiffusionPanoramaPipeline");
  }

  @Test
  @DisplayName("depends on the guidance scale that it states")
  void guidance() throws IOException {
    CaseResult result = withParameter(SHORT, "guidance_scale", new JsonPrimitive(7));
    assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(result.detail()).startsWith("latents of step 0");
  }

  @Test
  @DisplayName("depends on the strength that it states")
  void strength() throws IOException {
    CaseResult result = withParameter(INPAINTING, "strength", new JsonPrimitive(0.7));
    assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(result.detail()).contains("expected 12 model_timesteps but got 14");
  }
}
