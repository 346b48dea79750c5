package org.latentj.conformance;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * A JSON object of the pack with checked access: a missing member is an error that names it.
 *
 * @param where what the object belongs to, for messages
 * @param members the object
 */
record CaseParameters(String where, JsonObject members) {

  /** Without members. */
  static CaseParameters empty(String where) {
    return new CaseParameters(where, new JsonObject());
  }

  /** Whether the member is there and not null. */
  boolean has(String key) {
    return members.has(key) && !members.get(key).isJsonNull();
  }

  String text(String key) {
    return element(key).getAsString();
  }

  String text(String key, String otherwise) {
    return has(key) ? text(key) : otherwise;
  }

  int integer(String key) {
    return element(key).getAsInt();
  }

  long wide(String key) {
    return element(key).getAsLong();
  }

  double number(String key) {
    return element(key).getAsDouble();
  }

  double number(String key, double otherwise) {
    return has(key) ? number(key) : otherwise;
  }

  double[] numbers(String key) {
    JsonArray array = element(key).getAsJsonArray();
    double[] out = new double[array.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = array.get(i).getAsDouble();
    }
    return out;
  }

  /** An array of strings, or a single string as an array of one. */
  List<String> texts(String key) {
    JsonElement element = element(key);
    if (!element.isJsonArray()) {
      return List.of(element.getAsString());
    }
    List<String> out = new ArrayList<>();
    element.getAsJsonArray().forEach(e -> out.add(e.getAsString()));
    return out;
  }

  /** The object member {@code key}. */
  CaseParameters object(String key) {
    return new CaseParameters(where + "." + key, element(key).getAsJsonObject());
  }

  /** The array member {@code key}, whose elements are objects. */
  List<CaseParameters> objects(String key) {
    return of(where + "." + key, element(key).getAsJsonArray());
  }

  /** The objects in an array. */
  static List<CaseParameters> of(String where, JsonArray array) {
    List<CaseParameters> out = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      out.add(new CaseParameters(where + "[" + i + "]", array.get(i).getAsJsonObject()));
    }
    return out;
  }

  JsonElement element(String key) {
    if (!has(key)) {
      throw new IllegalArgumentException(where + " has no '" + key + "'");
    }
    return members.get(key);
  }
}
