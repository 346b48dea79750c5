package org.latentj.checkpoint;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.latentj.checkpoint.layout.TensorView;
import org.latentj.checkpoint.layout.Tensors;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.Shape;
import org.latentj.tensor.StoredTensor;

/** A network's weights in open files. */
final class StoredWeights implements Weights {
  private final String network;
  private final Map<String, TensorView> views;

  StoredWeights(String network, Tensors tensors) {
    this.network = network;
    this.views = tensors.views();
  }

  @Override
  public Set<String> names() {
    return views.keySet();
  }

  @Override
  public Shape shape(String name) {
    return view(name).shape();
  }

  @Override
  public ElementType type(String name) {
    return view(name).type();
  }

  @Override
  public String origin(String name) {
    return view(name).file().path() + ": " + view(name).storedName();
  }

  @Override
  public StoredTensor read(String name) {
    try {
      return view(name).read(name);
    } catch (IOException e) {
      throw ReadFailure.of(view(name).file().path(), e);
    }
  }

  private TensorView view(String name) {
    TensorView view = views.get(name);
    if (view == null) {
      throw new CheckpointException("the %s has no tensor %s".formatted(network, name));
    }
    return view;
  }
}
