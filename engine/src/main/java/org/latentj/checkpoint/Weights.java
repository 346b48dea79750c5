package org.latentj.checkpoint;

import java.util.Set;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.Shape;
import org.latentj.tensor.StoredTensor;

/**
 * The weights of one network under diffusers' names, whatever layout they are stored in. Reading a
 * tensor maps its bytes; nothing is copied to the heap unless the stored form is not contiguous.
 */
public interface Weights {

  /** All names, for example {@code down_blocks.0.resnets.0.conv1.weight}. */
  Set<String> names();

  /** The shape of tensor {@code name}. */
  Shape shape(String name);

  /** The stored element type of tensor {@code name}. */
  ElementType type(String name);

  /** Where tensor {@code name} comes from, for messages: file and the name in it. */
  String origin(String name);

  /**
   * Maps tensor {@code name}.
   *
   * @throws CheckpointException if there is no such tensor or its bytes cannot be read
   */
  StoredTensor read(String name);
}
