package org.latentj.pipeline;

import java.util.ArrayList;
import java.util.List;
import org.latentj.image.Tiling;
import org.latentj.request.Control;
import org.latentj.runtime.Conditioning;
import org.latentj.runtime.ControlHint;
import org.latentj.runtime.ControlInput;
import org.latentj.runtime.ControlNetModel;
import org.latentj.runtime.TimeTable;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

/**
 * The ControlNets of a run, their hints embedded and their timesteps prepared once. When and how
 * much each counts is as in diffusers' {@code StableDiffusionControlNetPipeline}.
 */
final class RunControls implements AutoCloseable {
  /** What guess mode leaves of the first, finest residual. */
  private static final double LEAST = 0.1;

  private final List<Prepared> prepared = new ArrayList<>();
  private final int calls;

  /** A network, ready for the run. */
  private record Prepared(ControlGuide guide, ControlHint hint, TimeTable times) {}

  /**
   * Prepares ControlNets.
   *
   * @param timesteps those of the run's model calls
   */
  RunControls(List<ControlGuide> guides, double[] timesteps, Tiling tiling) {
    calls = timesteps.length;
    try {
      for (ControlGuide guide : guides) {
        ControlHint hint = guide.model().hint(guide.hint(), tiling);
        try {
          prepared.add(new Prepared(guide, hint, guide.model().times(timesteps)));
        } catch (RuntimeException e) {
          hint.close();
          throw e;
        }
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Prepares prompts for each network.
   *
   * @param context (B, 77k, crossAttentionDim)
   * @return to be closed by the caller
   */
  List<Conditioning> condition(FloatTensor context) {
    List<Conditioning> prompts = new ArrayList<>();
    try {
      prepared.forEach(p -> prompts.add(p.guide().model().condition(context)));
      return prompts;
    } catch (RuntimeException e) {
      prompts.forEach(Conditioning::close);
      throw e;
    }
  }

  /**
   * The networks that count in a call.
   *
   * @param prompts from {@link #condition}
   * @param unguided how many of the batch's rows, the first ones, are of the negative prompt
   * @param rows of the batch
   */
  List<ControlInput> at(int call, List<Conditioning> prompts, int unguided, int rows) {
    List<ControlInput> inputs = new ArrayList<>();
    for (int i = 0; i < prepared.size(); i++) {
      Prepared p = prepared.get(i);
      Control control = p.guide().control();
      if (control.countsIn(call, calls)) {
        ControlNetModel model = p.guide().model();
        FloatTensor scales = scales(control, unguided, rows, model.residuals());
        inputs.add(new ControlInput(model, p.hint(), p.times(), prompts.get(i), scales));
      }
    }
    return inputs;
  }

  /** What each of {@code count} residuals of each row is multiplied with. */
  static FloatTensor scales(Control control, int unguided, int rows, int count) {
    float[] scales = new float[rows * count];
    for (int i = 0; i < scales.length; i++) {
      double share = 1;
      if (control.guessMode()) {
        share = i / count < unguided ? 0 : Math.pow(LEAST, 1 - (i % count) / (count - 1.0));
      }
      scales[i] = (float) (control.scale() * share);
    }
    return new FloatTensor(Shape.of(rows, count), scales);
  }

  @Override
  public void close() {
    for (Prepared p : prepared) {
      p.hint().close();
      p.times().close();
    }
  }
}
