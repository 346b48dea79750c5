package org.latentj.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonPrimitive;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A JSON string")
class JsonTextTest {

  @Test
  @DisplayName("is written with Python's escapes and plain Unicode")
  void quotes() {
    assertThat(JsonText.quote("a\"b\\c/d\b\f\n\r\t\u0000\u001f\u007fé猫\u2028"))
        .isEqualTo("\"a\\\"b\\\\c/d\\b\\f\\n\\r\\t\\u0000\\u001f\u007fé猫\u2028\"");
    assertThat(JsonText.quote("")).isEqualTo("\"\"");
  }

  @Test
  @DisplayName("is read with every escape that JSON has")
  void unquotes() {
    assertThat(JsonText.unquote("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83C\\uDF38\""))
        .contains("\"\\/\b\f\n\r\té🌸");
    assertThat(JsonText.unquote("\"\"")).contains("");
  }

  @Test
  @DisplayName("is nothing else")
  void refuses() {
    for (String bad :
        new String[] {
          "",
          "\"",
          "x",
          "\"a",
          "a\"",
          "\"a\"b\"",
          "\"\\\"",
          "\"\\x\"",
          "\"\\u12\"",
          "\"\\u123g\"",
          "\"\\u+123\"",
          "\"\n\"",
          "\"a\\"
        }) {
      assertThat(JsonText.unquote(bad)).as(bad).isEmpty();
    }
  }

  @Test
  @DisplayName("of any text is read back, and read alike by gson")
  void roundTrip() {
    Random random = new Random(2);
    for (int round = 0; round < 5000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(12); i > 0; i--) {
        text.append((char) random.nextInt(random.nextBoolean() ? 128 : 65536));
      }
      String json = JsonText.quote(text.toString());
      assertThat(JsonText.unquote(json)).contains(text.toString());
      assertThat(com.google.gson.JsonParser.parseString(json))
          .isEqualTo(new JsonPrimitive(text.toString()));
    }
  }
}
