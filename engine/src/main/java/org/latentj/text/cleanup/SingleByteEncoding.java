package org.latentj.text.cleanup;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A character set of 256 bytes that text may have been read in by mistake. Byte strings are strings
 * of chars 0 to 255 here, so that regular expressions apply to them.
 *
 * <p>"Sloppy" sets fill their unassigned bytes with the character of the same number, as web
 * browsers do, and let byte 1A stand for U+FFFD: after {@code ftfy/bad_codecs/sloppy.py}.
 */
final class SingleByteEncoding {
  static final SingleByteEncoding WINDOWS_1252 = new SingleByteEncoding("windows-1252", true);

  private static final List<SingleByteEncoding> SLOPPY =
      Stream.concat(
              Stream.of(WINDOWS_1252),
              Stream.of(
                      "windows-1251",
                      "windows-1250",
                      "windows-1253",
                      "windows-1254",
                      "windows-1257")
                  .filter(Charset::isSupported)
                  .map(name -> new SingleByteEncoding(name, true)))
          .toList();

  /** In the order in which they are tried; {@code ftfy/chardata.py: CHARMAP_ENCODINGS}. */
  static final List<SingleByteEncoding> ALL =
      Stream.of(
              Stream.of(new SingleByteEncoding("ISO-8859-1", false)),
              SLOPPY.stream(),
              // A runtime without the module jdk.charsets lacks the rarer ones.
              Stream.of("ISO-8859-2", "x-MacRoman", "IBM437")
                  .filter(Charset::isSupported)
                  .map(name -> new SingleByteEncoding(name, false)))
          .flatMap(s -> s)
          .toList();

  /** Those in which the lead bytes of UTF-8 are mostly letters. */
  static final List<SingleByteEncoding> LATIN_LIKE = ALL.subList(0, 1 + SLOPPY.size());

  private static final int SIZE = 256;
  private static final char SUBSTITUTE = 0x1a;
  private static final char REPLACEMENT = '\ufffd';

  private final String name;
  private final boolean sloppy;
  private final char[] characters = new char[SIZE];
  private final Map<Character, Character> bytes = new HashMap<>();

  private SingleByteEncoding(String name, boolean sloppy) {
    this.name = name;
    this.sloppy = sloppy;
    byte[] all = new byte[SIZE];
    for (int i = 0; i < SIZE; i++) {
      all[i] = (byte) i;
    }
    String decoded = new String(all, Charset.forName(name));
    for (char i = 0; i < SIZE; i++) {
      boolean assigned = decoded.charAt(i) != REPLACEMENT;
      characters[i] = assigned ? decoded.charAt(i) : i;
    }
    if (sloppy) {
      characters[SUBSTITUTE] = REPLACEMENT;
    }
    for (char i = 0; i < SIZE; i++) {
      bytes.put(characters[i], i);
    }
  }

  boolean isSloppy() {
    return sloppy;
  }

  boolean isMacRoman() {
    return name.equals("x-MacRoman");
  }

  /** The character of a byte 0 to 255. */
  char decode(int value) {
    return characters[value];
  }

  /** The characters of bytes {@code from} to {@code to}, inclusive. */
  char[] decodeRange(int from, int to) {
    return Arrays.copyOfRange(characters, from, to + 1);
  }

  /** The byte string of a text, if all its characters are in this set. */
  Optional<String> encode(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      Character value = bytes.get(text.charAt(i));
      if (value == null) {
        return Optional.empty();
      }
      out.append(value.charValue());
    }
    return Optional.of(out.toString());
  }
}
