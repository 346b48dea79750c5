package org.latentj.extend.lora;

import java.util.Map;
import java.util.Set;
import org.latentj.checkpoint.Weights;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;
import org.latentj.tensor.StoredTensor;

/** Weights in memory. */
public record MapWeights(Map<String, FloatTensor> tensors) implements Weights {

  @Override
  public Set<String> names() {
    return tensors.keySet();
  }

  @Override
  public Shape shape(String name) {
    return tensors.get(name).shape();
  }

  @Override
  public ElementType type(String name) {
    return ElementType.F32;
  }

  @Override
  public String origin(String name) {
    return "a test's " + name;
  }

  @Override
  public StoredTensor read(String name) {
    return LoraFixture.stored(name, tensors.get(name));
  }
}
