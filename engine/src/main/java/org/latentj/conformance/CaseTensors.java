package org.latentj.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.latentj.checkpoint.file.MappedFile;
import org.latentj.checkpoint.safetensors.SafetensorsFile;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;
import org.latentj.tensor.StoredTensor;

/** The tensors of a case's file. Close it to release the mapping. */
final class CaseTensors implements AutoCloseable {
  private final MappedFile mapped;
  private final SafetensorsFile file;

  private CaseTensors(MappedFile mapped, SafetensorsFile file) {
    this.mapped = mapped;
    this.file = file;
  }

  static CaseTensors open(Path path) throws IOException {
    MappedFile mapped = MappedFile.open(path);
    try {
      return new CaseTensors(mapped, SafetensorsFile.open(mapped));
    } catch (IOException | RuntimeException e) {
      mapped.close();
      throw e;
    }
  }

  Set<String> names() {
    return file.names();
  }

  boolean has(String name) {
    return file.names().contains(name);
  }

  StoredTensor stored(String name) throws IOException {
    return file.read(name);
  }

  FloatTensor floats(String name) throws IOException {
    return stored(name).toFloats();
  }

  /** Part {@code index} of the first dimension, which is dropped: (n, ...) becomes (...). */
  FloatTensor part(String name, int index) throws IOException {
    FloatTensor row = floats(name).row(index);
    long[] dims = row.shape().toArray();
    return row.reshape(Shape.of(java.util.Arrays.copyOfRange(dims, 1, dims.length)));
  }

  /** All elements, which are exact for every type up to 53 bits. */
  double[] doubles(String name) throws IOException {
    StoredTensor tensor = stored(name);
    double[] out = new double[Math.toIntExact(tensor.shape().elements())];
    for (int i = 0; i < out.length; i++) {
      out[i] = tensor.element(i);
    }
    return out;
  }

  /** A matrix of token ids as rows. */
  int[][] ids(String name) throws IOException {
    Shape shape = stored(name).shape();
    double[] all = doubles(name);
    int[][] rows = new int[shape.size(0)][shape.size(1)];
    for (int i = 0; i < all.length; i++) {
      rows[i / shape.size(1)][i % shape.size(1)] = (int) all[i];
    }
    return rows;
  }

  @Override
  public void close() {
    mapped.close();
  }
}
