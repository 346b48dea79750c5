package org.latentj.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Timings")
class TimingsTest {

  @Test
  @DisplayName("have the middle one as their median, or the mean of the two middle ones")
  void median() {
    assertThat(new Timings(List.of(9.0, 1.0, 2.0)).median()).isEqualTo(2);
    assertThat(new Timings(List.of(9.0, 1.0, 2.0, 4.0)).median()).isEqualTo(3);
  }

  @Test
  @DisplayName("show the median and the range")
  void text() {
    assertThat(new Timings(List.of(2.2, 2.11, 2.13))).hasToString("2.13 s (2.11..2.20)");
    assertThat(new Timings(List.of(12.34))).hasToString("12.3 s");
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("are shown with three digits that count")
  @CsvSource({"123.4, 123", "12.34, 12.3", "1.234, 1.23", "0.1234, 0.123", "0.01234, 0.0123"})
  void digits(double value, String text) {
    assertThat(Timings.text(value)).isEqualTo(text);
  }

  @Test
  @DisplayName("leave the warm-up out but run it")
  void warmUp() {
    AtomicInteger runs = new AtomicInteger();
    assertThat(Timings.of(2, 3, runs::incrementAndGet).seconds()).hasSize(3);
    assertThat(runs).hasValue(5);
  }

  @Test
  @DisplayName("of nothing are refused")
  void none() {
    assertThatThrownBy(() -> new Timings(List.of())).hasMessageContaining("a duration or more");
  }
}
