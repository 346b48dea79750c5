package org.latentj.text.cleanup;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Tells mojibake from text by pairs of characters that hardly meet otherwise. The kinds of
 * characters and the pairs are those of ftfy 6 (Apache License 2.0), {@code ftfy/badness.py}; the
 * lead and continuation characters are computed, where {@code ftfy/chardata.py} lists them.
 */
final class MojibakeHeuristic {
  private static final String COMMON = "\u00a0\u00ad·´–—―…’";
  private static final String CONTROL = "\u0080-\u009f";
  private static final String BAD = "¦¤¨¬¯¸ƒˆˇ˘˛˜†‡‰⌐◊\ufffdªº";
  private static final String LAW = "¶§";
  private static final String CURRENCY = "¢£¥₧€";
  private static final String OPENING = "¡«¿©΄΅‘‚“„•‹\uf8ff";
  private static final String CLOSING = "®»˝”›™";
  private static final String NUMERIC = "²³¹±¼½¾×µ÷⁄∂∆∏∑√∞∩∫≈≠≡≤≥№";
  private static final String FACE = "Ò-ÖÙ-Üò-öø-üŐŌŪŲ°";
  private static final String UPPER = "À-ÑØÜÝĂĀĄĆČĎĐĘĚĒĖĞĢİĪĶĹĽŁĻŃŇŅŒŘŚŞŠŢŤŮŰŸŹŻŽҐ";
  private static final String LOWER = "ßà-ñăąāćčďđęěēėğģįīķĺľłļœŕśşšťüźżžґﬁﬂ";
  private static final String UPPER_COMMON = "ÞΑ-ΩΆΈΉΊΌΎΏΪΫЁ-Я";
  private static final String LOWER_COMMON = "α-ωάέήίΰа-џ";
  private static final String BOX = "│┌┐┘├┤┬┼═-╬▀▄█▌▐░▒▓";
  private static final String ACCENTED = LOWER + UPPER;
  private static final String SIGN = BOX + OPENING + CLOSING + CURRENCY + NUMERIC + LAW;

  private static final Pattern IMPROBABLE =
      Pattern.compile(
          String.join(
              "|",
              any(CONTROL),
              any(BAD + ACCENTED + SIGN) + any(BAD),
              "[a-zA-Z]" + any(LOWER_COMMON + UPPER_COMMON) + any(BAD),
              any(BAD) + any(ACCENTED + SIGN),
              any(LOWER + LOWER_COMMON + BOX + CLOSING + CURRENCY + NUMERIC) + any(UPPER),
              any(BOX + CLOSING + CURRENCY + NUMERIC) + any(LOWER),
              any(LOWER + BOX + CLOSING) + any(CURRENCY),
              "\\s" + any(UPPER) + any(CURRENCY),
              any(UPPER + BOX) + any(NUMERIC + LAW),
              any(ACCENTED + BOX + CURRENCY + CLOSING) + any(OPENING) + any(NUMERIC),
              any(ACCENTED + CURRENCY + NUMERIC + BOX + LAW) + any(CLOSING) + any(OPENING),
              any(CURRENCY + NUMERIC + BOX) + any(OPENING),
              "[a-z]" + any(UPPER) + any(OPENING + CURRENCY),
              any(BOX) + any(FACE),
              any(ACCENTED + CURRENCY + NUMERIC + OPENING + CLOSING + LAW) + any(BOX),
              any(BOX) + any(CLOSING),
              any(ACCENTED) + any(OPENING + CLOSING) + "\\w",
              "[Œœ][^A-Za-z]",
              any(UPPER) + "°",
              // Two characters in windows-1252.
              "[ÂÃÎÐ]" + any("€œŠš¢£Ÿž\u00a0\u00ad®©°·»–—´" + OPENING + CLOSING),
              "×[²³]",
              // Two letters of Arabic in windows-1252.
              "([ØÙ]" + any(COMMON + CURRENCY + BAD + NUMERIC + OPENING + "ŸŠ®°µ»") + "){2}",
              // South Asian scripts in windows-1252.
              "à[²µ¹¼½¾]",
              // Mac Roman.
              "√[±∂†≠®™´≤≥¥µø]",
              "≈[°¢]",
              "‚Ä[ìîïòôúùû†°¢π]",
              "‚[âó][àä°ê]",
              // windows-1251: punctuation, letters, and letters read twice.
              "вЂ",
              "[ВГРС]" + any(CONTROL + BAD + OPENING + CLOSING + CURRENCY + "°µ") + "[ВГРС]",
              "ГўВЂВ.[A-Za-z ]",
              // A no-break space, and "à" with one.
              "Ã[\u00a0¡]",
              "[a-z]\\s?[ÃÂ] ",
              "^[ÃÂ] ",
              any("a-z.,?!" + CLOSING) + "Â" + any(" " + OPENING + CLOSING),
              // windows-1253: punctuation and letters; windows-1257: punctuation.
              "β€[™\u00a0Ά\u00ad®°]",
              "[ΒΓΞΟ]" + any(CONTROL + BAD + OPENING + CLOSING + CURRENCY + "°") + "[ΒΓΞΟ]",
              "ā€"),
          Pattern.UNICODE_CHARACTER_CLASS);

  private static final Set<Character> FIRST_OF_TWO = characters(0xc2, 0xdf);
  private static final Set<Character> FIRST_OF_THREE = characters(0xe0, 0xef);
  private static final Set<Character> FIRST_OF_FOUR = firstOfFour();
  private static final Set<Character> CONTINUATION = characters(0x80, 0xbf);

  /** Continuations that also stand for themselves next to mojibake. */
  private static final String ORDINARY = " –—―‘’‚“”„•…";

  private MojibakeHeuristic() {}

  private static String any(String characters) {
    return "[" + characters + "]";
  }

  private static Set<Character> characters(int from, int to) {
    return SingleByteEncoding.LATIN_LIKE.stream()
        .map(e -> new String(e.decodeRange(from, to)))
        .flatMap(s -> s.chars().mapToObj(c -> (char) c))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<Character> firstOfFour() {
    Set<Character> first = characters(0xf0, 0xf0);
    first.addAll(characters(0xf3, 0xf3));
    return first;
  }

  /** Whether some part of the text is probably mojibake. */
  static boolean isBad(String text) {
    return IMPROBABLE.matcher(text).find();
  }

  /**
   * The end of the run of characters from {@code start} that look like UTF-8 sequences; {@code
   * start} itself if there is none, or if it would begin within a sequence.
   */
  static int sequenceEnd(String text, int start) {
    if (start > 0
        && CONTINUATION.contains(text.charAt(start - 1))
        && ORDINARY.indexOf(text.charAt(start - 1)) < 0) {
      return start;
    }
    int end = start;
    while (end < text.length()) {
      int length = sequenceLength(text.charAt(end));
      if (length == 0 || !continues(text, end + 1, end + length)) {
        return end;
      }
      end += length;
    }
    return end;
  }

  private static int sequenceLength(char first) {
    return FIRST_OF_TWO.contains(first)
        ? 2
        : FIRST_OF_THREE.contains(first) ? 3 : FIRST_OF_FOUR.contains(first) ? 4 : 0;
  }

  private static boolean continues(String text, int from, int to) {
    return to <= text.length()
        && text.substring(from, to)
            .chars()
            .allMatch(c -> c == ' ' || CONTINUATION.contains((char) c));
  }
}
