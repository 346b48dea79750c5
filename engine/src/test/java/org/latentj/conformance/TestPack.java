package org.latentj.conformance;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.latentj.checkpoint.safetensors.SafetensorsWriter;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;
import org.latentj.tensor.StoredTensor;

/** A pack that a test writes, case by case, or a copy of the project's own. */
final class TestPack {
  private final Path root;
  private final JsonArray entries = new JsonArray();
  private final Map<String, StoredTensor> tensors = new LinkedHashMap<>();

  private TestPack(Path root) {
    this.root = root;
  }

  /** The project's pack among the test resources; not to be written to. */
  static Path resources() {
    try {
      Path index = Path.of(TestPack.class.getResource("/conformance/cases/index.json").toURI());
      return index.getParent().getParent();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static TestPack in(Path root) {
    return new TestPack(root);
  }

  /** Copies files or folders of the project's pack. */
  TestPack copy(String... names) {
    for (String name : names) {
      Path from = resources().resolve(name);
      try (Stream<Path> files = Files.walk(from)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Path to = root.resolve(resources().relativize(file).toString());
          Files.createDirectories(to.getParent());
          Files.copy(file, to);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return this;
  }

  /** The entry of a case in the project's pack. */
  static JsonObject entryOf(String id) throws IOException {
    for (CaseEntry entry : Pack.open(resources()).entries()) {
      if (entry.id().equals(id)) {
        return entry.index().members().deepCopy();
      }
    }
    throw new IllegalArgumentException("no case " + id);
  }

  /** Lists a case of the project's pack; its file must be copied too. */
  TestPack listed(String id) throws IOException {
    return listed(entryOf(id));
  }

  /** Lists a case. */
  TestPack listed(JsonObject entry) {
    entries.add(entry);
    return this;
  }

  /** Lists a case, with {@code '} in the place of quotes; {@code file} is {@code cases/<id>}. */
  TestPack listed(String id, String kind, String params, double limit) {
    JsonObject entry = new JsonObject();
    entry.addProperty("id", id);
    entry.addProperty("kind", kind);
    entry.addProperty("file", "cases/" + id);
    entry.add("params", JsonParser.parseString(params.replace('\'', '"')));
    entry.addProperty("suggested_atol", limit);
    entries.add(entry);
    return this;
  }

  /** Adds a tensor to the next file. */
  TestPack tensor(String name, FloatTensor values) {
    return tensor(name, ElementType.F32, values);
  }

  /** Adds a tensor of that type to the next file. */
  TestPack tensor(String name, ElementType type, FloatTensor values) {
    ByteBuffer data =
        ByteBuffer.allocate(values.data().length * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values.data()) {
      switch (type) {
        case U8 -> data.put((byte) (int) value);
        case I64 -> data.putLong((long) value);
        case F64 -> data.putDouble(value);
        default -> data.putFloat(value);
      }
    }
    tensors.put(name, new StoredTensor(name, type, values.shape(), data.flip()));
    return this;
  }

  /** Adds a vector to the next file. */
  TestPack vector(String name, ElementType type, float... values) {
    return tensor(name, type, new FloatTensor(Shape.of(values.length), values));
  }

  /** Adds a vector of whole numbers to the next file. */
  TestPack longs(String name, long... values) {
    ByteBuffer data = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (long value : values) {
      data.putLong(value);
    }
    Shape shape = Shape.of(values.length);
    tensors.put(name, new StoredTensor(name, ElementType.I64, shape, data.flip()));
    return this;
  }

  /** Writes the tensors since the last file to that path of the pack. */
  TestPack file(String path) throws IOException {
    List<SafetensorsWriter.Entry> all =
        tensors.entrySet().stream()
            .map(
                e ->
                    new SafetensorsWriter.Entry(
                        e.getKey(), e.getValue().type(), e.getValue().shape(), e::getValue))
            .toList();
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    SafetensorsWriter.write(file, all, Map.of());
    tensors.clear();
    return this;
  }

  /** Lists a case of the project's pack with the first element of one tensor 1 larger. */
  TestPack doctored(String id, String tensor) throws IOException {
    JsonObject entry = entryOf(id);
    String path = entry.get("file").getAsString();
    try (CaseTensors original = CaseTensors.open(resources().resolve(path))) {
      for (String name : original.names()) {
        FloatTensor values = original.floats(name);
        if (name.equals(tensor)) {
          values.data()[0] += 1;
        }
        tensor(name, original.stored(name).type(), values);
      }
    }
    return listed(entry).file(path);
  }

  /** Writes text to a file of the pack. */
  TestPack text(String name, String content) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    return this;
  }

  /** Writes the index and opens the pack. */
  Pack open() throws IOException {
    write();
    return Pack.open(root);
  }

  /** Writes the index. */
  Path write() throws IOException {
    text("cases/index.json", "{\"index_files\": [\"index-test.json\"], \"format\": 1}");
    text("cases/index-test.json", entries.toString());
    return root;
  }
}
