package org.latentj.network;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.IntFunction;
import org.latentj.model.UNetConfig;
import org.latentj.script.Script;
import org.latentj.script.ScriptBuilder;
import org.latentj.script.ScriptMethod;
import org.latentj.script.Value;

/**
 * The denoising UNet (diffusers {@code UNet2DConditionModel}) as a script of three methods, split
 * by how often their results change:
 *
 * <ul>
 *   <li>{@code prepare(w, context)}: once a prompt. {@code context} (B, 77k, crossAttentionDim),
 *       float32; returns the keys and values of every cross-attention.
 *   <li>{@code time(w, embedding)}: once a run. {@code embedding} (T, blockOutChannels[0]) from
 *       {@link TimestepEmbedding}, float32; returns (T, n), a row for each timestep with the time
 *       projections of all resnets side by side. A UNet that is told the guidance scale takes
 *       another argument, {@code guidance} (1, guidanceWidth), float32.
 *   <li>{@code forward(w, sample, time, conditioning)}: once a step. {@code sample} (B, inChannels,
 *       H, W), float32; {@code time} (1 or B, n) from {@code time}; {@code conditioning} from
 *       {@code prepare}, of B prompts or, with shared first layers, of a multiple of that, all
 *       pictures' first prompts before their second ones; returns the prediction, a row for each
 *       prompt (prompts, outChannels, H, W), float32; with taps, a list of it and the tapped
 *       values. Controlled, it takes another argument, {@code residuals} from {@link ControlNet},
 *       which are added to the skip connections and the mid block's result.
 * </ul>
 *
 * <p>With shallow layers there are two more, for steps that take deep features from an earlier one
 * (Ma et al. 2023, "DeepCache", section 3.2):
 *
 * <ul>
 *   <li>{@code full}: as {@code forward}; returns a list of the prediction, of what comes from
 *       below the first shallow up layer, and, controlled, of the residuals that the shallow
 *       layers' skip connections had.
 *   <li>{@code shallow(w, sample, time, conditioning, kept)}: {@code kept} is that list without the
 *       prediction; returns the prediction of the shallow layers.
 * </ul>
 */
public final class UNet {
  private final UNetConfig config;
  private final EmitOptions options;
  private final UNetPlan plan;
  private final UNetInputs inputs;

  private UNet(UNetConfig config, EmitOptions options) {
    this.config = config;
    this.options = options;
    plan = new UNetPlan(config);
    inputs = new UNetInputs(config, options, plan);
    if (options.shallowLayers() > plan.upLayers()) {
      throw new IllegalArgumentException(
          "expected at most %d shallow layers, all up layers of this UNet, but got %d"
              .formatted(plan.upLayers(), options.shallowLayers()));
    }
  }

  /** The script of that network. */
  public static Script script(UNetConfig config, EmitOptions options) {
    return new UNet(config, options).build();
  }

  /** How many up layers a UNet has, and with it skip connections: 12 in Stable Diffusion. */
  public static int upLayers(UNetConfig config) {
    return new UNetPlan(config).upLayers();
  }

  /** The names of the tapped values that {@code forward} returns after the prediction. */
  public static List<String> tapNames(UNetConfig config) {
    UNet unet = new UNet(config, EmitOptions.reference());
    ScriptMethod forward = new ScriptBuilder().begin("forward");
    unet.emitForward(forward, new ArrayList<>());
    return List.copyOf(forward.taps().keySet());
  }

  private Script build() {
    ScriptBuilder script = new ScriptBuilder();
    ScriptMethod prepare = script.begin("prepare");
    script.end(prepare, inputs.emitPrepare(prepare));
    ScriptMethod time = script.begin("time");
    script.end(time, inputs.emitTime(time));
    ScriptMethod forward = script.begin("forward");
    Value prediction = emitForward(forward, new ArrayList<>());
    if (options.taps()) {
      List<Value> results = new ArrayList<>(List.of(prediction));
      Layers layers = new Layers(forward, options);
      forward.taps().values().forEach(v -> results.add(layers.toFloat(v)));
      script.end(forward, results);
    } else {
      script.end(forward, prediction);
    }
    if (options.shallowLayers() > 0) {
      buildShallow(script);
    }
    return script.build();
  }

  private void buildShallow(ScriptBuilder script) {
    ScriptMethod full = script.begin("full");
    List<Value> kept = new ArrayList<>();
    List<Value> results = new ArrayList<>(List.of(emitForward(full, kept)));
    results.addAll(kept);
    script.end(full, results);
    ScriptMethod shallow = script.begin("shallow");
    script.end(shallow, emitShallow(shallow));
  }

  /**
   * Emits the whole network.
   *
   * @param kept takes what the shallow layers need of it
   */
  private Value emitForward(ScriptMethod method, List<Value> kept) {
    Layers layers = new Layers(method, options);
    Value sample = layers.toComputeImage(method.tensor("sample"));
    UNetBlocks blocks = inputs.beginBlocks(layers);
    Value residuals = options.controlled() ? method.parameter("residuals", "List[Tensor]") : null;
    IntFunction<Value> residual = i -> residuals == null ? null : residuals.element(i);

    Value h = blocks.in(sample);
    Deque<Value> skips = new ArrayDeque<>(List.of(h));
    h = blocks.down(h, skips);
    h = sum(layers, blocks.mid(h), residual.apply(skips.size()));
    int shallow = options.shallowLayers();
    h =
        blocks.up(
            h,
            skips,
            (index, below, skip) -> {
              if (index == shallow - 1) {
                kept.add(below);
              }
              return sum(layers, skip, residual.apply(index));
            });
    if (residuals != null) {
      for (int i = 0; i < shallow; i++) {
        kept.add(residuals.element(i));
      }
    }
    return out(layers, h);
  }

  private Value emitShallow(ScriptMethod method) {
    Layers layers = new Layers(method, options);
    Value sample = layers.toComputeImage(method.tensor("sample"));
    UNetBlocks blocks = inputs.beginBlocks(layers);
    Value kept = method.parameter("kept", "List[Tensor]");

    Value h = blocks.in(sample);
    Deque<Value> skips = new ArrayDeque<>(List.of(h));
    blocks.down(h, skips, options.shallowLayers());
    h =
        blocks.up(
            kept.element(0),
            skips,
            (index, below, skip) ->
                sum(layers, skip, options.controlled() ? kept.element(1 + index) : null));
    return out(layers, h);
  }

  private Value out(Layers layers, Value x) {
    int first = config.blockOutChannels().get(0);
    Value h = layers.groupNorm(x, "conv_norm_out", first, config.normGroups(), config.normEps());
    layers.method().tap("conv_norm_out", h);
    h = layers.convolution(layers.silu(h), "conv_out", first, config.outChannels(), 3, 1);
    return layers.toFloat(h);
  }

  /** With a ControlNet's residual added where there is one. */
  private static Value sum(Layers layers, Value x, Value residual) {
    return residual == null ? x : layers.add(x, residual);
  }
}
