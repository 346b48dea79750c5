package org.latentj.text.cleanup;

import java.text.Normalizer;

/**
 * Repairs text line by line until nothing changes any more, in the order of ftfy 6 ({@code
 * ftfy/__init__.py: fix_text, fix_and_explain}) with its default settings. R. Speer, "ftfy", 2019,
 * doi:10.5281/zenodo.2591652.
 */
final class TextFixer {
  private TextFixer() {}

  static String fix(String text) {
    StringBuilder fixed = new StringBuilder(text.length());
    boolean entities = true;
    int from = 0;
    while (from < text.length()) {
      int lineEnd = text.indexOf('\n', from) + 1;
      String line = text.substring(from, lineEnd == 0 ? text.length() : lineEnd);
      // A tag means that this is HTML, and that entities are meant, from here on.
      entities &= line.indexOf('<') < 0;
      fixed.append(fixLine(line, entities));
      from += line.length();
    }
    return fixed.toString();
  }

  private static String fixLine(String line, boolean entities) {
    String text = line;
    while (true) {
      String before = text;
      if (entities) {
        text = HtmlEntities.unescapeUnambiguous(text);
      }
      text = Mojibake.repair(text);
      text = CharacterFixes.apply(text);
      text = Normalizer.normalize(text, Normalizer.Form.NFC);
      if (text.equals(before)) {
        return text;
      }
    }
  }
}
