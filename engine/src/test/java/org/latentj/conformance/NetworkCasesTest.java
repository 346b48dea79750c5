package org.latentj.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A case of a network")
class NetworkCasesTest {
  @TempDir Path root;

  @ParameterizedTest(name = "{1} of {0}")
  @DisplayName("fails if one number of any of its tensors is changed")
  @CsvSource({
    "tiny-inpaint-clip-01, last_hidden_state, last_hidden_state",
    "tiny-inpaint-clip-01, penultimate_after_final_norm, penultimate_after_final_norm",
    "tiny-inpaint-clip-01, hidden_states.0, hidden_states.0",
    "tiny-inpaint-clip-01, input_ids, last_hidden_state",
    "tiny-inpaint-unet-01, output, output",
    "tiny-inpaint-unet-01, sample, output",
    "tiny-inpaint-unet-01, timestep, output",
    "tiny-inpaint-unet-01, at.time_proj, at.time_proj",
    "tiny-inpaint-unet-01, at.mid_block, at.mid_block",
    "tiny-inpaint-unet-01, at.up_blocks.1.attentions.0, at.up_blocks.1.attentions.0",
    "tiny-inpaint-vaeenc-01, mean, mean",
    "tiny-inpaint-vaeenc-01, logvar, logvar",
    "tiny-inpaint-vaeenc-01, std, std",
    "tiny-inpaint-vaeenc-01, latent_sample, latent_sample",
    "tiny-inpaint-vaeenc-01, latent_sample_scaled, latent_sample_scaled",
    "tiny-inpaint-vaeenc-01, noise, latent_sample",
    "tiny-inpaint-vaedec-01, output, output",
    "tiny-inpaint-vaedec-01, latents, output",
  })
  void everyTensorCounts(String id, String changed, String wrong) throws IOException {
    String line = RunningCase.line(TestPack.in(root).copy("tiny-inpaint").doctored(id, changed));
    assertThat(line).contains("  fail  ").contains(wrong);
  }

  @Test
  @DisplayName("of a batch with a timestep each is compared row by row")
  void timestepsOfABatch() throws IOException {
    TestPack pack =
        TestPack.in(root)
            .copy("tiny-diffusers", "cases/unet/tiny-diffusers-unet-02.safetensors")
            .listed("tiny-diffusers-unet-02");
    assertThat(RunningCase.line(pack)).contains("pass");
  }

  @Test
  @DisplayName("tells averaged weights of a checkpoint from the others")
  void averagedWeights() throws IOException {
    String id = "tiny-diffusers-unet-nonema";
    for (String tensor : new String[] {"output", "output_ema"}) {
      Path folder = root.resolve(tensor);
      Pack pack = TestPack.in(folder).copy("tiny-ckpt").doctored(id, tensor).open();
      assertThat(RunningCase.all(pack).get(0).detail()).isEqualTo(tensor);
    }
  }

  @Test
  @DisplayName("fails if its scaling factor is not the model's")
  void scalingFactor() throws IOException {
    TestPack pack =
        TestPack.in(root)
            .copy("tiny-inpaint")
            .doctored("tiny-inpaint-vaedec-01", "none")
            .listed(
                "vae_decode/tiny-inpaint-vaedec-01.safetensors",
                "vae_decode",
                "{'model': 'tiny-inpaint', 'scaling_factor': 0.13025}",
                1e-4);
    assertThat(RunningCase.all(pack.open()))
        .extracting(CaseResult::verdict, CaseResult::detail)
        .containsExactly(tuple(Verdict.PASS, ""), tuple(Verdict.FAIL, "scaling_factor"));
  }
}
