package org.latentj.sampler;

import java.util.Map;

/** Values of a scheduler's configuration file, read by type, with the defaults of its class. */
record Settings(String schedulerClass, Map<String, ?> values) {

  boolean flag(String key, boolean otherwise) {
    Object value = values.get(key);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Boolean b) {
      return b;
    }
    throw wrong(key, "true or false", value);
  }

  double number(String key, double otherwise) {
    Object value = values.get(key);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Number n) {
      return n.doubleValue();
    }
    throw wrong(key, "a number", value);
  }

  int integer(String key, int otherwise) {
    double value = number(key, otherwise);
    if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
      throw wrong(key, "a whole number", values.get(key));
    }
    return (int) value;
  }

  String text(String key, String otherwise) {
    Object value = values.get(key);
    return value == null ? otherwise : value.toString();
  }

  /** Refuses a setting that is not at the one value that this engine supports. */
  void refuse(String key, boolean refused) {
    if (refused) {
      throw new IllegalArgumentException(
          "%s with %s = %s is not supported; remove the setting or use another sampler"
              .formatted(schedulerClass, key, text(key, "its default")));
    }
  }

  IllegalArgumentException wrong(String key, String expected, Object value) {
    return new IllegalArgumentException(
        "%s: expected %s to be %s but got %s".formatted(schedulerClass, key, expected, value));
  }
}
