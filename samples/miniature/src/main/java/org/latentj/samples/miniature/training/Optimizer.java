package org.latentj.samples.miniature.training;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import org.latentj.runtime.Arena;
import org.latentj.runtime.ComputeDevice;
import org.latentj.runtime.NativeScript;
import org.latentj.samples.miniature.training.TrainableWeights.Part;
import org.latentj.script.Script;
import org.latentj.script.WeightTable;
import org.latentj.tensor.ElementType;

/**
 * AdamW (Loshchilov and Hutter 2019, algorithm 2) with gradients clipped by their global norm, and
 * the exponential moving average of the weights, as one native call a step. DJL's own AdamW keeps
 * its moments to itself, so that a training could not be resumed with it.
 *
 * <p>Weights that ask for it ({@link TrainableWeights#orthogonal}) learn by Muon instead (Jordan et
 * al. 2024): the mean of gradients is brought near an orthogonal matrix by five Newton-Schulz
 * iterations, then scaled so that a step is as large as AdamW's (Liu et al. 2025, equation 4).
 */
final class Optimizer implements AutoCloseable {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.99;
  private static final double EPSILON = 1e-8;
  private static final double DECAY = 0.01;
  private static final double MAX_NORM = 1;
  private static final double MOMENTUM = 0.95;
  private static final double LIKE_ADAMW = 0.2;

  /** Muon's learning rate as a multiple of AdamW's. */
  private static final double MUON_RATE = 3;

  /**
   * {@code decay} 1 leaves a weight as it is; {@code orthogonal} 0 leaves it to AdamW; {@code
   * scale} clips; the square roots' {@code correction} and {@code rate} hold the bias corrections
   * of the moments. A caller takes every {@code shares}-th weight from number {@code share} on.
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
        def orthogonal(self: __torch__.Net,
            x: Tensor) -> Tensor:
          tall = torch.gt(torch.size(x, 0), torch.size(x, 1))
          y = torch.to(x, %5$d, False, False, None)
          if tall:
            z = torch.t(y)
          else:
            z = y
          z = torch.div(z, torch.add(torch.norm(z), 1.0e-7))
          for i in range(5):
            s = torch.mm(z, torch.t(z))
            b = torch.add(torch.mul(s, -4.775), torch.mul(torch.mm(s, s), 2.0315))
            z = torch.add(torch.mul(z, 3.4445), torch.mm(b, z))
          if tall:
            out = torch.t(z)
          else:
            out = z
          return torch.to(out, 6, False, False, None)
        def step(self: __torch__.Net,
            w: List[Tensor],
            g: List[Tensor],
            m: List[Tensor],
            v: List[Tensor],
            a: List[Tensor],
            decay: List[float],
            orthogonal: List[float],
            muon: float,
            scale: float,
            rate: float,
            correction: float,
            average: float,
            share: int,
            shares: int) -> Tensor:
          for i in range(torch.len(w)):
            if torch.eq(torch.remainder(i, shares), share):
              x = torch.mul(g[i], scale)
              _2 = torch.mul_(w[i], decay[i])
              if torch.gt(orthogonal[i], 0.0):
                _0 = torch.lerp_(m[i], x, %6$s)
                ahead = torch.lerp(x, m[i], %7$s)
                flat = torch.reshape(ahead, [torch.size(ahead, 0), -1])
                o = torch.reshape((self).orthogonal(flat, ), torch.size(ahead))
                _1 = torch.add_(w[i], o, alpha=torch.neg(torch.mul(muon, orthogonal[i])))
              else:
                _0 = torch.lerp_(m[i], x, %1$s)
                _1 = torch.addcmul_(torch.mul_(v[i], %2$s), x, x, value=%3$s)
                root = torch.add(torch.div(torch.sqrt(v[i]), correction), %4$s)
                _3 = torch.addcdiv_(w[i], m[i], root, value=torch.neg(rate))
              _4 = torch.lerp_(a[i], w[i], average)
          return w[0]
      """
          .formatted(
              1 - BETA1,
              BETA2,
              1 - BETA2,
              EPSILON,
              ElementType.BF16.scalarType(),
              1 - MOMENTUM,
              MOMENTUM);

  private final ComputeDevice device;
  private final ExecutorService workers;
  private final int shares;
  private final NativeScript script;

  /**
   * An optimizer.
   *
   * @param workers take a share of the weights each; not closed
   * @param shares how many workers there are
   */
  Optimizer(ComputeDevice device, ExecutorService workers, int shares) {
    this.device = device;
    this.workers = workers;
    this.shares = shares;
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
          update(networks.get(i), gradients.get(i), step, scale, rate, averaging);
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
      PtNDArray[] gradients,
      int step,
      double scale,
      double rate,
      double averaging) {
    List<Callable<Void>> tasks = new ArrayList<>();
    for (int i = 0; i < shares; i++) {
      int share = i;
      tasks.add(
          () -> {
            update(weights, gradients, step, scale, rate, averaging, share);
            return null;
          });
    }
    GradientStep.all(workers, tasks);
  }

  private void update(
      TrainableWeights weights,
      PtNDArray[] gradients,
      int step,
      double scale,
      double rate,
      double averaging,
      int share) {
    double[] decays =
        weights.decaying().stream().mapToDouble(yes -> yes ? 1 - rate * DECAY : 1).toArray();
    double[] orthogonal =
        weights.orthogonal().stream().mapToDouble(sides -> LIKE_ADAMW * Math.sqrt(sides)).toArray();
    try (Arena arena = Arena.on(device);
        IValue w = weights.list();
        IValue g = IValue.listFrom(gradients);
        IValue m = IValue.listFrom(weights.tensors(Part.MEAN));
        IValue v = IValue.listFrom(weights.tensors(Part.SQUARE));
        IValue a = IValue.listFrom(weights.tensors(Part.AVERAGE));
        IValue d = IValue.listFrom(decays);
        IValue o = IValue.listFrom(orthogonal);
        IValue u = IValue.from(rate * MUON_RATE);
        IValue s = IValue.from(scale);
        IValue r = IValue.from(rate / (1 - Math.pow(BETA1, step)));
        IValue c = IValue.from(Math.sqrt(1 - Math.pow(BETA2, step)));
        IValue e = IValue.from(1 - averaging);
        IValue i = IValue.from((long) share);
        IValue n = IValue.from((long) shares)) {
      script.run(arena, "step", w, g, m, v, a, d, o, u, s, r, c, e, i, n);
    }
  }

  @Override
  public void close() {
    script.close();
  }
}
