package org.latentj.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TimestepTableTest {
  /** The scheduler settings of the Stable Diffusion 1.x repositories. */
  static final Map<String, Object> SD1 =
      Map.of(
          "beta_start",
          0.00085,
          "beta_end",
          0.012,
          "beta_schedule",
          "scaled_linear",
          "num_train_timesteps",
          1000,
          "set_alpha_to_one",
          false,
          "skip_prk_steps",
          true,
          "steps_offset",
          1,
          "clip_sample",
          false);

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  @DisplayName("Timesteps, sigmas and initial scale are those of diffusers for every spacing")
  void tables(String name, JsonObject row) {
    Map<String, Object> settings = new HashMap<>(SD1);
    String spacing = row.get("spacing").getAsString();
    if (!spacing.equals("default")) {
      settings.put("timestep_spacing", spacing);
    }
    DiffusersScheduler scheduler = DiffusersScheduler.of(row.get("class").getAsString(), settings);
    SamplerConfig config = scheduler.config(row.get("steps").getAsInt());
    Sampler sampler = scheduler.create(config);

    float[] timesteps = References.floats(row.getAsJsonArray("timesteps"));
    assertThat(sampler.calls())
        .isEqualTo(timesteps.length)
        .isEqualTo(scheduler.kind().calls(config.steps()));
    for (int call = 0; call < timesteps.length; call++) {
      assertThat((float) sampler.timestep(call))
          .as("timestep of call %d", call)
          .isCloseTo(timesteps[call], within(1e-3f));
    }
    assertThat((float) sampler.initialNoiseScale())
        .isCloseTo(row.get("init_noise_sigma").getAsFloat(), within(1e-6f));
    assertThat(sampler.order()).isEqualTo(row.get("order").getAsInt());
    if (row.has("sigmas")) {
      float[] sigmas = References.floats(row.getAsJsonArray("sigmas"));
      SigmaTables.assertSame(SigmaTables.of(scheduler, config), sigmas, sampler.order());
    }
  }

  @Test
  @DisplayName("Trailing timesteps are as many as steps even where NumPy's arange counts one more")
  void trailingCount() {
    double[] timesteps = TimestepTable.whole(TimestepSpacing.TRAILING, 61, 1000, 1);

    assertThat(timesteps).hasSize(61).startsWith(999);
    assertThat(timesteps[60]).isEqualTo(15);
  }

  static Stream<Arguments> rows() {
    List<Arguments> out = new ArrayList<>();
    for (JsonElement e : References.array("timestep-tables.json")) {
      JsonObject row = e.getAsJsonObject();
      String name =
          "%s, %s, %d steps"
              .formatted(
                  row.get("class").getAsString(),
                  row.get("spacing").getAsString(),
                  row.get("steps").getAsInt());
      out.add(Arguments.of(name, row));
    }
    return out.stream();
  }
}
