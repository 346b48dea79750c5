package org.latentj.text.cleanup;

import java.text.Normalizer;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Replacements of single characters, as {@code ftfy/fixes.py} makes them: C1 controls read as
 * windows-1252, Latin ligatures taken apart, full-width and half-width forms made normal, quotes
 * straightened, line breaks made {@code \n}, unpaired surrogates replaced, terminal escapes and
 * control characters removed.
 */
final class CharacterFixes {
  private static final Pattern TERMINAL_ESCAPE = Pattern.compile("\u001b\\[[\\d;]*+[a-zA-Z]");
  private static final char REPLACEMENT = '\ufffd';

  /** Ligatures and digraphs; the typographic ones and those of Dutch, Afrikaans and Croatian. */
  private static final Map<Character, String> LIGATURES =
      Map.ofEntries(
          Map.entry('\u0132', "IJ"),
          Map.entry('\u0133', "ij"),
          Map.entry('\u0149', "\u02bcn"),
          Map.entry('\u01c4', "D\u017d"),
          Map.entry('\u01c5', "D\u017e"),
          Map.entry('\u01c6', "d\u017e"),
          Map.entry('\u01c7', "LJ"),
          Map.entry('\u01c8', "Lj"),
          Map.entry('\u01c9', "lj"),
          Map.entry('\u01ca', "NJ"),
          Map.entry('\u01cb', "Nj"),
          Map.entry('\u01cc', "nj"),
          Map.entry('\u01f1', "DZ"),
          Map.entry('\u01f2', "Dz"),
          Map.entry('\u01f3', "dz"),
          Map.entry('\ufb00', "ff"),
          Map.entry('\ufb01', "fi"),
          Map.entry('\ufb02', "fl"),
          Map.entry('\ufb03', "ffi"),
          Map.entry('\ufb04', "ffl"),
          Map.entry('\ufb05', "\u017ft"),
          Map.entry('\ufb06', "st"));

  private CharacterFixes() {}

  static String apply(String text) {
    String visible = replaceCharacters(text).replace("\r\n", "\n").replace('\r', '\n');
    return removeControls(TERMINAL_ESCAPE.matcher(visible).replaceAll(""));
  }

  private static String replaceCharacters(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        out.append(c).append(text.charAt(++i));
      } else {
        out.append(replace(c));
      }
    }
    return out.toString();
  }

  private static String replace(char c) {
    if (c < 0x80) {
      return String.valueOf(c);
    }
    if (c <= 0x9f) {
      return String.valueOf(SingleByteEncoding.WINDOWS_1252.decode(c));
    }
    if (LIGATURES.containsKey(c)) {
      return LIGATURES.get(c);
    }
    if (c >= '\uff01' && c < '\ufff0') {
      return Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFKC);
    }
    return String.valueOf(
        switch (c) {
          case '\u3000' -> ' ';
          case '\u02bc', '\u2018', '\u2019', '\u201a', '\u201b' -> '\'';
          case '\u201c', '\u201d', '\u201e', '\u201f' -> '"';
          case '\u2028', '\u2029' -> '\n';
          default -> Character.isSurrogate(c) ? REPLACEMENT : c;
        });
  }

  private static String removeControls(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (!isRemoved(text.charAt(i))) {
        out.append(text.charAt(i));
      }
    }
    return out.toString();
  }

  /** Controls without a visible effect; blanks, joiners and directions stay. */
  private static boolean isRemoved(char c) {
    return c < 0x20 && c != '\t' && c != '\n' && c != '\f' && c != '\r'
        || c == 0x7f
        || c >= '\u206a' && c <= '\u206f'
        || c == '\ufeff'
        || c >= '\ufff9' && c <= '\ufffc';
  }
}
