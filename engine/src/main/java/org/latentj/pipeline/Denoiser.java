package org.latentj.pipeline;

import java.util.ArrayList;
import java.util.List;
import org.latentj.image.Tiling;
import org.latentj.request.Acceleration;
import org.latentj.runtime.Conditioning;
import org.latentj.runtime.ControlHint;
import org.latentj.runtime.ControlInput;
import org.latentj.runtime.DeepFeatures;
import org.latentj.runtime.Shortcut;
import org.latentj.runtime.TimeTable;
import org.latentj.runtime.UNetModel;
import org.latentj.sampler.BatchedLatents;
import org.latentj.sampler.Guidance;
import org.latentj.sampler.Latents;
import org.latentj.tensor.FloatTensor;

/**
 * The UNet under classifier-free guidance (Ho and Salimans 2022, eq. 6) for one phase of the
 * prompt. The batch is diffusers': all unconditional rows, then all conditional ones. Several
 * prompts are composed as in Liu et al. 2022, eq. 11.
 */
final class Denoiser implements AutoCloseable {
  private final UNetModel unet;
  private final RunControls controls;
  private final GuidancePhase phase;
  private final double scale;
  private final double rescale;
  private final Tiling tiling;
  private final boolean guided;
  private final Acceleration acceleration;
  private final DeepFeatures features;
  private final Conditioning conditioning;
  private final List<Conditioning> controlPrompts;
  private List<ControlHint> guides = List.of();
  private int firstStep;

  Denoiser(UNetModel unet, RunControls controls, GuidancePhase phase, SamplingJob job) {
    this.unet = unet;
    this.controls = controls;
    this.phase = phase;
    // A network that is told the scale has learned what it does.
    scale = unet.config().isToldGuidance() ? 1 : job.guidanceScale();
    rescale = job.guidanceRescale();
    tiling = job.tiling();
    acceleration = job.acceleration();
    features =
        acceleration.reusesFeatures() ? new DeepFeatures(acceleration.deepCacheDepth()) : null;
    guided = scale > 1 || phase.isComposition();
    List<FloatTensor> contexts = new ArrayList<>();
    if (guided) {
      contexts.add(phase.negative());
    }
    phase.prompts().forEach(p -> contexts.add(p.embeddings()));
    FloatTensor context = FloatTensor.concatenate(contexts);
    conditioning = unet.condition(context);
    try {
      controlPrompts = controls.condition(context);
    } catch (RuntimeException e) {
      conditioning.close();
      throw e;
    }
  }

  /**
   * The guided prediction.
   *
   * @param input (B, inChannels, h, w), scaled for the model
   * @param call which of the timesteps
   * @param step which step of the sampler that call belongs to
   * @return (B, 4, h, w)
   */
  Latents predict(FloatTensor input, TimeTable times, int call, int step) {
    int copies = phase.prompts().size() + (guided ? 1 : 0);
    int batch = input.shape().size(0);
    int unguided = guided ? batch : 0;
    List<ControlInput> inputs = controls.at(call, controlPrompts, unguided, copies * batch);
    FloatTensor all =
        unet.predict(input, times, call, conditioning, tiling, inputs, shortcut(inputs, step));
    if (!guided) {
      return Tensors.latents(all);
    }
    Latents unconditional = part(all, 0, batch);
    Latents conditional = compose(all, batch, unconditional);
    Latents out = Guidance.combine(unconditional, conditional, scale);
    return rescale == 0
        ? out
        : Guidance.rescale((BatchedLatents) out, (BatchedLatents) conditional, rescale);
  }

  /**
   * Steps with features of their own are counted from the first one of this phase, and again from
   * where other ControlNets count. All calls of a sampler's step are of one kind.
   */
  private Shortcut shortcut(List<ControlInput> inputs, int step) {
    if (features == null) {
      return new Shortcut(null, true, acceleration.tokenMerging());
    }
    List<ControlHint> now = inputs.stream().map(ControlInput::hint).toList();
    if (features.isEmpty() || !now.equals(guides)) {
      guides = now;
      firstStep = step;
    }
    boolean whole = (step - firstStep) % acceleration.deepCacheInterval() == 0;
    return new Shortcut(features, whole, acceleration.tokenMerging());
  }

  private Latents compose(FloatTensor all, int batch, Latents unconditional) {
    if (!phase.isComposition()) {
      return part(all, 1, batch);
    }
    int n = phase.prompts().size();
    double[] weights = new double[n];
    Latents[] parts = new Latents[n];
    double own = 1;
    for (int i = 0; i < n; i++) {
      weights[i] = phase.prompts().get(i).weight();
      parts[i] = part(all, i + 1, batch);
      own -= weights[i];
    }
    return unconditional.combine(own, weights, parts);
  }

  private static Latents part(FloatTensor all, int index, int batch) {
    return Tensors.latents(Tensors.rows(all, index * batch, (index + 1) * batch));
  }

  @Override
  public void close() {
    controlPrompts.forEach(Conditioning::close);
    conditioning.close();
    if (features != null) {
      features.close();
    }
  }
}
