package org.latentj.imagej.macro;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Values in macro options that come back as they were. Most are written as they are. A value that
 * ImageJ's recorder or {@link MacroOptions} could misread (unpaired brackets, line breaks, what
 * looks like another option; letters beyond ASCII, at which the recorder adds a warning that is no
 * macro) is written in double quotes with JSON's escapes, brackets and equals signs included:
 * {@code prompt="a \u005bb"}.
 */
final class MacroValue {
  private static final char LAST_ASCII = 126;
  private static final Pattern LIKE_AN_OPTION = Pattern.compile("\\w=");

  private MacroValue() {}

  /** The value as it is recorded, without the brackets that the recorder puts around spaces. */
  static String encode(String value) {
    return isPlain(value) ? value : quote(value);
  }

  private static boolean isPlain(String value) {
    if (value.startsWith("\"")
        || value.chars().anyMatch(c -> Character.isISOControl(c) || c > LAST_ASCII)
        || LIKE_AN_OPTION.matcher(value).find()) {
      return false;
    }
    try {
      // The recorder's own quoting.
      String recorded = "x=" + (value.indexOf(' ') >= 0 ? "[" + value + "]" : value) + " y=1";
      return MacroOptions.parse(recorded).get(0).value().orElse("").equals(value)
          && MacroOptions.parse(recorded).size() == 2;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String quote(String value) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : value.toCharArray()) {
      if (Character.isISOControl(c) || c > LAST_ASCII || "[]=\"\\".indexOf(c) >= 0) {
        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  /**
   * The value that was meant.
   *
   * @param text as it is written, without brackets around it
   */
  static String decode(String text) {
    boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
    return quoted ? unquote(text.substring(1, text.length() - 1)) : text;
  }

  private static String unquote(String text) {
    StringBuilder value = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\' || i + 1 == text.length()) {
        value.append(c);
        continue;
      }
      char kind = text.charAt(++i);
      switch (kind) {
        case 'n' -> value.append('\n');
        case 't' -> value.append('\t');
        case 'r' -> value.append('\r');
        case 'u' -> {
          value.append(codeUnit(text, i + 1));
          i += 4;
        }
        default -> value.append(kind);
      }
    }
    return value.toString();
  }

  private static char codeUnit(String text, int from) {
    try {
      return (char) Integer.parseInt(text.substring(from, from + 4), 16);
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      throw new IllegalArgumentException(
          "expected four hexadecimal digits after \\u in '%s'".formatted(text), e);
    }
  }
}
