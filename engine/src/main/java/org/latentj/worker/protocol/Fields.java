package org.latentj.worker.protocol;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads a JSON object, and says what is wrong with it. */
final class Fields {
  private final JsonObject object;

  private Fields(JsonObject object) {
    this.object = object;
  }

  /** Reads JSON text in UTF-8. */
  static Fields parse(byte[] utf8) throws ProtocolException {
    try {
      JsonElement parsed = JsonParser.parseString(new String(utf8, StandardCharsets.UTF_8));
      if (parsed.isJsonObject()) {
        return new Fields(parsed.getAsJsonObject());
      }
      throw new ProtocolException("expected a JSON object as header but got something else");
    } catch (JsonParseException e) {
      throw new ProtocolException("expected JSON as header but got something else", e);
    }
  }

  /**
   * JSON text in ASCII: whatever a prompt holds, unpaired surrogates too, comes back as it was,
   * which UTF-8 alone could not promise.
   */
  static byte[] format(JsonObject object) {
    String json = object.toString();
    StringBuilder ascii = new StringBuilder(json.length());
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (c < 0x7f) {
        ascii.append(c);
      } else {
        // Outside strings, JSON has no such characters.
        ascii.append("\\u").append(Integer.toHexString(0x10000 | c), 1, 5);
      }
    }
    return ascii.toString().getBytes(StandardCharsets.US_ASCII);
  }

  String text(String name) throws ProtocolException {
    return optionalText(name).orElseThrow(() -> missing(name, "a text"));
  }

  Optional<String> optionalText(String name) throws ProtocolException {
    JsonElement element = object.get(name);
    if (element == null) {
      return Optional.empty();
    }
    if (element instanceof JsonPrimitive primitive && primitive.isString()) {
      return Optional.of(primitive.getAsString());
    }
    throw missing(name, "a text");
  }

  int integer(String name) throws ProtocolException {
    long value = whole(name);
    if (value != (int) value) {
      throw missing(name, "a number of 32 bits");
    }
    return (int) value;
  }

  long whole(String name) throws ProtocolException {
    try {
      return Long.parseLong(number(name, "a whole number").getAsString());
    } catch (NumberFormatException e) {
      throw missing(name, "a whole number");
    }
  }

  Optional<Long> optionalWhole(String name) throws ProtocolException {
    return object.has(name) ? Optional.of(whole(name)) : Optional.empty();
  }

  double decimal(String name) throws ProtocolException {
    try {
      return Double.parseDouble(number(name, "a number").getAsString());
    } catch (NumberFormatException e) {
      throw missing(name, "a number");
    }
  }

  OptionalDouble optionalDecimal(String name) throws ProtocolException {
    return object.has(name) ? OptionalDouble.of(decimal(name)) : OptionalDouble.empty();
  }

  boolean flag(String name) throws ProtocolException {
    if (object.get(name) instanceof JsonPrimitive primitive && primitive.isBoolean()) {
      return primitive.getAsBoolean();
    }
    throw missing(name, "true or false");
  }

  <E extends Enum<E>> E choice(String name, Class<E> type) throws ProtocolException {
    String text = text(name);
    try {
      return Enum.valueOf(type, text);
    } catch (IllegalArgumentException e) {
      throw new ProtocolException(
          "expected a %s as \"%s\" but got \"%s\"".formatted(type.getSimpleName(), name, text), e);
    }
  }

  Fields object(String name) throws ProtocolException {
    return optionalObject(name).orElseThrow(() -> missing(name, "an object"));
  }

  Optional<Fields> optionalObject(String name) throws ProtocolException {
    JsonElement element = object.get(name);
    if (element == null) {
      return Optional.empty();
    }
    if (element.isJsonObject()) {
      return Optional.of(new Fields(element.getAsJsonObject()));
    }
    throw missing(name, "an object");
  }

  List<Fields> objects(String name) throws ProtocolException {
    List<Fields> objects = new ArrayList<>();
    for (JsonElement element : array(name)) {
      if (!element.isJsonObject()) {
        throw missing(name, "a list of objects");
      }
      objects.add(new Fields(element.getAsJsonObject()));
    }
    return objects;
  }

  List<String> texts(String name) throws ProtocolException {
    List<String> texts = new ArrayList<>();
    for (JsonElement element : array(name)) {
      if (!(element instanceof JsonPrimitive primitive && primitive.isString())) {
        throw missing(name, "a list of texts");
      }
      texts.add(primitive.getAsString());
    }
    return texts;
  }

  List<Double> decimals(String name) throws ProtocolException {
    List<Double> decimals = new ArrayList<>();
    for (JsonElement element : array(name)) {
      if (!(element instanceof JsonPrimitive primitive && primitive.isNumber())) {
        throw missing(name, "a list of numbers");
      }
      try {
        decimals.add(Double.parseDouble(primitive.getAsString()));
      } catch (NumberFormatException e) {
        throw missing(name, "a list of numbers");
      }
    }
    return decimals;
  }

  /** All of this object's fields, which must be texts, in their order. */
  Map<String, String> allTexts() throws ProtocolException {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String name : object.keySet()) {
      texts.put(name, text(name));
    }
    return texts;
  }

  private JsonArray array(String name) throws ProtocolException {
    if (object.get(name) instanceof JsonArray array) {
      return array;
    }
    throw missing(name, "a list");
  }

  private JsonPrimitive number(String name, String what) throws ProtocolException {
    if (object.get(name) instanceof JsonPrimitive primitive && primitive.isNumber()) {
      return primitive;
    }
    throw missing(name, what);
  }

  private static ProtocolException missing(String name, String what) {
    return new ProtocolException(
        "expected %s as \"%s\" in a header but got something else or nothing"
            .formatted(what, name));
  }
}
