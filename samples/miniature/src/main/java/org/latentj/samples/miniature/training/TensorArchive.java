package org.latentj.samples.miniature.training;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.latentj.checkpoint.file.MappedFile;
import org.latentj.checkpoint.safetensors.SafetensorsFile;
import org.latentj.checkpoint.safetensors.SafetensorsWriter;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.HalfFloats;
import org.latentj.tensor.StoredTensor;

/** Floats in a safetensors file, which may replace an older one at any moment without harm. */
final class TensorArchive {
  private TensorArchive() {}

  /**
   * What a file holds.
   *
   * @param tensors by name
   * @param remarks the header's metadata
   */
  record Contents(Map<String, FloatTensor> tensors, Map<String, String> remarks) {}

  /**
   * Writes a file; an older one stays until this one is complete.
   *
   * @param type F32 or F16
   */
  static void write(
      Path file, Map<String, FloatTensor> tensors, ElementType type, Map<String, String> remarks)
      throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    List<SafetensorsWriter.Entry> entries =
        tensors.entrySet().stream()
            .map(
                e ->
                    new SafetensorsWriter.Entry(
                        e.getKey(),
                        type,
                        e.getValue().shape(),
                        () -> store(e.getKey(), e.getValue(), type)))
            .toList();
    SafetensorsWriter.write(fresh, entries, remarks);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static StoredTensor store(String name, FloatTensor tensor, ElementType type) {
    ByteBuffer bytes =
        ByteBuffer.allocate(tensor.data().length * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : tensor.data()) {
      if (type == ElementType.F16) {
        bytes.putShort(HalfFloats.floatToHalf(value));
      } else {
        bytes.putFloat(value);
      }
    }
    return new StoredTensor(name, type, tensor.shape(), bytes.flip());
  }

  /** Reads a whole file. */
  static Contents read(Path file) throws IOException {
    try (SafetensorsFile opened = SafetensorsFile.open(MappedFile.open(file))) {
      Map<String, FloatTensor> tensors = new LinkedHashMap<>();
      for (String name : opened.names()) {
        tensors.put(name, opened.read(name).toFloats());
      }
      return new Contents(tensors, Map.copyOf(opened.metadata()));
    }
  }
}
