package org.latentj.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentj.checkpoint.fixture.TinyModel;

@DisplayName("A single-file checkpoint in a pack")
class CheckpointChecksTest {
  private static final String FILE = "tiny-ckpt/tiny-v1-full-ema-legacy-fp16.ckpt";
  private static final String CASE = "tiny-diffusers-unet-05";

  @TempDir Path root;

  private TestPack pack() {
    return TestPack.in(root).copy("tiny-ckpt", "tiny-diffusers");
  }

  private static CaseResult last(Pack pack) throws IOException {
    List<CaseResult> results = RunningCase.all(pack);
    return results.get(results.size() - 1);
  }

  @Test
  @DisplayName("is run on the cases of the folder with its dimensions")
  void passes() throws IOException {
    Pack pack = pack().copy("cases/unet/tiny-diffusers-unet-05.safetensors").listed(CASE).open();
    assertThat(last(pack))
        .matches(r -> r.id().equals(FILE))
        .matches(r -> r.worst().what().equals(CASE + " output"))
        .matches(r -> r.verdict() == Verdict.PASS);
  }

  @Test
  @DisplayName("fails if it gives other numbers, and the line names the case")
  void fails() throws IOException {
    CaseResult result = last(pack().doctored(CASE, "output").open());
    assertThat(result.id()).isEqualTo(FILE);
    assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(result.detail()).isEqualTo(CASE + " output");
  }

  @Test
  @DisplayName("is compared with the nearer of two folders of its dimensions")
  void nearest() throws IOException {
    TestPack pack = pack().doctored(CASE, "output");
    pack.copy("cases/unet/tiny-diffusers-unet-01.safetensors");
    String other = TestPack.entryOf("tiny-diffusers-unet-01").get("file").getAsString();
    copyFolder("tiny-diffusers", "twin");
    pack.listed("twin-case", "unet", "{'model': 'twin'}", 5e-5);
    Files.copy(root.resolve(other), root.resolve("cases/twin-case"));
    assertThat(last(pack.open()).line(1)).startsWith(FILE).endsWith("pass");
  }

  private void copyFolder(String from, String to) throws IOException {
    try (var files = Files.walk(root.resolve(from))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = root.resolve(to).resolve(root.resolve(from).relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }

  @Test
  @DisplayName("without cases to compare with is loaded, and the line says that this was all")
  void loadsOnly() throws IOException {
    Files.createDirectories(root.resolve("lone/config"));
    TinyModel.version1().safetensors(root.resolve("lone/lone.safetensors"), java.util.Map.of());
    assertThat(last(TestPack.in(root).open()).line(1))
        .startsWith("lone/lone.safetensors (loads; no cases fit)  ")
        .endsWith("pass");
  }

  @Test
  @DisplayName("that cannot be read fails, whatever else the pack has")
  void damaged() throws IOException {
    Pack pack = pack().text("tiny-ckpt/cut.safetensors", "not a checkpoint").open();
    CaseResult first = RunningCase.all(pack).get(0);
    assertThat(first.id()).isEqualTo("tiny-ckpt/cut.safetensors");
    assertThat(first.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(first.detail()).contains("cut.safetensors");
  }
}
