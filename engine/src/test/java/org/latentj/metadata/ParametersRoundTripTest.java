package org.latentj.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Formatting and parsing")
class ParametersRoundTripTest {
  private static final String[] PIECES = {
    "\n",
    "\n\n",
    " ",
    "  ",
    ",",
    ":",
    "\"",
    "\\",
    "\\n",
    "\t",
    "\r",
    "\u00a0",
    "\u2028",
    "Steps: 20",
    ", Sampler: x, Seed: 1, ",
    "Negative prompt:",
    "Negative prompt",
    "(cat:1.2)",
    "BREAK",
    "é",
    "猫",
    "🌸",
    "\u0001",
    "\u0085",
    "{\"a\": 1}",
    "\"quoted\"",
    "\uFEFF",
    "e\u0301",
    "-",
    "/"
  };

  @Test
  @DisplayName("give back any parameters that the form can express")
  void roundTrip() {
    Random random = new Random(42);
    for (int round = 0; round < 20_000; round++) {
      Map<String, String> settings = new LinkedHashMap<>();
      settings.put("Steps", "1");
      settings.put("Size", "8x8");
      settings.put("Version", "v1");
      for (int i = random.nextInt(4); i > 0; i--) {
        settings.put("Key" + random.nextInt(9) + " -/é", text(random));
      }
      GenerationParameters parameters =
          new GenerationParameters(expressible(text(random)), expressible(text(random)), settings);
      assertThat(ParametersText.parse(ParametersText.format(parameters))).isEqualTo(parameters);
    }
  }

  @Test
  @DisplayName("are stable for any text after the first time")
  void idempotent() {
    Random random = new Random(43);
    int checked = 0;
    for (int round = 0; round < 20_000; round++) {
      GenerationParameters first =
          ParametersText.parse(
              text(random) + "\nSteps: 1, Seed: 2, Size: 8x8, Aa: " + text(random));
      GenerationParameters second = ParametersText.parse(ParametersText.format(first));
      boolean expressible =
          first.settings().size() >= 3
              && first.negativePrompt().equals(expressible(first.negativePrompt()));
      if (expressible) {
        checked++;
        assertThat(second).isEqualTo(first);
      }
    }
    assertThat(checked).isGreaterThan(5_000);
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      if (random.nextInt(3) == 0) {
        int codePoint = random.nextInt(random.nextBoolean() ? 0x300 : 0x110000);
        text.appendCodePoint(codePoint);
      } else {
        text.append(PIECES[random.nextInt(PIECES.length)]);
      }
    }
    return text.toString();
  }

  /** What is left of a prompt after the losses that {@link ParametersText} documents. */
  private static String expressible(String prompt) {
    String lines =
        Arrays.stream(prompt.split("\n", -1))
            .map(PythonText::strip)
            .map(line -> line.startsWith("Negative prompt:") ? "no " + line : line)
            .collect(Collectors.joining("\n"));
    int start = 0;
    while (start < lines.length() && lines.charAt(start) == '\n') {
      start++;
    }
    return lines.substring(start);
  }
}
