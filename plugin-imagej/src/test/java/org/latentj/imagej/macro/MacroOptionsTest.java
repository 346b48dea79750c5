package org.latentj.imagej.macro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentj.imagej.macro.MacroOptions.Option;

@DisplayName("Macro options")
class MacroOptionsTest {

  @Test
  @DisplayName("are read from left to right, whatever a prompt holds")
  void readsFromLeftToRight() {
    assertThat(MacroOptions.parse("prompt=[a dog, seed=9 [x]] seed=7 inPlace "))
        .containsExactly(
            option("prompt", "a dog, seed=9 [x]"),
            option("seed", "7"),
            new Option("inPlace", Optional.empty()));
    assertThat(MacroOptions.parse("negativePrompt=[ugly] prompt=[a cat]"))
        .containsExactly(option("negativePrompt", "ugly"), option("prompt", "a cat"));
    assertThat(MacroOptions.parse("negativeprompt= width=0"))
        .containsExactly(option("negativeprompt", ""), option("width", "0"));
    assertThat(MacroOptions.parse("prompt=[] path=C:\\a\\b"))
        .containsExactly(option("prompt", ""), option("path", "C:\\a\\b"));
    assertThat(MacroOptions.parse("  ")).isEmpty();
  }

  @Test
  @DisplayName("that cannot be read are refused with what to do")
  void refuses() {
    assertThatThrownBy(() -> MacroOptions.parse("prompt=[a [b] seed=7"))
        .hasMessageStartingWith(
            "the value of 'prompt' begins with a bracket that is not closed: '[a [b] seed=7'.");
    assertThatThrownBy(() -> MacroOptions.parse("seed=7 =8"))
        .hasMessage("expected key=value but got '=8'");
    assertThatThrownBy(() -> MacroOptions.parse("prompt=\"\\u00zz\""))
        .hasMessage("expected four hexadecimal digits after \\u in '\\u00zz'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a cat",
        "[cat]",
        "[a cat]",
        "a [b] (c:1.2) <lora>",
        "a ]b[ c",
        "unclosed [ bracket",
        "closed ] bracket",
        "a dog, seed=9 [x]",
        "say \"hello\" 'there'",
        "\"quoted\"",
        "\"",
        "back\\slash \\n and \\u0041",
        "two\nlines\tand a tab",
        "ünïcödé 犬 🐕",
        " spaces around ",
        "=",
        "x=y",
      })
  @DisplayName("come back as they were recorded")
  void roundTrip(String value) {
    String recorded = MacroValue.encode(value);
    String quoted = recorded.indexOf(' ') >= 0 ? "[" + recorded + "]" : recorded;

    List<Option> options = MacroOptions.parse("prompt=" + quoted + " seed=7");

    assertThat(options).containsExactly(option("prompt", value), option("seed", "7"));
    // ImageJ's recorder complains of duplicates where a later key is found in an earlier value.
    assertThat(recorded).doesNotContain("seed=", "\n");
  }

  @Test
  @DisplayName("are recorded as they are where that is safe")
  void staysReadable() {
    assertThat(MacroValue.encode("a [b] cat")).isEqualTo("a [b] cat");
    // ImageJ's recorder adds a line that is no macro where one has letters beyond ASCII.
    assertThat(MacroValue.encode("\u72ac")).isEqualTo("\"\\u72ac\"");
    assertThat(MacroValue.encode("a [ cat")).isEqualTo("\"a \\u005b cat\"");
  }

  private static Option option(String key, String value) {
    return new Option(key, Optional.of(value));
  }
}
