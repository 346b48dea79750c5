package org.latentj.checkpoint.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.Shape;
import org.latentj.tensor.StoredTensor;

/**
 * An open file of named tensors. Only its directory is in memory; {@link #read} maps a tensor's
 * bytes. Closing releases the file; tensors that were read before stay usable.
 */
public interface TensorFile extends Closeable {

  /** The file, for messages. */
  Path path();

  /**
   * All names as stored, in file order. A name may be listed although its tensor cannot be had: the
   * other methods then say why.
   */
  Set<String> names();

  /**
   * The shape of tensor {@code name}.
   *
   * @throws IOException if there is no such tensor or it is refused
   */
  Shape shape(String name) throws IOException;

  /**
   * The stored element type of tensor {@code name}.
   *
   * @throws IOException if there is no such tensor or it is refused
   */
  ElementType type(String name) throws IOException;

  /**
   * The contents of tensor {@code name}: a read-only mapping of the file where the stored form
   * allows it, a copy in a direct buffer where elements are not contiguous or not aligned.
   *
   * @throws IOException if there is no such tensor, it is refused or its bytes cannot be read
   */
  StoredTensor read(String name) throws IOException;

  /** Short remarks of the file about itself, for example {@code global_step}; may be empty. */
  Map<String, String> metadata();

  @Override
  void close();
}
