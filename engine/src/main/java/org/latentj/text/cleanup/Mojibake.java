package org.latentj.text.cleanup;

import java.util.Optional;

/**
 * Repairs UTF-8 that was read in a single-byte character set, possibly several times over: {@code
 * ftfy/__init__.py: fix_encoding}.
 */
final class Mojibake {
  private Mojibake() {}

  static String repair(String text) {
    String current = text;
    while (true) {
      String next = repairOnce(current);
      if (next.equals(current)) {
        return current;
      }
      current = next;
    }
  }

  private static String repairOnce(String text) {
    if (isAscii(text) || !MojibakeHeuristic.isBad(text)) {
      return text;
    }
    for (SingleByteEncoding encoding : SingleByteEncoding.ALL) {
      Optional<String> decoded = encoding.encode(text).flatMap(b -> reread(encoding, b));
      if (decoded.isPresent()) {
        return decoded.get();
      }
    }
    String partly = repairSequences(text);
    return partly.equals(text) ? readControls(text) : partly;
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  private static Optional<String> reread(SingleByteEncoding encoding, String bytes) {
    // In Mac Roman, byte E2 and a blank are a normal "‚ ", or D0 and a blank a dash.
    String restored = encoding.isMacRoman() ? bytes : Utf8Bytes.restoreNoBreakSpaces(bytes);
    return Utf8Bytes.decode(encoding.isSloppy() ? Utf8Bytes.replaceLost(restored) : restored);
  }

  /** Repairs those parts that look like UTF-8 by themselves. */
  private static String repairSequences(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      int end = MojibakeHeuristic.sequenceEnd(text, i);
      if (end == i) {
        out.append(text.charAt(i++));
        continue;
      }
      String part = text.substring(i, end);
      // The whole text has been tried; only a shorter part can bring anything new.
      boolean repairable = part.length() < text.length() && MojibakeHeuristic.isBad(part);
      out.append(repairable ? repair(part) : part);
      i = end;
    }
    return out.toString();
  }

  private static String readControls(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (char c : text.toCharArray()) {
      out.append(c >= 0x80 && c <= 0x9f ? SingleByteEncoding.WINDOWS_1252.decode(c) : c);
    }
    return out.toString();
  }
}
