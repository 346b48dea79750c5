package org.latentj.samples.miniature.training;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.util.Arrays;
import java.util.List;
import org.latentj.runtime.Arena;
import org.latentj.runtime.ComputeDevice;
import org.latentj.runtime.NativeScript;
import org.latentj.samples.miniature.training.TrainableWeights.Part;
import org.latentj.script.Script;
import org.latentj.script.WeightTable;

/**
 * AdamW (Loshchilov and Hutter 2019, algorithm 2) with gradients clipped by their global norm, and
 * the exponential moving average of the weights, as one native call a step. DJL's own AdamW keeps
 * its moments to itself, so that a training could not be resumed with it.
 */
final class AdamW implements AutoCloseable {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.99;
  private static final double EPSILON = 1e-8;
  private static final double DECAY = 0.01;
  private static final double MAX_NORM = 1;

  /**
   * {@code decay} 1 leaves a weight as it is; {@code scale} clips; the square roots' {@code
   * correction} and {@code rate} hold the bias corrections of the moments.
   */
  private static final String SOURCE =
      """
      class Net(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool
        def norm(self: __torch__.Net,
            g: List[Tensor]) -> Tensor:
          squares = annotate(List[Tensor], [])
          for i in range(torch.len(g)):
            square = torch.sum(torch.mul(g[i], g[i]))
            _0 = torch.append(squares, square)
          return torch.sqrt(torch.sum(torch.stack(squares, 0)))
        def clear(self: __torch__.Net,
            g: List[Tensor]) -> Tensor:
          for i in range(torch.len(g)):
            _0 = torch.zero_(g[i])
          return g[0]
        def step(self: __torch__.Net,
            w: List[Tensor],
            g: List[Tensor],
            m: List[Tensor],
            v: List[Tensor],
            a: List[Tensor],
            decay: List[float],
            scale: float,
            rate: float,
            correction: float,
            average: float) -> Tensor:
          for i in range(torch.len(w)):
            x = torch.mul(g[i], scale)
            _0 = torch.lerp_(m[i], x, %1$s)
            _1 = torch.addcmul_(torch.mul_(v[i], %2$s), x, x, value=%3$s)
            _2 = torch.mul_(w[i], decay[i])
            root = torch.add(torch.div(torch.sqrt(v[i]), correction), %4$s)
            _3 = torch.addcdiv_(w[i], m[i], root, value=torch.neg(rate))
            _4 = torch.lerp_(a[i], w[i], average)
          return w[0]
      """
          .formatted(1 - BETA1, BETA2, 1 - BETA2, EPSILON);

  private final ComputeDevice device;
  private final NativeScript script;

  AdamW(ComputeDevice device) {
    this.device = device;
    script = new NativeScript(new Script(SOURCE, new WeightTable()), device);
  }

  /**
   * Takes a step along the gradients that the weights have collected, and clears these. Gradients
   * that are not finite are cleared without a step.
   *
   * @param networks the networks that learn together: their gradients are clipped together
   * @param step the number of this step, from 1
   * @param rate the learning rate
   * @param averaging the share of the old average that is kept, below 1
   * @return the norm of all gradients before clipping
   */
  double step(List<TrainableWeights> networks, int step, double rate, double averaging) {
    try (Arena arena = Arena.on(device)) {
      List<PtNDArray[]> gradients = networks.stream().map(TrainableWeights::gradients).toList();
      List<IValue> lists = gradients.stream().map(IValue::listFrom).toList();
      double squares = 0;
      for (IValue list : lists) {
        squares += Math.pow(Arena.download(script.run(arena, "norm", list)).data()[0], 2);
      }
      double norm = Math.sqrt(squares);
      for (int i = 0; i < lists.size(); i++) {
        if (Double.isFinite(norm)) {
          double scale = Math.min(1, MAX_NORM / (norm + EPSILON));
          update(networks.get(i), lists.get(i), step, scale, rate, averaging, arena);
        }
        script.run(arena, "clear", lists.get(i));
        lists.get(i).close();
        Arrays.stream(gradients.get(i)).forEach(PtNDArray::close);
      }
      return norm;
    }
  }

  private void update(
      TrainableWeights weights,
      IValue g,
      int step,
      double scale,
      double rate,
      double averaging,
      Arena arena) {
    double[] decays =
        weights.decaying().stream().mapToDouble(yes -> yes ? 1 - rate * DECAY : 1).toArray();
    try (IValue w = weights.list();
        IValue m = IValue.listFrom(weights.tensors(Part.MEAN));
        IValue v = IValue.listFrom(weights.tensors(Part.SQUARE));
        IValue a = IValue.listFrom(weights.tensors(Part.AVERAGE));
        IValue d = IValue.listFrom(decays);
        IValue s = IValue.from(scale);
        IValue r = IValue.from(rate / (1 - Math.pow(BETA1, step)));
        IValue c = IValue.from(Math.sqrt(1 - Math.pow(BETA2, step)));
        IValue e = IValue.from(1 - averaging)) {
      script.run(arena, "step", w, g, m, v, a, d, s, r, c, e);
    }
  }

  @Override
  public void close() {
    script.close();
  }
}
