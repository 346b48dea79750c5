package org.latentj.script;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects the methods of one script. Methods share a {@link WeightTable}; weights are arguments of
 * every method rather than attributes of the module, so that several scripts (plain, tiling,
 * instrumented) can run on one set of weights.
 */
public final class ScriptBuilder {
  private final WeightTable weights = new WeightTable();
  private final List<String> sources = new ArrayList<>();

  /** Begins a method; finish it with one of the {@code end} methods. */
  public ScriptMethod begin(String name) {
    return new ScriptMethod(name, weights);
  }

  /** Ends a method that returns a tensor. */
  public void end(ScriptMethod method, Value result) {
    sources.add(method.source("Tensor", result.code()));
  }

  /** Ends a method that returns a list of tensors. */
  public void end(ScriptMethod method, List<Value> results) {
    sources.add(method.source("List[Tensor]", Literal.of(results)));
  }

  /** The finished script. */
  public Script build() {
    StringBuilder text =
        new StringBuilder("class Net(Module):\n  __parameters__ = []\n  __buffers__ = []\n");
    text.append("  training : bool\n");
    sources.forEach(text::append);
    return new Script(text.toString(), weights);
  }
}
