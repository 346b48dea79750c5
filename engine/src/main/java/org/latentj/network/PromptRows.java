package org.latentj.network;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.latentj.script.ScriptMethod;
import org.latentj.script.Value;

/**
 * The batch of one evaluation: a row for each picture until prompts are looked at for the first
 * time, and from there on one for each prompt, all pictures' first prompts before their second
 * ones. Guidance has two prompts a picture, and what comes before the first cross-attention is the
 * same for both.
 *
 * <p>Without {@link Optimization#SHARED_FIRST_LAYERS} there is a row for each prompt all along.
 */
final class PromptRows {
  private final Layers layers;
  private final Value conditioning;
  private final Set<Value> early = new HashSet<>();
  private boolean reached;
  private Value copies;

  /**
   * At the beginning of an evaluation.
   *
   * @param conditioning the list that {@link UNet} prepares
   */
  PromptRows(Layers layers, Value conditioning) {
    this.layers = layers;
    this.conditioning = conditioning;
    reached = !layers.options().has(Optimization.SHARED_FIRST_LAYERS);
  }

  /** The list that {@link UNet} prepares, two entries a block. */
  Value conditioning() {
    return conditioning;
  }

  /** Remembers how many rows a value has that is read again later. */
  Value keep(Value x) {
    if (!reached) {
      early.add(x);
    }
    return x;
  }

  /** A value that prompts are about to be looked at with, a row for each of them. */
  Value reach(Value x) {
    if (reached) {
      return x;
    }
    reached = true;
    return repeated(x);
  }

  /** From here on, all values have a row for each prompt, but for those that were kept. */
  void reached() {
    reached = true;
  }

  /** A value that was kept, a row for each prompt. */
  Value forPrompts(Value x) {
    return early.contains(x) ? repeated(x) : x;
  }

  private Value repeated(Value x) {
    ScriptMethod method = layers.method();
    if (copies == null) {
      Value prompts = method.call("size", conditioning.element(0), 0);
      copies = method.call("floordiv", prompts, method.call("size", x, 0));
    }
    // Unlike torch.repeat, this keeps the memory order of images.
    return method.call("cat", method.call("mul", List.of(x), copies), 0);
  }
}
