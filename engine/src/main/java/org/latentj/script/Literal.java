package org.latentj.script;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Java values as TorchScript writes them. */
final class Literal {
  private Literal() {}

  static String of(Object value) {
    if (value == null) {
      return "None";
    }
    if (value instanceof Value || value instanceof Integer || value instanceof Long) {
      return value.toString();
    }
    if (value instanceof Keyword keyword) {
      return keyword.name() + "=" + of(keyword.value());
    }
    if (value instanceof Boolean flag) {
      return flag ? "True" : "False";
    }
    if (value instanceof Double number) {
      return decimal(number);
    }
    if (value instanceof String text) {
      return quoted(text);
    }
    if (value instanceof int[] numbers) {
      return Arrays.toString(numbers);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Literal::of).collect(Collectors.joining(", ", "[", "]"));
    }
    throw new IllegalArgumentException("no TorchScript literal for " + value.getClass());
  }

  private static String decimal(double number) {
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException(
          "expected a finite number, as TorchScript has no literal for others, but got " + number);
    }
    return Double.toString(number).toLowerCase(Locale.ROOT);
  }

  private static String quoted(String text) {
    // Nothing that the emitter writes needs escaping, so that escaping would hide a mistake.
    if (!text.chars().allMatch(c -> c >= ' ' && c <= '~' && c != '"' && c != '\\')) {
      throw new IllegalArgumentException(
          "expected printable ASCII without quotes and backslashes but got '" + text + "'");
    }
    return '"' + text + '"';
  }
}
