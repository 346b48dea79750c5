package org.latentj.maven.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentj.runtime.MemoryMode;
import org.latentj.runtime.Precision;

@DisplayName("Engine options")
class EngineOptionsTest {

  @Test
  @DisplayName("are read without regard to case")
  void ignoresCase() {
    assertThat(EngineOptions.of(" CUDA:1", "FP16").withMemory("Low"))
        .isEqualTo(new EngineOptions("cuda:1", Precision.F16, MemoryMode.LOW, Optional.empty()));
  }

  @ParameterizedTest
  @DisplayName("refuse devices that are none, naming the property")
  @ValueSource(strings = {"", "gpu", "cuda:", "cuda:-1", "cuda:1234", "cpu:0"})
  void refusesDevices(String device) {
    assertThatThrownBy(() -> EngineOptions.of(device, "auto"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("sd.device: expected auto, cpu, cuda or cuda:N but got '" + device + "'");
  }

  @Test
  @DisplayName("refuse precisions that are none, naming the property")
  void refusesPrecisions() {
    assertThatThrownBy(() -> EngineOptions.of("auto", "int4"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("sd.precision: expected ")
        .hasMessageContaining("int4");
  }

  @Test
  @DisplayName("refuse memory modes that are none, naming the property")
  void refusesMemoryModes() {
    assertThatThrownBy(() -> EngineOptions.of("auto", "auto").withMemory("little"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("sd.memory: expected memory mode [auto, normal, low, lowest] but got 'little'");
  }
}
