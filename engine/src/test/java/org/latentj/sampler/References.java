package org.latentj.sampler;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;
import org.latentj.tensor.StoredTensor;

/** Numbers computed with diffusers, next to this class in the test resources. */
final class References {
  private static final Gson GSON = new Gson();

  private References() {}

  static JsonArray array(String file) {
    return JsonParser.parseString(text(file)).getAsJsonArray();
  }

  static JsonObject object(String file) {
    return JsonParser.parseString(text(file)).getAsJsonObject();
  }

  /** Settings of a scheduler as a map of plain values. */
  static Map<String, Object> settings(JsonObject json) {
    Map<String, Object> out = new LinkedHashMap<>();
    json.entrySet().forEach(e -> out.put(e.getKey(), GSON.fromJson(e.getValue(), Object.class)));
    return out;
  }

  static float[] floats(JsonArray json) {
    return GSON.fromJson(json, float[].class);
  }

  /** All tensors of a safetensors file. */
  static Map<String, FloatTensor> tensors(String file) {
    ByteBuffer all = ByteBuffer.wrap(bytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int header = Math.toIntExact(all.getLong(0));
    String json = new String(all.array(), Long.BYTES, header, StandardCharsets.UTF_8);
    Map<String, FloatTensor> out = new LinkedHashMap<>();
    for (var entry : JsonParser.parseString(json).getAsJsonObject().entrySet()) {
      JsonObject row = entry.getValue().getAsJsonObject();
      if (entry.getKey().equals("__metadata__")) {
        continue;
      }
      JsonArray offsets = row.getAsJsonArray("data_offsets");
      int begin = offsets.get(0).getAsInt();
      ByteBuffer data = all.slice(Long.BYTES + header + begin, offsets.get(1).getAsInt() - begin);
      ElementType type =
          ElementType.ofSafetensorsName(row.get("dtype").getAsString()).orElseThrow();
      Shape shape = Shape.of(GSON.fromJson(row.get("shape"), long[].class));
      out.put(entry.getKey(), new StoredTensor(entry.getKey(), type, shape, data).toFloats());
    }
    return out;
  }

  private static String text(String file) {
    return new String(bytes(file), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String file) {
    try (InputStream in = References.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalArgumentException("no test resource " + file);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
