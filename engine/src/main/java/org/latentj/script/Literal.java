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
      return number.toString().toLowerCase(Locale.ROOT);
    }
    if (value instanceof String text) {
      return '"' + text + '"';
    }
    if (value instanceof int[] numbers) {
      return Arrays.toString(numbers);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Literal::of).collect(Collectors.joining(", ", "[", "]"));
    }
    throw new IllegalArgumentException("no TorchScript literal for " + value.getClass());
  }
}
