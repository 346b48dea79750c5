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
 *       of it and the tapped values.
 * </ul>
 */
public final class UNet {
  private final UNetConfig config;
  private final EmitOptions options;
  private final UNetPlan plan;

  private UNet(UNetConfig config, EmitOptions options) {
    this.config = config;
    this.options = options;
    plan = new UNetPlan(config);
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
    script.end(prepare, emitPrepare(prepare));
    ScriptMethod time = script.begin("time");
    script.end(time, emitTime(time));
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

  private List<Value> emitPrepare(ScriptMethod method) {
    Layers layers = new Layers(method, options);
    Value context = layers.toCompute(method.tensor("context"));
    if (!options.has(Optimization.PROMPT_KEYS_ONCE)) {
      return List.of(context);
    }
    SpatialTransformer transformer = new SpatialTransformer(layers, config);
    List<Value> keysAndValues = new ArrayList<>();
    for (UNetPlan.Stage stage : plan.stages()) {
      for (CrossAttentionSite site : stage.attentions()) {
        for (int i = 0; i < config.transformerLayers(); i++) {
          for (Value part : transformer.keysAndValues(context, site, i)) {
            keysAndValues.add(method.call("contiguous", part));
          }
        }
      }
    }
    return keysAndValues;
  }

  private Value emitTime(ScriptMethod method) {
    Layers layers = new Layers(method, options);
    Value embedding = layers.toCompute(method.tensor("embedding"));
    return options.has(Optimization.TIMES_ONCE)
        ? timeProjections(layers.method(), embedding)
        : embedding;
  }

  /** From (T, blockOutChannels[0]) to (T, n). */
  private Value timeProjections(ScriptMethod method, Value embedding) {
    // A row for each timestep, not a sequence of tokens.
    Layers layers = new Layers(method, options.withConvolvedProducts(false));
    int width = config.blockOutChannels().get(0);
    Value t = embedding;
    t = layers.linear(t, "time_embedding.linear_1", width, 4 * width, true);
    t = layers.linear(layers.silu(t), "time_embedding.linear_2", 4 * width, 4 * width, true);
    List<String> names = new ArrayList<>();
    List<Integer> widths = new ArrayList<>();
    for (UNetPlan.Stage stage : plan.stages()) {
      for (UNetPlan.ResnetSite resnet : stage.resnets()) {
        names.add(resnet.name() + ".time_emb_proj");
        widths.add(resnet.out());
      }
    }
    return layers.linears(layers.silu(t), names, 4 * width, widths);
  }

  private Value emitForward(ScriptMethod method) {
    Layers layers = new Layers(method, options);
    Value sample = layers.toComputeImage(method.tensor("sample"));
    Value given = method.tensor("time");
    Value time = options.has(Optimization.TIMES_ONCE) ? given : timeProjections(method, given);
    Value conditioning = method.parameter("conditioning", "List[Tensor]");
    Resnet resnet = new Resnet(layers, config.normGroups(), config.normEps());
    SpatialTransformer transformer = new SpatialTransformer(layers, config);
    int first = config.blockOutChannels().get(0);

    Value h = layers.convolution(sample, "conv_in", config.inChannels(), first, 3, 1);
    method.tap("conv_in", h);
    Deque<Value> skips = new ArrayDeque<>(List.of(h));
    for (int level = 0; level < config.levels(); level++) {
      UNetPlan.Stage stage = plan.down().get(level);
      for (int i = 0; i < stage.resnets().size(); i++) {
        h = residual(resnet, stage.resnets().get(i), h, time);
        if (!stage.attentions().isEmpty()) {
          h = transformer.emit(h, stage.attentions().get(i), conditioning);
        }
        skips.push(h);
      }
      if (level < config.levels() - 1) {
        int width = config.blockOutChannels().get(level);
        h = layers.convolution(h, stage.name() + ".downsamplers.0.conv", width, width, 3, 2);
        skips.push(h);
      }
      method.tap(stage.name(), h);
    }

    h = residual(resnet, plan.mid().resnets().get(0), h, time);
    h = transformer.emit(h, plan.mid().attentions().get(0), conditioning);
    h = residual(resnet, plan.mid().resnets().get(1), h, time);
    method.tap("mid_block", h);

    for (int step = 0; step < config.levels(); step++) {
      UNetPlan.Stage stage = plan.up().get(step);
      for (int i = 0; i < stage.resnets().size(); i++) {
        Value joined = method.call("cat", List.of(h, skips.pop()), 1);
        h = residual(resnet, stage.resnets().get(i), joined, time);
        if (!stage.attentions().isEmpty()) {
          h = transformer.emit(h, stage.attentions().get(i), conditioning);
        }
      }
      if (step < config.levels() - 1) {
        h = upsample(layers, h, stage.name(), skips.peek(), stage.resnets().get(0).out());
      }
      method.tap(stage.name(), h);
    }

    h = layers.groupNorm(h, "conv_norm_out", first, config.normGroups(), config.normEps());
    method.tap("conv_norm_out", h);
    h = layers.convolution(layers.silu(h), "conv_out", first, config.outChannels(), 3, 1);
    return layers.toFloat(h);
  }

  private Value residual(Resnet resnet, UNetPlan.ResnetSite site, Value x, Value time) {
    ScriptMethod method = resnet.layers().method();
    int from = site.timeOffset();
    Value row = method.call("slice", time, 1, from, from + site.out(), 1);
    Value column = method.call("unflatten", row, 1, new int[] {site.out(), 1, 1});
    Value out = resnet.emit(x, site.name(), site.in(), site.out(), column);
    method.tap(site.name(), out);
    return out;
  }

  /** To the size of the next skip connection: twice, or one less where a size was odd. */
  private Value upsample(Layers layers, Value x, String stage, Value skip, int width) {
    ScriptMethod method = layers.method();
    List<Value> size = List.of(method.call("size", skip, 2), method.call("size", skip, 3));
    Value larger = method.call("upsample_nearest2d", x, size, null, null);
    return layers.convolution(larger, stage + ".upsamplers.0.conv", width, width, 3, 1);
  }
}
