package org.latentj.text.cleanup;

import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Character references of HTML 5, read as Python's {@code html.unescape} does, and as ftfy does,
 * which leaves the ambiguous ones alone.
 */
final class HtmlEntities {
  private static final Pattern REFERENCE =
      Pattern.compile("&(#[0-9]++;?|#[xX][0-9a-fA-F]++;?|[^\t\n\f <&#;]{1,32};?)");
  private static final Pattern UNAMBIGUOUS = Pattern.compile("&#?[0-9A-Za-z]{1,24};");
  private static final String REPLACEMENT = "\ufffd";

  private HtmlEntities() {}

  /**
   * Reads references as a browser does: {@code &amp} without semicolon and the beginning of {@code
   * &notanentity;} count too.
   */
  static String unescape(String text) {
    return replace(REFERENCE, text);
  }

  /**
   * Reads only names that end in a semicolon, and numbers; also names of small letters that were
   * put into capitals ({@code &EACUTE;} is É). After {@code ftfy/fixes.py: unescape_html}.
   */
  static String unescapeUnambiguous(String text) {
    return UNAMBIGUOUS
        .matcher(text)
        .replaceAll(m -> Matcher.quoteReplacement(unambiguous(m.group())));
  }

  private static String replace(Pattern pattern, String text) {
    return pattern.matcher(text).replaceAll(m -> Matcher.quoteReplacement(browser(m)));
  }

  private static String unambiguous(String reference) {
    if (reference.startsWith("&#")) {
      String read = unescape(reference);
      return read.contains(";") ? reference : read;
    }
    String name = reference.substring(1, reference.length() - 1);
    String exact = EntityTable.of(name);
    if (exact != null) {
      return exact;
    }
    String small = EntityTable.of(name.toLowerCase(Locale.ROOT));
    boolean capitals = name.equals(name.toUpperCase(Locale.ROOT));
    return small != null && capitals && unescape(reference).equals(reference)
        ? small.toUpperCase(Locale.ROOT)
        : reference;
  }

  private static String browser(MatchResult match) {
    String reference = match.group(1);
    if (reference.startsWith("#")) {
      return number(reference.endsWith(";") ? chop(reference) : reference);
    }
    String exact = reference.endsWith(";") ? EntityTable.of(chop(reference)) : null;
    if (exact != null) {
      return exact;
    }
    for (int end = reference.length(); end > 1; end--) {
      String prefix = EntityTable.ofBare(reference.substring(0, end));
      if (prefix != null) {
        return prefix + reference.substring(end);
      }
    }
    return match.group();
  }

  private static String chop(String text) {
    return text.substring(0, text.length() - 1);
  }

  /** The character of {@code #123} or {@code #x7b}; nothing if it is none. */
  private static String number(String reference) {
    boolean hexadecimal = Character.toLowerCase(reference.charAt(1)) == 'x';
    String digits = reference.substring(hexadecimal ? 2 : 1).replaceFirst("^0+(?=.)", "");
    // More digits than a code point has cannot be one, and would not fit an int.
    int code =
        digits.length() > 7 ? Integer.MAX_VALUE : Integer.parseInt(digits, hexadecimal ? 16 : 10);
    if (code == 0 || code > Character.MAX_CODE_POINT || code >= 0xd800 && code <= 0xdfff) {
      return REPLACEMENT;
    }
    if (code >= 0x80 && code <= 0x9f) {
      return String.valueOf(SingleByteEncoding.WINDOWS_1252.decode(code));
    }
    return isForbidden(code) ? "" : Character.toString(code);
  }

  private static boolean isForbidden(int code) {
    return code < 0x20 && code != '\t' && code != '\n' && code != '\f' && code != '\r'
        || code == 0x7f
        || code >= 0xfdd0 && code <= 0xfdef
        || (code & 0xfffe) == 0xfffe;
  }
}
