package org.latentj.metadata;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The line {@code key: value, key: value, ...}. Finds what {@code re_param} of A1111's {@code
 * modules/infotext_utils.py} finds,
 *
 * <pre>{@code \s*(\w[\w \-/]+):\s*("(?:\\.|[^\\"])+"|[^,]*)(?:,|$)}</pre>
 *
 * but in time linear in the text, which backtracking is not.
 */
final class SettingsLine {
  private SettingsLine() {}

  /** A key and the value as it stands in the line, quoted or not. */
  record Entry(String key, String value) {}

  static List<Entry> find(String line) {
    List<Entry> entries = new ArrayList<>();
    int from = 0;
    int colon = line.indexOf(':');
    while (colon >= 0) {
      int start = keyStart(line, from, colon);
      if (start >= 0) {
        int value = colon + 1;
        while (value < line.length() && PythonText.isSpace(line.charAt(value))) {
          value++;
        }
        int end = valueEnd(line, value);
        entries.add(new Entry(line.substring(start, colon), line.substring(value, end)));
        from = Math.min(line.length(), end + 1);
        colon = line.indexOf(':', from);
      } else {
        colon = line.indexOf(':', colon + 1);
      }
    }
    return entries;
  }

  /** Whether a text can be a key: a word character, then at least one of {@code [\w \-/]}. */
  static boolean isKey(String text) {
    return keyStart(text, 0, text.length()) == 0;
  }

  /** Where the longest key that ends at {@code colon} begins, not before {@code from}; or -1. */
  private static int keyStart(String line, int from, int colon) {
    int start = -1;
    int at = colon;
    while (at > from) {
      int codePoint = line.codePointBefore(at);
      boolean word = PythonText.isWord(codePoint);
      if (!word && codePoint != ' ' && codePoint != '-' && codePoint != '/') {
        break;
      }
      boolean last = at == colon;
      at -= Character.charCount(codePoint);
      if (word && !last) {
        start = at;
      }
    }
    return start;
  }

  private static int valueEnd(String line, int start) {
    int quoted = quotedEnd(line, start);
    if (quoted >= 0 && (quoted == line.length() || line.charAt(quoted) == ',')) {
      return quoted;
    }
    int comma = line.indexOf(',', start);
    return comma < 0 ? line.length() : comma;
  }

  /** The position after the closing quote of a string that is not empty, or -1. */
  private static int quotedEnd(String line, int start) {
    if (start >= line.length() || line.charAt(start) != '"') {
      return -1;
    }
    for (int i = start + 1; i < line.length(); i++) {
      if (line.charAt(i) == '\\') {
        i++;
      } else if (line.charAt(i) == '"') {
        return i == start + 1 ? -1 : i + 1;
      }
    }
    return -1;
  }

  /** The settings of a line, unquoted; the last of equal keys wins, empty values are left out. */
  static Map<String, String> parse(List<Entry> entries) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (Entry entry : entries) {
      String value = JsonText.unquote(entry.value()).orElse(entry.value());
      if (!value.isEmpty()) {
        settings.put(entry.key(), value);
      }
    }
    return settings;
  }

  static String format(Map<String, String> settings) {
    return settings.entrySet().stream()
        .map(e -> e.getKey() + ": " + quoteIfNeeded(e.getValue()))
        .collect(Collectors.joining(", "));
  }

  /**
   * The web UI quotes for comma, colon and newline. Blanks at the ends and a leading quote are
   * quoted as well: its parser reads that, and would lose them otherwise.
   */
  private static String quoteIfNeeded(String value) {
    boolean plain =
        value.chars().noneMatch(c -> c == ',' || c == ':' || c == '\n')
            && !value.startsWith("\"")
            && value.equals(PythonText.strip(value));
    return plain ? value : JsonText.quote(value);
  }
}
