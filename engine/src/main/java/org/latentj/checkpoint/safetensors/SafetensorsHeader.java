package org.latentj.checkpoint.safetensors;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.Shape;

/**
 * Parses the JSON header of a safetensors file. Matches the reference reader (huggingface
 * safetensors, {@code tensor.rs}, {@code Metadata::validate}) and is stricter where that is
 * lenient: duplicate keys are refused.
 */
final class SafetensorsHeader {
  /**
   * No Stable Diffusion file has over 3000 tensors; a bound keeps a hostile header off the heap.
   */
  static final int MAX_TENSORS = 100_000;

  private static final int MAX_STRING = 16 << 20;
  private static final int MAX_RANK = 32;
  private static final int MAX_NAME = 1000;
  private static final int MAX_KEPT_REMARK = 4096;

  private final Map<String, Entry> tensors = new LinkedHashMap<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();

  /**
   * Where a tensor lies.
   *
   * @param begin first byte, counted from the end of the header
   * @param end one past the last byte
   */
  record Entry(ElementType type, Shape shape, long begin, long end) {}

  private SafetensorsHeader() {}

  /**
   * Parses {@code json}.
   *
   * @throws IOException with what is wrong, without the file's name
   */
  static SafetensorsHeader parse(Reader json) throws IOException {
    SafetensorsHeader header = new SafetensorsHeader();
    try (JsonReader in = new JsonReader(new BoundedStringReader(json, MAX_STRING))) {
      beStrict(in);
      in.beginObject();
      while (in.hasNext()) {
        header.member(in, in.nextName());
      }
      in.endObject();
      if (in.peek() != JsonToken.END_DOCUMENT) {
        throw new IOException("there is text after the header's closing brace");
      }
    } catch (IllegalStateException | IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
    return header;
  }

  private static void beStrict(JsonReader in) {
    try {
      in.setStrictness(Strictness.STRICT);
    } catch (LinkageError e) {
      // Fiji's own process has gson 2.10, whose readers know but one way: as strict as this, but
      // for raw control characters, odd escapes and the case of literals.
    }
  }

  Map<String, Entry> tensors() {
    return tensors;
  }

  Map<String, String> metadata() {
    return metadata;
  }

  private void member(JsonReader in, String name) throws IOException {
    if (name.equals("__metadata__")) {
      remarks(in);
      return;
    }
    if (tensors.size() == MAX_TENSORS) {
      throw new IOException("there are more than " + MAX_TENSORS + " tensors");
    }
    if (name.length() > MAX_NAME) {
      throw new IOException(
          "a tensor's name has %d characters; at most %d are allowed"
              .formatted(name.length(), MAX_NAME));
    }
    try {
      if (tensors.put(name, entry(in)) != null) {
        throw new IOException("it is listed twice");
      }
    } catch (IOException | IllegalStateException | IllegalArgumentException e) {
      throw new IOException("tensor " + name + ": " + e.getMessage(), e);
    }
  }

  private void remarks(JsonReader in) throws IOException {
    if (in.peek() == JsonToken.NULL) {
      in.nextNull();
      return;
    }
    in.beginObject();
    while (in.hasNext()) {
      String key = in.nextName();
      if (in.peek() != JsonToken.STRING) {
        throw new IOException("expected __metadata__ to hold strings but found " + in.peek());
      }
      String value = in.nextString();
      boolean keep = value.length() <= MAX_KEPT_REMARK && metadata.size() < 1000;
      if (keep && metadata.put(key, value) != null) {
        throw new IOException("__metadata__ has the key " + shortened(key) + " twice");
      }
    }
    in.endObject();
  }

  private static Entry entry(JsonReader in) throws IOException {
    ElementType type = null;
    Shape shape = null;
    List<Long> offsets = null;
    in.beginObject();
    while (in.hasNext()) {
      String field = in.nextName();
      if (field.equals("dtype") && type == null) {
        type = type(in.nextString());
      } else if (field.equals("shape") && shape == null) {
        shape = Shape.of(numbers(in, MAX_RANK));
      } else if (field.equals("data_offsets") && offsets == null) {
        offsets = numbers(in, 2);
      } else {
        throw new IOException(
            "expected dtype, shape and data_offsets once each but found " + shortened(field));
      }
    }
    in.endObject();
    if (type == null || shape == null || offsets == null || offsets.size() != 2) {
      throw new IOException("expected dtype, shape and two data_offsets but not all are there");
    }
    return sized(new Entry(type, shape, offsets.get(0), offsets.get(1)));
  }

  private static Entry sized(Entry entry) throws IOException {
    long needed;
    try {
      needed = Math.multiplyExact(entry.shape().elements(), (long) entry.type().bytes());
    } catch (ArithmeticException e) {
      throw new IOException("shape " + entry.shape() + " is too large", e);
    }
    if (entry.end() < entry.begin() || entry.end() - entry.begin() != needed) {
      throw new IOException(
          "shape %s of %s needs %d bytes but data_offsets are [%d, %d]"
              .formatted(entry.shape(), entry.type(), needed, entry.begin(), entry.end()));
    }
    return entry;
  }

  private static ElementType type(String name) throws IOException {
    return ElementType.ofSafetensorsName(name)
        .orElseThrow(
            () ->
                new IOException(
                    "dtype %s is not supported; supported are %s"
                        .formatted(shortened(name), List.of(ElementType.values()))));
  }

  private static List<Long> numbers(JsonReader in, int most) throws IOException {
    List<Long> numbers = new ArrayList<>();
    in.beginArray();
    while (in.hasNext()) {
      // nextLong would also take "12" in quotes.
      if (in.peek() != JsonToken.NUMBER || numbers.size() == most) {
        throw new IOException("expected at most " + most + " numbers in an array");
      }
      long number = in.nextLong();
      if (number < 0) {
        throw new IOException("expected numbers of 0 or more but found " + number);
      }
      numbers.add(number);
    }
    in.endArray();
    return numbers;
  }

  private static String shortened(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200) + "...";
  }
}
