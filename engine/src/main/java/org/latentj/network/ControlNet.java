package org.latentj.network;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.latentj.model.ControlNetConfig;
import org.latentj.script.Script;
import org.latentj.script.ScriptBuilder;
import org.latentj.script.ScriptMethod;
import org.latentj.script.Value;

/**
 * ControlNet (Zhang et al. 2023; diffusers {@code ControlNetModel}): a copy of the UNet's down and
 * mid blocks that also sees a hint, and whose results are added to the UNet's skip connections and
 * mid block. A script of these methods, split as {@link UNet}'s are:
 *
 * <ul>
 *   <li>{@code prepare(w, context)} and {@code time(w, embedding)}: as the UNet's.
 *   <li>{@code hint(w, image)}: once a run. {@code image} (1 or B, conditioningChannels, 8H, 8W),
 *       float32; returns its embedding (1 or B, blockOutChannels[0], H, W).
 *   <li>{@code forward(w, sample, time, conditioning, hint, scales)}: once a step. {@code sample}
 *       (B, inChannels or more, H, W), float32, of which the first channels are read; {@code hint}
 *       from {@code hint}; {@code scales} (B, {@link #residuals}), float32, what each result is
 *       multiplied with; returns the residuals, those of the skip connections in order of
 *       evaluation, then that of the mid block.
 *   <li>{@code sum(w, left, right)}: the residuals of two networks, added.
 * </ul>
 */
public final class ControlNet {
  private static final String EMBEDDING = "controlnet_cond_embedding.";

  private final ControlNetConfig config;
  private final EmitOptions options;
  private final UNetInputs inputs;

  private ControlNet(ControlNetConfig config, EmitOptions options) {
    this.config = config;
    this.options = options;
    UNetPlan plan = UNetPlan.withoutUpLevels(config.network());
    inputs = new UNetInputs(config.network(), options, plan);
  }

  /** The script of that network. */
  public static Script script(ControlNetConfig config, EmitOptions options) {
    return new ControlNet(config, options).build();
  }

  /** How many residuals a step has: 13 for Stable Diffusion. */
  public static int residuals(ControlNetConfig config) {
    int levels = config.network().levels();
    return 1 + levels * config.network().layersPerBlock() + (levels - 1) + 1;
  }

  private Script build() {
    ScriptBuilder script = new ScriptBuilder();
    ScriptMethod prepare = script.begin("prepare");
    script.end(prepare, inputs.emitPrepare(prepare));
    ScriptMethod time = script.begin("time");
    script.end(time, inputs.emitTime(time));
    ScriptMethod hint = script.begin("hint");
    script.end(hint, emitHint(hint));
    ScriptMethod forward = script.begin("forward");
    script.end(forward, emitForward(forward));
    ScriptMethod sum = script.begin("sum");
    script.end(sum, emitSum(sum));
    return script.build();
  }

  /** Convolutions with SiLU in between; every second one halves the size. */
  private Value emitHint(ScriptMethod method) {
    Layers layers = new Layers(method, options);
    Value image = method.tensor("image");
    if (config.bgr()) {
      image = method.call("flip", image, new int[] {1});
    }
    List<Integer> widths = config.embeddingChannels();
    Value h = layers.toComputeImage(image);
    h = layers.convolution(h, EMBEDDING + "conv_in", config.hintChannels(), widths.get(0), 3, 1);
    h = layers.lastSilu(h);
    for (int i = 0; i < widths.size() - 1; i++) {
      int in = widths.get(i);
      String blocks = EMBEDDING + "blocks.";
      h = layers.lastSilu(layers.convolution(h, blocks + 2 * i, in, in, 3, 1));
      h = layers.convolution(h, blocks + (2 * i + 1), in, widths.get(i + 1), 3, 2);
      h = layers.lastSilu(h);
    }
    int last = widths.get(widths.size() - 1);
    return layers.convolution(h, EMBEDDING + "conv_out", last, firstWidth(), 3, 1);
  }

  private List<Value> emitForward(ScriptMethod method) {
    Layers layers = new Layers(method, options);
    // An inpainting model's further channels are not for this network.
    Value latents =
        method.call("slice", method.tensor("sample"), 1, 0, config.network().inChannels(), 1);
    Value sample = layers.toComputeImage(latents);
    UNetBlocks blocks = inputs.beginBlocks(layers);
    Value hint = method.tensor("hint");
    Value scales = method.tensor("scales");

    Value h = layers.add(blocks.in(sample), hint);
    Deque<Value> skips = new ArrayDeque<>(List.of(h));
    Value mid = blocks.mid(blocks.down(h, skips));

    List<Integer> widths = skipWidths();
    List<Value> residuals = new ArrayList<>();
    for (int i = 0; i < widths.size(); i++) {
      String name = "controlnet_down_blocks." + i;
      Value skip = blocks.forPrompts(skips.removeLast());
      Value own = layers.convolution(skip, name, widths.get(i), widths.get(i), 1, 1);
      residuals.add(scaled(layers, own, scales, i));
    }
    int width = widths.get(widths.size() - 1);
    Value own = layers.convolution(mid, "controlnet_mid_block", width, width, 1, 1);
    residuals.add(scaled(layers, own, scales, widths.size()));
    return residuals;
  }

  /** Multiplied in float32, as by a number; a tensor of half precision would round the scale. */
  private static Value scaled(Layers layers, Value residual, Value scales, int index) {
    ScriptMethod method = layers.method();
    Value column = method.call("slice", scales, 1, index, index + 1, 1);
    Value scale = method.call("unflatten", column, 1, new int[] {1, 1, 1});
    return layers.toCompute(method.call("mul", residual, scale));
  }

  /** Channels of the skip connections, in order of evaluation. */
  private List<Integer> skipWidths() {
    List<Integer> widths = new ArrayList<>(List.of(firstWidth()));
    int levels = config.network().levels();
    for (int level = 0; level < levels; level++) {
      int width = config.network().blockOutChannels().get(level);
      int layers = config.network().layersPerBlock() + (level < levels - 1 ? 1 : 0);
      for (int i = 0; i < layers; i++) {
        widths.add(width);
      }
    }
    return widths;
  }

  private List<Value> emitSum(ScriptMethod method) {
    Value left = method.parameter("left", "List[Tensor]");
    Value right = method.parameter("right", "List[Tensor]");
    List<Value> sums = new ArrayList<>();
    for (int i = 0; i < residuals(config); i++) {
      sums.add(method.call("add", left.element(i), right.element(i)));
    }
    return sums;
  }

  private int firstWidth() {
    return config.network().blockOutChannels().get(0);
  }
}
