package org.latentj.model;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One JSON configuration file with checked access to its members. A member that is missing or null
 * takes the default, as in Python's {@code from_config}.
 */
final class ConfigFile {
  private static final long MAX_SIZE = 16 << 20;
  private static final int MAX_VALUE = 1 << 24;
  private static final int MAX_LIST = 16;

  private final Path path;
  private final JsonObject members;

  private ConfigFile(Path path, JsonObject members) {
    this.path = path;
    this.members = members;
  }

  static ConfigFile read(Path path) throws IOException {
    if (Files.size(path) > MAX_SIZE) {
      throw new InvalidConfigException(path, "a configuration of over 16 MiB");
    }
    try {
      String json = Files.readString(path, StandardCharsets.UTF_8);
      return new ConfigFile(path, JsonParser.parseString(json).getAsJsonObject());
    } catch (JsonParseException | IllegalStateException e) {
      throw new InvalidConfigException(path, "expected a JSON object: " + e.getMessage(), e);
    } catch (CharacterCodingException e) {
      throw new InvalidConfigException(path, "expected JSON in UTF-8", e);
    }
  }

  Path path() {
    return path;
  }

  boolean has(String key) {
    return members.has(key) && !members.get(key).isJsonNull();
  }

  /** The same file, but looking into its member {@code key} if that is an object. */
  ConfigFile inside(String key) {
    return members.get(key) instanceof JsonObject object ? new ConfigFile(path, object) : this;
  }

  boolean isObject(String key) {
    return members.get(key) instanceof JsonObject;
  }

  String text(String key, String otherwise) throws InvalidConfigException {
    if (!has(key)) {
      return otherwise;
    }
    if (members.get(key).isJsonPrimitive()) {
      return members.get(key).getAsString();
    }
    throw wrong(key, "text");
  }

  boolean flag(String key, boolean otherwise) throws InvalidConfigException {
    if (!has(key)) {
      return otherwise;
    }
    if (members.get(key).isJsonPrimitive() && members.get(key).getAsJsonPrimitive().isBoolean()) {
      return members.get(key).getAsBoolean();
    }
    throw wrong(key, "true or false");
  }

  double number(String key, double otherwise) throws InvalidConfigException {
    if (!has(key)) {
      return otherwise;
    }
    if (!isNumber(members.get(key))) {
      throw wrong(key, "a number");
    }
    double value = members.get(key).getAsDouble();
    if (Double.isFinite(value)) {
      return value;
    }
    throw wrong(key, "a finite number");
  }

  int size(String key, int otherwise) throws InvalidConfigException {
    return has(key) ? size(key, members.get(key)) : otherwise;
  }

  /** A list of sizes; a single number stands for {@code length} equal ones. */
  List<Integer> sizes(String key, int otherwise, int length) throws InvalidConfigException {
    List<Integer> sizes = new ArrayList<>();
    if (has(key) && members.get(key).isJsonArray()) {
      for (JsonElement element : array(key)) {
        sizes.add(size(key, element));
      }
      if (sizes.size() != length) {
        throw wrong(key, length + " numbers, one for each level");
      }
      return sizes;
    }
    int all = size(key, otherwise);
    for (int i = 0; i < length; i++) {
      sizes.add(all);
    }
    return sizes;
  }

  /** A list of sizes of any length. */
  List<Integer> sizes(String key, List<Integer> otherwise) throws InvalidConfigException {
    if (!has(key)) {
      return otherwise;
    }
    List<Integer> sizes = new ArrayList<>();
    for (JsonElement element : array(key)) {
      sizes.add(size(key, element));
    }
    return sizes;
  }

  /** A list of as many finite numbers as {@code otherwise} has. */
  List<Double> numbers(String key, List<Double> otherwise) throws InvalidConfigException {
    if (!has(key)) {
      return otherwise;
    }
    List<Double> numbers = new ArrayList<>();
    for (JsonElement element : array(key)) {
      if (!isNumber(element) || !Double.isFinite(element.getAsDouble())) {
        throw wrong(key, "a list of numbers");
      }
      numbers.add(element.getAsDouble());
    }
    if (numbers.size() != otherwise.size()) {
      throw wrong(key, otherwise.size() + " numbers");
    }
    return numbers;
  }

  List<String> texts(String key, List<String> otherwise) throws InvalidConfigException {
    if (!has(key)) {
      return otherwise;
    }
    List<String> texts = new ArrayList<>();
    for (JsonElement element : array(key)) {
      if (!element.isJsonPrimitive()) {
        throw wrong(key, "a list of names");
      }
      texts.add(element.getAsString());
    }
    return texts;
  }

  /** Whether {@code key} names a library and a class, as components of a model index do. */
  boolean namesClass(String key) {
    return members.get(key) instanceof JsonArray component
        && component.size() == 2
        && !component.get(1).isJsonNull();
  }

  /** Refuses every value of {@code key} but null, absence and {@code only}. */
  void require(String key, String only) throws InvalidConfigException {
    if (has(key) && !members.get(key).toString().replace("\"", "").equals(only)) {
      throw wrong(key, only + " (other variants are not supported)");
    }
  }

  /** Refuses every value of {@code key} but null, absence and false. */
  void requireAbsent(String... keys) throws InvalidConfigException {
    for (String key : keys) {
      require(key, "false");
    }
  }

  InvalidConfigException wrong(String key, String expected) {
    String found = String.valueOf(members.get(key));
    String shown = found.length() <= 200 ? found : found.substring(0, 200) + "...";
    return new InvalidConfigException(
        path, "expected %s to be %s but found %s".formatted(key, expected, shown));
  }

  private int size(String key, JsonElement element) throws InvalidConfigException {
    try {
      if (isNumber(element)) {
        int size = element.getAsBigDecimal().intValueExact();
        if (size >= 0 && size <= MAX_VALUE) {
          return size;
        }
        throw wrong(key, "between 0 and " + MAX_VALUE);
      }
    } catch (ArithmeticException | NumberFormatException e) {
      throw wrong(key, "a whole number");
    }
    throw wrong(key, "a whole number");
  }

  /** Gson's own conversions also take text, and arrays of one number. */
  private static boolean isNumber(JsonElement element) {
    return element.isJsonPrimitive() && element.getAsJsonPrimitive().isNumber();
  }

  private JsonArray array(String key) throws InvalidConfigException {
    if (members.get(key) instanceof JsonArray array
        && !array.isEmpty()
        && array.size() <= MAX_LIST) {
      return array;
    }
    throw wrong(key, "a list of 1 to " + MAX_LIST);
  }
}
