package org.latentj.script;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.latentj.tensor.TensorSpec;

/**
 * The weights that a script uses, in the order of its weight list. A slot that is asked for twice
 * (by two methods, say) is one slot.
 */
public final class WeightTable {
  private final Map<WeightSlot, Integer> slots = new LinkedHashMap<>();

  Value use(WeightSlot slot) {
    Integer index = slots.putIfAbsent(slot, slots.size());
    return new Value("w[" + (index == null ? slots.size() - 1 : index) + "]");
  }

  /** The slots; the script knows slot {@code i} as {@code w[i]}. */
  public List<WeightSlot> slots() {
    return List.copyOf(slots.keySet());
  }

  /** Every tensor expected from the checkpoint. */
  public List<TensorSpec> expectedTensors() {
    List<TensorSpec> all = new ArrayList<>();
    slots.keySet().forEach(slot -> all.addAll(slot.parts()));
    return all;
  }

  /** The number of parameters. */
  public long parameters() {
    return slots.keySet().stream().mapToLong(s -> s.shape().elements()).sum();
  }
}
