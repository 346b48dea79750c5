package org.latentj.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.runtime.ComputeDevice;
import org.latentj.runtime.MemoryMode;
import org.latentj.tensor.ElementType;

@DisplayName("The tolerance of a comparison")
class ToleranceTest {
  private static final ComputeDevice CPU = new ComputeDevice("cpu", "");
  private static final ComputeDevice GPU = new ComputeDevice("cuda:0", "");

  private static double of(ElementType type, ComputeDevice device, MemoryMode mode, String tf32) {
    return Tolerance.of(type, device, mode, tf32);
  }

  @Test
  @DisplayName("grows with the rounding of the type")
  void types() {
    for (ComputeDevice device : new ComputeDevice[] {CPU, GPU}) {
      assertThat(of(ElementType.F16, device, MemoryMode.NORMAL, null)).isEqualTo(1e-2);
      assertThat(of(ElementType.BF16, device, MemoryMode.NORMAL, "0")).isEqualTo(5e-2);
    }
    assertThat(of(ElementType.F32, CPU, MemoryMode.NORMAL, null)).isEqualTo(1e-4);
  }

  @Test
  @DisplayName("is float16's where float32 is rounded to as many bits")
  void rounded() {
    assertThat(of(ElementType.F32, GPU, MemoryMode.NORMAL, null)).isEqualTo(1e-2);
    assertThat(of(ElementType.F32, GPU, MemoryMode.NORMAL, "1")).isEqualTo(1e-2);
    assertThat(of(ElementType.F32, GPU, MemoryMode.NORMAL, "0")).isEqualTo(1e-4);
    assertThat(of(ElementType.F32, CPU, MemoryMode.LOWEST, null)).isEqualTo(1e-2);
    assertThat(of(ElementType.F32, GPU, MemoryMode.LOWEST, "0")).isEqualTo(1e-4);
  }

  @Test
  @DisplayName("is not known for other types")
  void others() {
    assertThatThrownBy(() -> of(ElementType.F64, CPU, MemoryMode.NORMAL, null))
        .hasMessageContaining("F64");
  }
}
