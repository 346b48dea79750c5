package org.latentj.checkpoint.layout;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.latentj.checkpoint.file.FormatException;

/** One network's tensors under canonical names, while they are gathered and measured. */
public final class Tensors {
  private static final int MAX_DIMENSION = 1 << 24;

  private final Path file;
  private final Map<String, TensorView> views = new LinkedHashMap<>();

  Tensors(Path file) {
    this.file = file;
  }

  /** The tensors by canonical name, in file order; a view. */
  public Map<String, TensorView> views() {
    return Collections.unmodifiableMap(views);
  }

  void put(String name, TensorView view) throws IOException {
    TensorView before = views.put(name, view);
    if (before != null) {
      throw new FormatException(
          file,
          "%s and %s are both tensor %s".formatted(before.storedName(), view.storedName(), name));
    }
  }

  boolean has(String name) {
    return views.containsKey(name);
  }

  /** The size of dimension {@code axis} of tensor {@code name}. */
  int dimension(String name, int axis) throws IOException {
    TensorView view = views.get(name);
    if (view == null) {
      throw new FormatException(file, "expected a tensor " + name + " but there is none");
    }
    boolean usable =
        view.shape().rank() > axis
            && view.shape().dimension(axis) > 0
            && view.shape().dimension(axis) <= MAX_DIMENSION;
    if (!usable) {
      throw new FormatException(
          file, "tensor %s has the unusable shape %s".formatted(view.storedName(), view.shape()));
    }
    return view.shape().size(axis);
  }

  int rank(String name) throws IOException {
    dimension(name, 0);
    return views.get(name).shape().rank();
  }

  /** How many of {@code pattern} with %d as 0, 1, 2, ... are there in a row. */
  int count(String pattern) {
    int count = 0;
    while (has(pattern.formatted(count))) {
      count++;
    }
    return count;
  }

  Path file() {
    return file;
  }
}
