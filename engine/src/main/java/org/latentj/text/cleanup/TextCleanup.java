package org.latentj.text.cleanup;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What OpenAI's CLIP does to a text before it splits it into tokens: {@code clip/
 * simple_tokenizer.py: basic_clean, whitespace_clean} and lower case. Pure functions.
 */
public final class TextCleanup {
  private static final Pattern BLANKS = Pattern.compile("\\s++", Pattern.UNICODE_CHARACTER_CLASS);

  private TextCleanup() {}

  /**
   * Cleans a text.
   *
   * @param text any string, unpaired surrogates included
   * @return text without control characters or unpaired surrogates, in lower case, with single
   *     spaces between words and none at the ends
   */
  public static String clean(String text) {
    String fixed = TextFixer.fix(text);
    String plain = HtmlEntities.unescape(HtmlEntities.unescape(fixed));
    return collapse(plain).toLowerCase(Locale.ROOT);
  }

  private static String collapse(String text) {
    String single = BLANKS.matcher(text).replaceAll(" ");
    int start = single.startsWith(" ") ? 1 : 0;
    int end = single.endsWith(" ") ? single.length() - 1 : single.length();
    return single.substring(start, Math.max(start, end));
  }
}
