package org.latentj.imagej.macro;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the options of a macro's {@code run} call: {@code prompt=[a dog, seed=9 [x]] seed=7
 * inPlace}.
 *
 * <p>ImageJ's own {@code Macro.getValue} searches the whole text for {@code seed=}, and so finds it
 * inside of prompts. This one reads from left to right: a value in brackets ends at the bracket
 * that closes it, brackets inside included; any other ends at the next space; a key without {@code
 * =} is a switch.
 */
final class MacroOptions {
  private final String text;
  private int at;

  /**
   * One option.
   *
   * @param key as it is written
   * @param value without the brackets around it, {@linkplain MacroValue decoded}; empty for a
   *     switch
   */
  record Option(String key, Optional<String> value) {}

  private MacroOptions(String text) {
    this.text = text;
  }

  /**
   * The options in their order.
   *
   * @throws IllegalArgumentException if a bracket is not closed, or if a key is missing
   */
  static List<Option> parse(String text) {
    return new MacroOptions(text).read();
  }

  private List<Option> read() {
    List<Option> options = new ArrayList<>();
    skipSpaces();
    while (at < text.length()) {
      options.add(option());
      skipSpaces();
    }
    return options;
  }

  private void skipSpaces() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private Option option() {
    int start = at;
    while (at < text.length()
        && text.charAt(at) != '='
        && !Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    String key = text.substring(start, at);
    if (at == text.length() || text.charAt(at) != '=') {
      return new Option(key, Optional.empty());
    }
    if (key.isEmpty()) {
      throw new IllegalArgumentException(
          "expected key=value but got '%s'".formatted(text.substring(start)));
    }
    at++;
    return new Option(key, Optional.of(MacroValue.decode(value(key))));
  }

  private String value(String key) {
    if (at < text.length() && text.charAt(at) == '[') {
      return bracketed(key);
    }
    int start = at;
    // Only a space ends it: ImageJ's recorder puts values with other white space into no brackets.
    while (at < text.length() && text.charAt(at) != ' ') {
      at++;
    }
    return text.substring(start, at);
  }

  private String bracketed(String key) {
    int start = at + 1;
    int open = 0;
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      open += c == '[' ? 1 : c == ']' ? -1 : 0;
      if (open == 0) {
        return text.substring(start, at++);
      }
    }
    throw new IllegalArgumentException(
        ("the value of '%s' begins with a bracket that is not closed: '%s'. A value with unpaired"
                + " brackets is written in quotes, with \\u005b for [ and \\u005d for ]")
            .formatted(key, text.substring(start - 1)));
  }
}
