package org.latentj.metadata;

import java.util.Optional;

/** JSON strings (RFC 8259, section 7) as Python's {@code json} reads and writes them. */
final class JsonText {
  private static final String ESCAPED = "\"\\/\b\f\n\r\t";
  private static final String LETTERS = "\"\\/bfnrt";

  private JsonText() {}

  /** {@code json.dumps(text, ensure_ascii=False)}. */
  static String quote(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int escape = c == '/' ? -1 : ESCAPED.indexOf(c);
      if (escape >= 0) {
        json.append('\\').append(LETTERS.charAt(escape));
      } else if (c < ' ') {
        json.append("\\u%04x".formatted((int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }

  /** {@code json.loads} of a string; none if it is not exactly one JSON string. */
  static Optional<String> unquote(String json) {
    int last = json.length() - 1;
    if (last < 1 || json.charAt(0) != '"' || json.charAt(last) != '"') {
      return Optional.empty();
    }
    StringBuilder text = new StringBuilder();
    for (int i = 1; i < last; i++) {
      char c = json.charAt(i);
      if (c == '"' || c < ' ') {
        return Optional.empty();
      }
      if (c != '\\') {
        text.append(c);
        continue;
      }
      i++;
      int letter = i < last ? LETTERS.indexOf(json.charAt(i)) : -1;
      if (letter >= 0) {
        text.append(ESCAPED.charAt(letter));
      } else if (i + 4 < last && json.substring(i, i + 5).matches("u[0-9a-fA-F]{4}")) {
        text.append((char) Integer.parseInt(json.substring(i + 1, i + 5), 16));
        i += 4;
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(text.toString());
  }
}
