package org.latentj.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

/**
 * Whole runs against diffusers on the formula {@code 0.3 x + 0.1 sin(t / 100)} in place of a
 * network: the sample after every call, the timesteps, the sigmas and the calls that draw noise.
 */
class PseudoModelConformanceTest {

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("runs")
  @DisplayName("A run gives the sample of diffusers after every call")
  void samples(String id, String prefix, JsonObject row, JsonObject run) {
    Map<String, FloatTensor> expected = References.tensors(row.get("file").getAsString());
    DiffusersScheduler scheduler = scheduler(row, run);
    Sampler sampler = scheduler.create(config(scheduler, row, run));
    Noise noise = new Noise(expected.get(prefix + "noise"));
    double tolerance = run.get("suggested_atol").getAsDouble();

    assertThat(sampler.calls()).isEqualTo(run.get("calls").getAsInt());
    assertThat((float) sampler.initialNoiseScale())
        .isCloseTo(expected.get(prefix + "init_noise_sigma").data()[0], within(1e-6f));
    Latents x = new HostLatents(expected.get(prefix + "x_T")).times(sampler.initialNoiseScale());
    for (int call = 0; call < sampler.calls(); call++) {
      noise.call = call;
      Latents output = pseudoModel(sampler.modelInput(x, call), sampler.timestep(call));
      x = sampler.step(output, call, x, noise::next);
      FloatTensor reference = expected.get(prefix + "samples").row(call);
      double difference =
          reference.maxAbsDifference(((HostLatents) x).tensor().reshape(reference.shape()));
      assertThat(difference).as("call %d", call).isLessThanOrEqualTo(tolerance);
    }
    FloatTensor drawn = expected.get(prefix + "noise_call_index");
    assertThat(noise.calls).isEqualTo(drawn == null ? List.of() : integers(drawn.data()));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("runs")
  @DisplayName("A run has the timesteps and sigmas of diffusers")
  void tables(String id, String prefix, JsonObject row, JsonObject run) {
    Map<String, FloatTensor> expected = References.tensors(row.get("file").getAsString());
    DiffusersScheduler scheduler = scheduler(row, run);
    SamplerConfig config = config(scheduler, row, run);
    Sampler sampler = scheduler.create(config);

    float[] timesteps = expected.get(prefix + "timesteps").data();
    for (int call = 0; call < timesteps.length; call++) {
      assertThat((float) sampler.timestep(call))
          .as("timestep of call %d", call)
          .isCloseTo(timesteps[call], within(1e-3f));
    }
    if (expected.containsKey(prefix + "sigmas")) {
      SigmaTables.assertSame(
          SigmaTables.of(scheduler, config),
          expected.get(prefix + "sigmas").data(),
          sampler.order());
    }
  }

  private static DiffusersScheduler scheduler(JsonObject row, JsonObject run) {
    Map<String, Object> settings = References.settings(row.getAsJsonObject("full_config"));
    settings.put("prediction_type", run.get("prediction_type").getAsString());
    return DiffusersScheduler.of(row.get("scheduler_class").getAsString(), settings);
  }

  private static SamplerConfig config(
      DiffusersScheduler scheduler, JsonObject row, JsonObject run) {
    JsonElement eta = row.get("eta");
    return scheduler
        .config(run.get("steps").getAsInt())
        .withEta(eta.isJsonNull() ? null : eta.getAsDouble());
  }

  private static Latents pseudoModel(Latents input, double timestep) {
    FloatTensor x = ((HostLatents) input).tensor();
    float[] out = new float[x.data().length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) (0.3 * x.data()[i] + 0.1 * Math.sin(timestep / 100));
    }
    return new HostLatents(new FloatTensor(x.shape(), out));
  }

  private static List<Integer> integers(float[] values) {
    List<Integer> out = new ArrayList<>();
    for (float v : values) {
      out.add((int) v);
    }
    return out;
  }

  static Stream<Arguments> runs() {
    List<Arguments> out = new ArrayList<>();
    for (JsonElement e : References.array("pseudo-cases.json")) {
      JsonObject row = e.getAsJsonObject();
      for (JsonElement r : row.getAsJsonArray("runs")) {
        JsonObject run = r.getAsJsonObject();
        out.add(
            Arguments.of(row.get("id").getAsString(), run.get("prefix").getAsString(), row, run));
      }
    }
    return out.stream();
  }

  /** Hands out recorded noise and notes who asked. */
  private static final class Noise {
    private final FloatTensor recorded;
    private final List<Integer> calls = new ArrayList<>();
    private int call;

    Noise(FloatTensor recorded) {
      this.recorded = recorded;
    }

    Latents next() {
      assertThat(recorded).as("noise of a deterministic run").isNotNull();
      calls.add(call);
      FloatTensor drawn = recorded.row(calls.size() - 1);
      long[] shape = recorded.shape().toArray();
      return new HostLatents(drawn.reshape(Shape.of(Arrays.copyOfRange(shape, 1, shape.length))));
    }
  }
}
