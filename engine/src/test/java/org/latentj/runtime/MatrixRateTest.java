package org.latentj.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The matrix rate of the CPU")
class MatrixRateTest {

  @ParameterizedTest(name = "{0}")
  @DisplayName("is a rate that a computer of this century can have")
  @EnumSource(names = {"F32", "BF16"})
  void isPlausible(Precision precision) {
    double rate = MatrixRate.measure(ComputeDevice.choose("cpu"), precision);
    assertThat(rate).isBetween(1e8, 1e15);
  }
}
