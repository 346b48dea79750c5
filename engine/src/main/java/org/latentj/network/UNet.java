package org.latentj.network;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
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
 *       projections of all resnets side by side.
 *   <li>{@code forward(w, sample, time, conditioning)}: once a step. {@code sample} (B, inChannels,
 *       H, W), float32; {@code time} (1 or B, n) from {@code time}; {@code conditioning} from
 *       {@code prepare}; returns the prediction (B, outChannels, H, W), float32; with taps, a list
 *       of it and the tapped values. Controlled, it takes another argument, {@code residuals} from
 *       {@link ControlNet}, which are added to the skip connections and the mid block's result.
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
  }

  /** The script of that network. */
  public static Script script(UNetConfig config, EmitOptions options) {
    return new UNet(config, options).build();
  }

  /** The names of the tapped values that {@code forward} returns after the prediction. */
  public static List<String> tapNames(UNetConfig config) {
    UNet unet = new UNet(config, EmitOptions.reference());
    ScriptMethod forward = new ScriptBuilder().begin("forward");
    unet.emitForward(forward);
    return List.copyOf(forward.taps().keySet());
  }

  private Script build() {
    ScriptBuilder script = new ScriptBuilder();
    ScriptMethod prepare = script.begin("prepare");
    script.end(prepare, inputs.emitPrepare(prepare));
    ScriptMethod time = script.begin("time");
    script.end(time, inputs.emitTime(time));
    ScriptMethod forward = script.begin("forward");
    Value prediction = emitForward(forward);
    if (options.taps()) {
      List<Value> results = new ArrayList<>(List.of(prediction));
      Layers layers = new Layers(forward, options);
      forward.taps().values().forEach(v -> results.add(layers.toFloat(v)));
      script.end(forward, results);
    } else {
      script.end(forward, prediction);
    }
    return script.build();
  }

  private Value emitForward(ScriptMethod method) {
    Layers layers = new Layers(method, options);
    Value sample = layers.toComputeImage(method.tensor("sample"));
    UNetBlocks blocks = inputs.beginBlocks(layers);
    Value residuals = options.controlled() ? method.parameter("residuals", "List[Tensor]") : null;
    int first = config.blockOutChannels().get(0);

    Value h = blocks.in(sample);
    Deque<Value> skips = new ArrayDeque<>(List.of(h));
    h = blocks.down(h, skips);
    h = controlled(layers, blocks.mid(h), residuals, skips.size());

    for (int step = 0; step < config.levels(); step++) {
      UNetPlan.Stage stage = plan.up().get(step);
      for (int i = 0; i < stage.resnets().size(); i++) {
        Value skip = controlled(layers, skips.pop(), residuals, skips.size());
        h = blocks.layer(stage, i, method.call("cat", List.of(h, skip), 1));
      }
      if (step < config.levels() - 1) {
        h = blocks.upsample(h, stage.name(), skips.peek(), stage.resnets().get(0).out());
      }
      method.tap(stage.name(), h);
    }

    h = layers.groupNorm(h, "conv_norm_out", first, config.normGroups(), config.normEps());
    method.tap("conv_norm_out", h);
    h = layers.convolution(layers.silu(h), "conv_out", first, config.outChannels(), 3, 1);
    return layers.toFloat(h);
  }

  /** With a ControlNet's residual added where there is one. */
  private static Value controlled(Layers layers, Value x, Value residuals, int index) {
    return residuals == null ? x : layers.add(x, residuals.element(index));
  }
}
