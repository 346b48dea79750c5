package org.latentj.checkpoint;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.latentj.checkpoint.file.FormatException;
import org.latentj.checkpoint.file.TensorFile;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.Shape;
import org.latentj.tensor.StoredTensor;

/**
 * One network's tensors in several files, held together by an index ({@code
 * diffusion_pytorch_model.safetensors.index.json}) whose {@code weight_map} names each tensor's
 * file.
 */
final class ShardedFile implements TensorFile {
  private static final long MAX_INDEX = 16 << 20;

  private final Path index;
  private final Map<String, TensorFile> shards = new TreeMap<>();
  private final Map<String, TensorFile> owners = new LinkedHashMap<>();

  private ShardedFile(Path index) {
    this.index = index;
  }

  static ShardedFile open(Path index) throws IOException {
    ShardedFile file = new ShardedFile(index);
    try {
      for (Map.Entry<String, JsonElement> entry : weightMap(index).entrySet()) {
        file.add(entry.getKey(), entry.getValue());
      }
      return file;
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static JsonObject weightMap(Path index) throws IOException {
    if (Files.size(index) > MAX_INDEX) {
      throw new FormatException(index, "an index of over 16 MiB");
    }
    try {
      JsonObject json = JsonParser.parseString(Files.readString(index)).getAsJsonObject();
      if (json.get("weight_map") instanceof JsonObject map) {
        return map;
      }
    } catch (JsonParseException | IllegalStateException e) {
      throw new FormatException(index, "expected a JSON object: " + e.getMessage(), e);
    }
    throw new FormatException(index, "expected an object weight_map");
  }

  private void add(String name, JsonElement file) throws IOException {
    String shard = file.isJsonPrimitive() ? file.getAsString() : "";
    // An index must not lead out of its folder.
    if (!shard.matches("[A-Za-z0-9_][A-Za-z0-9._-]*")) {
      throw new FormatException(index, "expected a plain file name for tensor " + name);
    }
    TensorFile owner = shards.get(shard);
    if (owner == null) {
      owner = TensorFiles.open(index.resolveSibling(shard));
      shards.put(shard, owner);
    }
    if (!owner.names().contains(name)) {
      throw new FormatException(index, "tensor %s is not in %s".formatted(name, shard));
    }
    owners.put(name, owner);
  }

  /** The files that hold the tensors. */
  Iterable<Path> files() {
    return shards.values().stream().map(TensorFile::path).toList();
  }

  @Override
  public Path path() {
    return index;
  }

  @Override
  public Set<String> names() {
    return Collections.unmodifiableSet(owners.keySet());
  }

  @Override
  public Shape shape(String name) throws IOException {
    return owner(name).shape(name);
  }

  @Override
  public ElementType type(String name) throws IOException {
    return owner(name).type(name);
  }

  @Override
  public StoredTensor read(String name) throws IOException {
    return owner(name).read(name);
  }

  private TensorFile owner(String name) throws FormatException {
    TensorFile owner = owners.get(name);
    if (owner == null) {
      throw new FormatException(index, "there is no tensor " + name);
    }
    return owner;
  }

  @Override
  public Map<String, String> metadata() {
    return Map.of();
  }

  @Override
  public void close() {
    shards.values().forEach(TensorFile::close);
  }
}
