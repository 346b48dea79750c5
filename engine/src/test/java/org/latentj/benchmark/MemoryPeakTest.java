package org.latentj.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.runtime.ComputeDevice;
import org.latentj.tensor.ElementType;

@DisplayName("The aim for memory")
class MemoryPeakTest {
  private static final ComputeDevice CPU = new ComputeDevice("cpu", "");
  private static final ComputeDevice GPU = new ComputeDevice("cuda:0", "");

  private static String verdict(long added, ComputeDevice device, ElementType compute) {
    return MemoryPeak.verdict(OptionalLong.of(added), 2.6e9, device, compute);
  }

  @Test
  @DisplayName("is reached below it, on a GPU in float16")
  void reached() {
    assertThat(verdict(2_599_999_999L, GPU, ElementType.F16)).isEqualTo("yes");
    assertThat(verdict(2_600_000_000L, GPU, ElementType.F16)).isEqualTo("NO");
  }

  @Test
  @DisplayName("is neither reached nor missed elsewhere")
  void elsewhere() {
    assertThat(verdict(1, CPU, ElementType.F16)).contains("F16 on a GPU");
    assertThat(verdict(1, GPU, ElementType.F32)).contains("F16 on a GPU");
    assertThat(MemoryPeak.verdict(OptionalLong.empty(), 1, GPU, ElementType.F16))
        .isEqualTo("not known");
  }
}
