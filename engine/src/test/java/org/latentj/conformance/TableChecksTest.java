package org.latentj.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A table beside the cases")
class TableChecksTest {
  /** diffusers' DDIM with 2 steps: leading with offset 1, and trailing. */
  private static final String DDIM =
      """
      {"class": "DDIMScheduler", "spacing": "default", "steps": 2, "timesteps": [501, 1],
       "init_noise_sigma": 1.0, "order": 1},
      {"class": "DDIMScheduler", "spacing": "trailing", "steps": 2, "timesteps": [999, 499],
       "init_noise_sigma": 1.0, "order": 1}""";

  private static final String EULER =
      """
      {"class": "EulerDiscreteScheduler", "spacing": "default", "steps": 2,
       "timesteps": [999.0, 0.0], "sigmas": [14.614647, 0.029167533, 0.0],
       "init_noise_sigma": 14.614647, "order": 1}""";

  private static final String SLICE =
      """
      {"class": "DDIMScheduler", "steps": 10, "strength": 0.3, "t_start": 7, "order": 1,
       "begin_index": 7, "timesteps": [201.0, 101.0, 1.0]}""";

  @TempDir Path root;

  private List<CaseResult> run(String name, String rows) throws IOException {
    Pack pack = TestPack.in(root).text("cases/scheduler/" + name, "[" + rows + "]").open();
    return RunningCase.all(pack);
  }

  @Test
  @DisplayName("of timesteps gives a line for each scheduler class")
  void timesteps() throws IOException {
    List<CaseResult> results = run("timestep-tables.json", DDIM + "," + EULER);
    assertThat(results)
        .extracting(CaseResult::id)
        .containsExactly("timestep-tables DDIMScheduler", "timestep-tables EulerDiscreteScheduler");
    assertThat(results).extracting(CaseResult::verdict).containsOnly(Verdict.PASS);
  }

  @Test
  @DisplayName("fails if a timestep, sigma, scale or order is another, and names the row")
  void everyColumnCounts() throws IOException {
    assertThat(run("timestep-tables.json", DDIM.replace("499", "500")).get(0).detail())
        .isEqualTo("trailing 2 timesteps");
    assertThat(worst(EULER.replace("0.029167533", "0.03"))).isEqualTo("default 2 sigmas");
    assertThat(worst(EULER.replace("_sigma\": 14.6", "_sigma\": 14.7")))
        .isEqualTo("default 2 init_noise_sigma");
    assertThat(worst(EULER.replace("order\": 1", "order\": 2"))).isEqualTo("default 2 order");
  }

  private String worst(String row) throws IOException {
    return run("timestep-tables.json", row).get(0).detail();
  }

  @Test
  @DisplayName("with an unknown class is unsupported there only")
  void unknownClass() throws IOException {
    String strange = EULER.replace("EulerDiscrete", "Strange");
    assertThat(run("timestep-tables.json", strange + "," + DDIM))
        .extracting(CaseResult::verdict)
        .containsExactly(Verdict.UNSUPPORTED, Verdict.PASS);
  }

  @Test
  @DisplayName("of strengths compares what is left of the timesteps")
  void slices() throws IOException {
    assertThat(run("img2img-slices.json", SLICE).get(0).line(1))
        .startsWith("img2img-slices DDIMScheduler")
        .endsWith("pass");
    assertThat(run("img2img-slices.json", SLICE.replace("201.0, ", "")).get(0).verdict())
        .isEqualTo(Verdict.FAIL);
    assertThat(run("img2img-slices.json", SLICE.replace("0.3", "0.5")).get(0).verdict())
        .isEqualTo(Verdict.FAIL);
  }

  @Test
  @DisplayName("that cannot be read fails under its own name")
  void unreadable() throws IOException {
    CaseResult result = run("timestep-tables.json", "{\"spacing\": 1}").get(0);
    assertThat(result.id()).isEqualTo("cases/scheduler/timestep-tables.json");
    assertThat(result.detail()).contains("timestep-tables.json[0] has no 'class'");
  }
}
