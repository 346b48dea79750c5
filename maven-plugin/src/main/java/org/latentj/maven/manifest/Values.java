package org.latentj.maven.manifest;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The kinds of values that keys take. */
final class Values {
  /** Longest text: some hundred times what a text encoder reads. */
  private static final int MAX_TEXT = 20_000;

  private static final int MAX_SIDE = 8192;
  private static final Pattern SIZE = Pattern.compile("(\\d{1,5})\\s*[xX]\\s*(\\d{1,5})");

  private Values() {}

  /** A whole number in decimal digits. */
  static ValueType<Long> whole(long least, long most) {
    return text -> {
      try {
        long value = Long.parseLong(text);
        if (value >= least && value <= most) {
          return value;
        }
      } catch (NumberFormatException e) {
        // Reported below with the numbers out of range.
      }
      throw new IllegalArgumentException(
          "expected a whole number from %d to %d but got '%s'".formatted(least, most, text));
    };
  }

  /** A whole number that fits into an int. */
  static ValueType<Integer> count(int least, int most) {
    ValueType<Long> whole = whole(least, most);
    return text -> whole.parse(text).intValue();
  }

  /** A decimal number; NaN and infinity are out of every range. */
  static ValueType<Double> decimal(int least, double most) {
    return text -> {
      // Double.parseDouble also takes 0x1p3 and 1d, which no YAML reader calls numbers.
      if (text.matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?")) {
        double value = Double.parseDouble(text);
        if (value >= least && value <= most) {
          return value;
        }
      }
      throw new IllegalArgumentException(
          "expected a number from %d to %s but got '%s'"
              .formatted(
                  least, BigDecimal.valueOf(most).stripTrailingZeros().toPlainString(), text));
    };
  }

  /** {@code true} or {@code false}. */
  static ValueType<Boolean> yesOrNo() {
    return choice(Map.of("true", true, "false", false));
  }

  /** Whole numbers, a line each. */
  static ValueType<WholeNumbers> wholes(int least, int most) {
    ValueType<Integer> one = count(least, most);
    return text ->
        new WholeNumbers(
            text.isEmpty()
                ? List.of()
                : text.lines().map(String::strip).map(one::parse).sorted().distinct().toList());
  }

  /** Names, a line each. */
  static ValueType<Names> names() {
    return text -> new Names(text.lines().map(String::strip).filter(s -> !s.isEmpty()).toList());
  }

  /** Any text. */
  static ValueType<String> text() {
    return text -> {
      if (text.length() > MAX_TEXT) {
        throw new IllegalArgumentException(
            "expected at most %d characters but got %d".formatted(MAX_TEXT, text.length()));
      }
      return text.strip();
    };
  }

  /** One of some names, without regard to case. */
  static <T> ValueType<T> choice(Map<String, T> allowed) {
    return text -> {
      T value = allowed.get(text.toLowerCase(Locale.ROOT));
      if (value == null) {
        throw new IllegalArgumentException(
            "expected one of %s but got '%s'%s"
                .formatted(
                    String.join(", ", allowed.keySet().stream().sorted().toList()),
                    text,
                    Suggestion.of(text, allowed.keySet())));
      }
      return value;
    };
  }

  /** The side of a picture. */
  static ValueType<Integer> side() {
    return count(8, MAX_SIDE);
  }

  /** Width and height, for example {@code 512x768}. */
  static ValueType<Size> size() {
    return text -> {
      Matcher matcher = SIZE.matcher(text);
      if (!matcher.matches()) {
        throw new IllegalArgumentException(
            "expected a size such as 512x768 (width x height) but got '" + text + "'");
      }
      return new Size(side().parse(matcher.group(1)), side().parse(matcher.group(2)));
    };
  }
}
