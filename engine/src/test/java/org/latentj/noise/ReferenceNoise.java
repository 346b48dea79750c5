package org.latentj.noise;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;
import org.latentj.tensor.StoredTensor;

/** Tensors that PyTorch 1.13.1 drew on a CPU, and the rows that say which seed gave which. */
final class ReferenceNoise {
  private final ByteBuffer file;
  private final JsonObject header;

  /**
   * One line of the index.
   *
   * @param key tensor name, or a prefix and {@code *} for several drawn from one generator
   * @param seed of the generator
   * @param shape of a single tensor
   * @param shapes_in_order of a sequence
   */
  record Row(String key, long seed, long[] shape, long[][] shapes_in_order) {
    List<Shape> shapes() {
      return shape == null
          ? Arrays.stream(shapes_in_order).map(Shape::of).toList()
          : List.of(Shape.of(shape));
    }

    /** The tensor name of draw {@code i}. */
    String name(int i) {
      return key.replace("*", Integer.toString(i));
    }

    @Override
    public String toString() {
      return key;
    }
  }

  private ReferenceNoise(byte[] bytes) {
    ByteBuffer all = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    byte[] json = new byte[Math.toIntExact(all.getLong())];
    all.get(json);
    header = JsonParser.parseString(new String(json, StandardCharsets.UTF_8)).getAsJsonObject();
    file = all.slice();
  }

  static ReferenceNoise load() {
    try (InputStream in = open("torch-cpu-randn.safetensors")) {
      return new ReferenceNoise(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Row> rows() {
    try (Reader in =
        new InputStreamReader(open("torch-cpu-randn.rows.json"), StandardCharsets.UTF_8)) {
      return List.of(new Gson().fromJson(in, Row[].class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  StoredTensor tensor(String name) {
    JsonObject entry = header.getAsJsonObject(name);
    Gson gson = new Gson();
    Shape shape = Shape.of(gson.fromJson(entry.get("shape"), long[].class));
    int[] range = gson.fromJson(entry.get("data_offsets"), int[].class);
    Optional<ElementType> type = ElementType.ofSafetensorsName(entry.get("dtype").getAsString());
    return new StoredTensor(
        name, type.orElseThrow(), shape, file.slice(range[0], range[1] - range[0]));
  }

  FloatTensor floats(String name) {
    return tensor(name).toFloats();
  }

  private static InputStream open(String name) {
    return ReferenceNoise.class.getResourceAsStream(name);
  }
}
