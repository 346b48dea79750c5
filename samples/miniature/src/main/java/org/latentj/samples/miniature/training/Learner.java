package org.latentj.samples.miniature.training;

import ai.djl.pytorch.engine.PtNDArray;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.latentj.runtime.Arena;
import org.latentj.runtime.ComputeDevice;
import org.latentj.runtime.NativeScript;
import org.latentj.script.Script;
import org.latentj.script.WeightSlot;
import org.latentj.script.WeightTable;
import org.latentj.tensor.ElementType;

/**
 * A network with weights that learn. The weights are float32; the network computes in the type that
 * its script was emitted for, so that they are cast on the way, and gradients come back as float32
 * (Micikevicius et al. 2018).
 */
final class Learner implements AutoCloseable {
  private static final String CAST =
      """
      class Net(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool
        def cast(self: __torch__.Net,
            w: List[Tensor]) -> List[Tensor]:
          out = annotate(List[Tensor], [])
          for i in range(torch.len(w)):
            x = torch.to(w[i], %d, False, False, None)
            _0 = torch.append(out, x)
          return out
      """;

  private final NativeScript script;
  private final NativeScript caster;
  private final ElementType compute;
  private final TrainableWeights weights;

  Learner(
      Script script,
      ElementType compute,
      Predicate<String> zeroed,
      Predicate<WeightSlot> muon,
      SplittableRandom random,
      ComputeDevice device) {
    this.compute = compute;
    weights = TrainableWeights.fresh(script.weights(), zeroed, muon, random, device);
    this.script = new NativeScript(script, device);
    caster =
        new NativeScript(
            new Script(CAST.formatted(compute.scalarType()), new WeightTable()), device);
  }

  /** The weights in the network's type, as first argument of its methods. */
  PtNDArray[] cast(Arena arena) {
    PtNDArray[] list = weights.tensors(TrainableWeights.Part.WEIGHT);
    return compute == ElementType.F32 ? list : caster.runTraining(arena, "cast", (Object) list);
  }

  /** Runs a method in training mode. */
  PtNDArray[] run(Arena owner, String method, Object... arguments) {
    return script.runTraining(owner, method, arguments);
  }

  TrainableWeights weights() {
    return weights;
  }

  @Override
  public void close() {
    script.close();
    caster.close();
    weights.close();
  }
}
