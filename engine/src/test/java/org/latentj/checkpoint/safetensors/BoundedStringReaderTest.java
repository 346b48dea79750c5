package org.latentj.checkpoint.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedStringReaderTest {

  private static String pass(String json) throws IOException {
    StringBuilder out = new StringBuilder();
    try (Reader in = new BoundedStringReader(new StringReader(json), 8)) {
      for (int c = in.read(); c >= 0; c = in.read()) {
        out.append((char) c);
      }
    }
    return out.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{\"12345678\":\"12345678\"}",
        "[1234,5678,1234,5678]",
        "{\"a\":\"\"}          {\"b\"",
        "\"1\\\"34\\\\7\"",
      })
  @DisplayName("JSON whose strings and numbers are short passes unchanged")
  void passes(String json) throws IOException {
    assertThat(pass(json)).isEqualTo(json);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"123456789\"",
        "{\"a\":\"123 56 89\"",
        "\"1\\\"345678\\\"",
        "[123456789]",
        "nonsense9",
      })
  @DisplayName("A string, number or word beyond the limit is refused, also with escaped quotes")
  void refuses(String json) {
    assertThatThrownBy(() -> pass(json))
        .isInstanceOf(IOException.class)
        .hasMessage("a string is longer than 8 characters");
  }
}
