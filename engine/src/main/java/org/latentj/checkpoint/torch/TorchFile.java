package org.latentj.checkpoint.torch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.latentj.checkpoint.file.FormatException;
import org.latentj.checkpoint.file.MappedFile;
import org.latentj.checkpoint.file.TensorFile;
import org.latentj.checkpoint.pickle.PickleDict;
import org.latentj.checkpoint.pickle.PickleException;
import org.latentj.checkpoint.pickle.Refused;
import org.latentj.checkpoint.pickle.StorageRef;
import org.latentj.checkpoint.pickle.TensorRef;
import org.latentj.checkpoint.pickle.Unpickler;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.Shape;
import org.latentj.tensor.StoredTensor;

/**
 * A file of {@code torch.save}: a dictionary of tensors, or one with such a dictionary under {@code
 * state_dict} or {@code string_to_param}. Nothing in it is executed. Entries that would have called
 * something other than torch's tensor constructors are listed but refused by name when they are
 * asked for; other entries (numbers, optimizer states) are left out.
 */
public final class TorchFile implements TensorFile {
  /** Where tensors may be one level down: checkpoints, and A1111's textual inversions. */
  private static final List<String> NESTED = List.of("state_dict", "string_to_param");

  private static final int MAX_REMARK = 200;
  private static final int MAX_NAME = 1000;

  private final MappedFile file;
  private final Map<String, Object> entries = new LinkedHashMap<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final Map<String, Long> storageOffsets;

  private TorchFile(MappedFile file, Map<String, Long> storageOffsets) {
    this.file = file;
    this.storageOffsets = storageOffsets;
  }

  /**
   * Reads a checkpoint in the zip container.
   *
   * @param file the file; closed with the result, by the caller if this method throws
   * @throws FormatException if it is damaged or hostile
   */
  public static TorchFile openZip(MappedFile file) throws IOException {
    return TorchZip.open(file);
  }

  /**
   * Reads a checkpoint in the container of PyTorch before 1.6.
   *
   * @param file the file; closed with the result, by the caller if this method throws
   * @throws FormatException if it is damaged or hostile
   */
  public static TorchFile openLegacy(MappedFile file) throws IOException {
    return TorchLegacy.open(file);
  }

  static TorchFile of(MappedFile file, Object root, Map<String, Long> storageOffsets)
      throws FormatException {
    TorchFile torch = new TorchFile(file, storageOffsets);
    PickleDict top = torch.dictionary(root, "the checkpoint");
    torch.keepRemarks(top);
    PickleDict weights = top;
    for (String key : NESTED) {
      if (weights == top && top.entries().get(key) != null) {
        weights = torch.dictionary(top.entries().get(key), key);
      }
    }
    for (Map.Entry<String, Object> entry : weights.entries().entrySet()) {
      Object value = entry.getValue();
      if (value instanceof TensorRef || value instanceof Refused) {
        torch.put(entry.getKey(), value);
      }
    }
    return torch;
  }

  private void put(String name, Object value) throws FormatException {
    if (name.length() > MAX_NAME) {
      throw new FormatException(
          path(),
          "a tensor's name has %d characters; at most %d are allowed"
              .formatted(name.length(), MAX_NAME));
    }
    entries.put(name, value);
  }

  static Unpickler.Result unpickle(MappedFile file, ByteBuffer bytes) throws FormatException {
    try {
      return Unpickler.load(bytes);
    } catch (PickleException e) {
      throw new FormatException(file.path(), "bad pickle: " + e.getMessage(), e);
    }
  }

  /** The bytes of {@code storage}. */
  static long bytes(Path path, StorageRef storage) throws FormatException {
    try {
      return Math.multiplyExact(storage.elements(), (long) storage.type().bytes());
    } catch (ArithmeticException e) {
      throw new FormatException(
          path, "storage of " + storage.elements() + " elements is too large", e);
    }
  }

  static void checkSize(Path path, StorageRef storage, long found) throws FormatException {
    long expected = bytes(path, storage);
    if (expected != found) {
      throw new FormatException(
          path,
          "storage %s should have %d elements of %d bytes but has %d bytes"
              .formatted(storage.key(), storage.elements(), storage.type().bytes(), found));
    }
  }

  private PickleDict dictionary(Object value, String what) throws FormatException {
    if (value instanceof PickleDict dict) {
      return dict;
    }
    String found = value instanceof Refused refused ? refusal(refused) : "is something else";
    throw new FormatException(
        path(), "expected %s to be a dictionary but it %s".formatted(what, found));
  }

  private void keepRemarks(PickleDict top) {
    top.entries()
        .forEach(
            (key, value) -> {
              boolean plain = value instanceof Long || value instanceof String;
              if (plain && value.toString().length() <= MAX_REMARK) {
                metadata.put(key, value.toString());
              }
            });
  }

  @Override
  public Path path() {
    return file.path();
  }

  @Override
  public Set<String> names() {
    return Collections.unmodifiableSet(entries.keySet());
  }

  @Override
  public Shape shape(String name) throws IOException {
    return tensor(name).shape();
  }

  @Override
  public ElementType type(String name) throws IOException {
    StorageRef storage = tensor(name).storage();
    return storage
        .type()
        .elementType()
        .orElseThrow(
            () ->
                new FormatException(
                    path(),
                    "tensor %s is a %s, which is not supported"
                        .formatted(name, storage.type().className())));
  }

  @Override
  public StoredTensor read(String name) throws IOException {
    TensorRef tensor = tensor(name);
    ElementType type = type(name);
    int size = type.bytes();
    long begin = storageOffsets.get(tensor.storage().key()) + tensor.offset() * size;
    String what = "tensor " + name;
    ByteBuffer bytes =
        tensor.contiguous()
            ? file.tensorBytes(begin, tensor.shape().elements() * size, size, what)
            : StridedGather.gather(
                file.map(begin, tensor.span() * size, what),
                tensor,
                file.allocate(tensor.shape().elements() * size, what));
    return new StoredTensor(name, type, tensor.shape(), bytes);
  }

  @Override
  public Map<String, String> metadata() {
    return Collections.unmodifiableMap(metadata);
  }

  private TensorRef tensor(String name) throws FormatException {
    Object entry = entries.get(name);
    if (entry instanceof TensorRef tensor) {
      return tensor;
    }
    throw new FormatException(
        path(),
        entry instanceof Refused refused
            ? "tensor %s %s".formatted(name, refusal(refused))
            : "there is no tensor " + name);
  }

  private static String refusal(Refused refused) {
    return ("would be made by calling %s, which is refused;"
            + " only tensors, parameters and ordered dictionaries are read")
        .formatted(refused.global());
  }

  @Override
  public void close() {
    file.close();
  }
}
