package org.latentj.runtime;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.latentj.network.EmitOptions;
import org.latentj.network.Optimization;
import org.latentj.tensor.FloatTensor;

/**
 * One call of the UNet, its batch of a row for each prompt in parts. Everything stays the caller's.
 *
 * @param variant how the UNet is emitted, but for control
 * @param sample (B, inChannels, H, W), float32, for each picture
 * @param call which of the timesteps
 * @param conditioning of n * B prompts, all pictures' first ones before their second ones
 * @param controls the ControlNets that count
 */
record UNetStep(
    Network network,
    EmitOptions variant,
    FloatTensor sample,
    TimeTable times,
    int call,
    Conditioning conditioning,
    List<ControlInput> controls,
    Shortcut shortcut) {

  /** The prediction, of so many rows of the batch at a time. */
  FloatTensor run(int atOnce) {
    if (!shortcut.leavesFeatures()) {
      return inParts(atOnce, null);
    }
    // What was kept before stays until all parts are there: memory may run out in between.
    try (DeepFeatures.Evaluation kept = shortcut.features().begin(Arena.on(network.device()))) {
      FloatTensor prediction = inParts(atOnce, kept);
      kept.done();
      return prediction;
    }
  }

  private FloatTensor inParts(int atOnce, DeepFeatures.Evaluation kept) {
    int rows = (int) conditioning.batch();
    List<FloatTensor> parts = new ArrayList<>();
    for (int from = 0; from < rows; from += atOnce) {
      parts.add(rows(from, Math.min(rows, from + atOnce), kept));
    }
    return parts.size() == 1 ? parts.get(0) : FloatTensor.concatenate(parts);
  }

  /** Rows {@code from} to {@code to}, exclusive. */
  private FloatTensor rows(int from, int to, DeepFeatures.Evaluation kept) {
    try (Arena arena = Arena.on(network.device());
        IValue input = IValue.from(arena.upload(latents(from, to)));
        IValue time = times.row(arena, call)) {
      IValue prompts = conditioning.list(from, to);
      if (shortcut.beginsWithFeatures()) {
        return shallow(arena, from, to, input, time, prompts);
      }
      if (controls.isEmpty()) {
        return whole(variant, arena, from, to, kept, input, time, prompts);
      }
      try (IValue residuals = IValue.listFrom(residuals(arena, from, to, input))) {
        EmitOptions controlled = variant.withControl();
        return whole(controlled, arena, from, to, kept, input, time, prompts, residuals);
      }
    }
  }

  /**
   * The pictures' latents for prompts {@code from} to {@code to}, exclusive: once each, where these
   * are all pictures' and the network can do with that, else once for each prompt.
   */
  private FloatTensor latents(int from, int to) {
    int pictures = sample.shape().size(0);
    boolean whole = from % pictures == 0 && to % pictures == 0;
    if (whole && (to - from == pictures || variant.has(Optimization.SHARED_FIRST_LAYERS))) {
      return sample;
    }
    List<FloatTensor> rows = new ArrayList<>();
    for (int prompt = from; prompt < to; prompt++) {
      rows.add(sample.row(prompt % pictures));
    }
    return FloatTensor.concatenate(rows);
  }

  private FloatTensor whole(
      EmitOptions emission,
      Arena arena,
      int from,
      int to,
      DeepFeatures.Evaluation kept,
      IValue... arguments) {
    if (kept == null) {
      return Arena.download(network.run(emission, arena, "forward", arguments));
    }
    PtNDArray[] results = network.runList(emission, kept.arena(), "full", arguments);
    FloatTensor prediction = Arena.download(results[0]);
    results[0].close();
    kept.add(from, to, Arrays.copyOfRange(results, 1, results.length));
    return prediction;
  }

  private FloatTensor shallow(
      Arena arena, int from, int to, IValue input, IValue time, IValue prompts) {
    PtNDArray[] kept = shortcut.features().rows(arena, from, to);
    EmitOptions emission = kept.length > 1 ? variant.withControl() : variant;
    try (IValue begin = IValue.listFrom(kept)) {
      return Arena.download(network.run(emission, arena, "shallow", input, time, prompts, begin));
    }
  }

  /** What the ControlNets add, together. */
  private PtNDArray[] residuals(Arena arena, int from, int to, IValue input) {
    EmitOptions own = variant.withShallowLayers(0).withTokenMerging(0);
    PtNDArray[] sum = null;
    for (ControlInput control : controls) {
      ControlNetModel model = control.model();
      PtNDArray[] residuals = model.residuals(own, arena, control, call, from, to, input);
      sum = sum == null ? residuals : model.sum(arena, sum, residuals);
    }
    return sum;
  }
}
