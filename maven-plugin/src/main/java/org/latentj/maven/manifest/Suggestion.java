package org.latentj.maven.manifest;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Guesses which name was meant. */
final class Suggestion {
  private Suggestion() {}

  /** {@code ; did you mean 'steps'?}, or nothing if no name is near. */
  static String of(String given, Collection<String> names) {
    String wanted = plain(given);
    // A third of the letters may be wrong: more, and any short word is near any other.
    int most = Math.max(1, wanted.length() / 3);
    return names.stream()
        .filter(name -> distance(wanted, plain(name)) <= most)
        .min(Comparator.comparingInt(name -> distance(wanted, plain(name))))
        .map(name -> "; did you mean '" + name + "'?")
        .orElse("");
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]+", "");
  }

  /** Letters to insert, delete, replace or swap with their neighbour (Damerau 1964). */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(replaced, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
