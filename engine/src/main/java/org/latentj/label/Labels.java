package org.latentj.label;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds what users mean by a label. */
public final class Labels {
  private Labels() {}

  /**
   * The choice of that label, in upper or lower case.
   *
   * @param expected how the message begins, as in {@code expected a fill of}
   * @throws IllegalArgumentException if there is none; the message lists them
   */
  public static <T> T find(T[] choices, Function<T, String> label, String expected, String text) {
    return Arrays.stream(choices)
        .filter(choice -> label.apply(choice).equalsIgnoreCase(text.strip()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s %s but got '%s'"
                        .formatted(
                            expected,
                            Arrays.stream(choices).map(label).collect(Collectors.joining(", ")),
                            text)));
  }
}
