package org.latentj.extend.lora;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.latentj.checkpoint.Weights;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.Shape;
import org.latentj.tensor.StoredTensor;

/**
 * Weights with the changes of LoRAs added, {@code W + strength * change}, in float32 whatever the
 * stored type is. A change is computed when its tensor is read.
 */
final class MergedWeights implements Weights {
  private final Weights base;
  private final Map<String, List<Share>> shares;

  /** A LoRA's change to a weight and its strength, which is not 0. */
  record Share(LoraLayer layer, double strength) {}

  MergedWeights(Weights base, Map<String, List<Share>> shares) {
    this.base = base;
    this.shares = shares;
  }

  @Override
  public Set<String> names() {
    return base.names();
  }

  @Override
  public Shape shape(String name) {
    return base.shape(name);
  }

  @Override
  public ElementType type(String name) {
    boolean merged = shares.containsKey(name) && base.type(name).isFloating();
    return merged ? ElementType.F32 : base.type(name);
  }

  @Override
  public String origin(String name) {
    return base.origin(name) + (shares.containsKey(name) ? ", with LoRAs" : "");
  }

  @Override
  public StoredTensor read(String name) {
    StoredTensor stored = base.read(name);
    List<Share> changes = shares.get(name);
    if (changes == null || !stored.type().isFloating()) {
      return stored;
    }
    float[] values = stored.toFloats().data();
    for (Share share : changes) {
      float[] change = share.layer().change(stored.shape());
      float strength = (float) share.strength();
      for (int i = 0; i < values.length; i++) {
        values[i] += strength * change[i];
      }
    }
    ByteBuffer bytes = ByteBuffer.allocateDirect(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return new StoredTensor(name, ElementType.F32, stored.shape(), bytes);
  }
}
