package org.latentj.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.latentj.tensor.FloatTensor;

class ImageToImageStartTest {

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  @DisplayName("A strength leaves the timesteps that diffusers leaves")
  void slices(String name, JsonObject row) {
    DiffusersScheduler scheduler =
        DiffusersScheduler.of(row.get("class").getAsString(), TimestepTableTest.SD1);
    int steps = row.get("steps").getAsInt();
    int first =
        ImageToImageStart.firstCall(scheduler.kind(), steps, row.get("strength").getAsDouble());
    Sampler sampler = scheduler.create(scheduler.config(steps).withFirstCall(first));

    float[] expected = References.floats(row.getAsJsonArray("timesteps"));
    assertThat(sampler.firstCall())
        .isEqualTo(Math.min(row.get("begin_index").getAsInt(), sampler.calls()));
    assertThat(sampler.calls() - sampler.firstCall()).isEqualTo(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat((float) sampler.timestep(first + i)).isCloseTo(expected[i], within(1e-3f));
    }
  }

  @Test
  @DisplayName("Noise is added as diffusers adds it at any call")
  void addNoise() {
    Map<String, FloatTensor> expected = References.tensors("sched-add-noise.safetensors");
    JsonObject index = References.object("add-noise.json");
    HostLatents clean = new HostLatents(expected.get("x0"));
    HostLatents noise = new HostLatents(expected.get("noise"));
    JsonArray rows = index.getAsJsonArray("rows");
    assertThat(rows).hasSize(52);
    for (JsonElement e : rows) {
      JsonObject row = e.getAsJsonObject();
      DiffusersScheduler scheduler =
          DiffusersScheduler.of(row.get("class").getAsString(), TimestepTableTest.SD1);
      Sampler sampler = scheduler.create(scheduler.config(row.get("steps").getAsInt()));
      int call = row.get("index").getAsInt();

      HostLatents noisy = (HostLatents) sampler.addNoise(clean, noise, call);

      String key = row.get("key").getAsString();
      assertThat(noisy.tensor().maxAbsDifference(expected.get(key)))
          .as(key)
          .isLessThanOrEqualTo(index.get("suggested_atol").getAsDouble());
      assertThat(sampler.timestep(call))
          .as(key)
          .isCloseTo(row.get("timestep").getAsDouble(), within(1e-3));
    }
  }

  @Test
  @DisplayName("Every strength of every sampler gives a run that ends in finite latents")
  void everyStrength() {
    for (SamplerKind kind : SamplerKind.values()) {
      for (int percent = 0; percent <= 100; percent += 5) {
        int first = ImageToImageStart.firstCall(kind, 12, percent / 100.0);
        Sampler sampler =
            SamplerFactory.create(
                kind, RobustnessTest.SD1, SamplerConfig.ofSteps(12).withFirstCall(first));

        Latents x = RobustnessTest.run(sampler, TestLatents.constant(3, 0.5));

        assertThat(TestLatents.values(x))
            .as("%s at %d %%", kind, percent)
            .doesNotContain(Float.NaN);
        int left = sampler.calls() - sampler.firstCall();
        int steps = 12 * percent / 100;
        int most = Math.max(steps * kind.order(), 0) + (sampler.calls() - kind.order() * 12);
        assertThat(left).as("%s at %d %%", kind, percent).isEqualTo(Math.max(most, 0));
      }
    }
  }

  @Test
  @DisplayName("A strength that is no share is refused")
  void badStrength() {
    for (double strength : new double[] {-0.1, 1.01, Double.NaN}) {
      assertThatThrownBy(() -> ImageToImageStart.firstCall(SamplerKind.EULER, 20, strength))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("0 to 1")
          .hasMessageContaining(Double.toString(strength));
    }
    assertThatThrownBy(() -> ImageToImageStart.firstCall(SamplerKind.EULER, 0, 0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("steps");
  }

  static Stream<Arguments> rows() {
    List<Arguments> out = new ArrayList<>();
    for (JsonElement e : References.array("img2img-slices.json")) {
      JsonObject row = e.getAsJsonObject();
      String name =
          "%s, %d steps, strength %s"
              .formatted(
                  row.get("class").getAsString(),
                  row.get("steps").getAsInt(),
                  row.get("strength").getAsString());
      out.add(Arguments.of(name, row));
    }
    return out.stream();
  }
}
