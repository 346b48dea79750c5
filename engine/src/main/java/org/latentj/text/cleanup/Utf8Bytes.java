package org.latentj.text.cleanup;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Byte strings (chars 0 to 255) that ought to be UTF-8 but were damaged on their way: {@code
 * ftfy/fixes.py: restore_byte_a0, replace_lossy_sequences} and {@code
 * ftfy/bad_codecs/utf8_variants.py}.
 */
final class Utf8Bytes {
  /** "à" as a word of its own: its second byte became the blank after it. */
  private static final Pattern A_GRAVE_WORD = Pattern.compile("\u00c3 (?! |quele|quela|quilo|s )");

  /** Sequences in which byte A0, a no-break space, became a plain space. */
  private static final Pattern SPACED =
      Pattern.compile(
          String.join(
              "|",
              "[\u00c2\u00c3\u00c5\u00ce\u00d0\u00d9] ",
              "[\u00e2\u00e3] [\u0080-\u0084\u0086-\u009f\u00a1-\u00bf]",
              "[\u00e0-\u00e3][\u0080-\u0084\u0086-\u009f\u00a1-\u00bf] ",
              "\u00f0 [\u0080-\u00bf]{2}",
              "\u00f0[\u0080-\u00bf] [\u0080-\u00bf]",
              "\u00f0[\u0080-\u00bf]{2} "));

  /** Sequences of which a byte was lost: it is 1A (or, once, a question mark) now. */
  private static final Pattern LOSSY = lossy();

  /** A surrogate pair of which each half was encoded, or Java's two-byte NUL. */
  private static final Pattern CESU8 =
      Pattern.compile(
          "\u00c0\u0080"
              + "|\u00ed([\u00a0-\u00af])([\u0080-\u00bf])\u00ed([\u00b0-\u00bf])([\u0080-\u00bf])");

  private Utf8Bytes() {}

  private static Pattern lossy() {
    String lost = "[\u001a?]";
    String rest = "[\u001a\u0080-\u00bf]";
    String three = "[\u00e0-\u00ef]";
    String four = "[\u00f0-\u00f4]";
    String high = "\u00ed[\u00a0-\u00af]";
    String low = "\u00ed[\u00b0-\u00bf]";
    return Pattern.compile(
        String.join(
            "|",
            "[\u00c2-\u00df]\u001a",
            "[\u00c2\u00c3]\\?",
            high + lost + low + "[\u001a?\u0080-\u00bf]",
            high + "[\u001a?\u0080-\u00bf]" + low + lost,
            three + lost + rest,
            three + rest + lost,
            four + lost + rest + rest,
            four + rest + lost + rest,
            four + rest + rest + lost,
            "\u001a"));
  }

  static String restoreNoBreakSpaces(String bytes) {
    String words = A_GRAVE_WORD.matcher(bytes).replaceAll("\u00c3\u00a0 ");
    return SPACED.matcher(words).replaceAll(m -> m.group().replace(' ', '\u00a0'));
  }

  /** Puts U+FFFD, as UTF-8, where a character cannot be known any more. */
  static String replaceLost(String bytes) {
    return LOSSY.matcher(bytes).replaceAll("\u00ef\u00bf\u00bd");
  }

  /** The text, if the bytes are well-formed UTF-8, CESU-8 or Java's own UTF-8. */
  static Optional<String> decode(String bytes) {
    String standard = CESU8.matcher(bytes).replaceAll(Utf8Bytes::standard);
    try {
      return Optional.of(
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(standard.getBytes(StandardCharsets.ISO_8859_1)))
              .toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static String standard(java.util.regex.MatchResult match) {
    if (match.group(1) == null) {
      return "\0";
    }
    int high = 0xd000 | bits(match, 1) << 6 | bits(match, 2);
    int low = 0xd000 | bits(match, 3) << 6 | bits(match, 4);
    byte[] utf8 =
        Character.toString(Character.toCodePoint((char) high, (char) low))
            .getBytes(StandardCharsets.UTF_8);
    return Matcher.quoteReplacement(new String(utf8, StandardCharsets.ISO_8859_1));
  }

  private static int bits(java.util.regex.MatchResult match, int group) {
    return match.group(group).charAt(0) & 0x3f;
  }
}
