package org.latentj.network;

import java.util.ArrayList;
import java.util.List;
import org.latentj.model.UNetConfig;
import org.latentj.script.ScriptMethod;
import org.latentj.script.Value;

/**
 * What UNet and ControlNet compute more rarely than every step: keys and values of the prompt, and
 * projections of the time, for the stages of a plan.
 */
record UNetInputs(UNetConfig config, EmitOptions options, UNetPlan plan) {

  /** Emits the body of {@code prepare}; see {@link UNet}. */
  List<Value> emitPrepare(ScriptMethod method) {
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

  /** Emits the body of {@code time}; see {@link UNet}. */
  Value emitTime(ScriptMethod method) {
    Layers layers = new Layers(method, options);
    Value embedding = layers.toCompute(method.tensor("embedding"));
    if (config.isToldGuidance()) {
      Value guidance = layers.toCompute(method.tensor("guidance"));
      int width = config.blockOutChannels().get(0);
      String name = "time_embedding.cond_proj";
      Value told = layers.linear(guidance, name, config.guidanceWidth(), width, false);
      embedding = layers.add(embedding, told);
    }
    return options.has(Optimization.TIMES_ONCE)
        ? timeProjections(layers.method(), embedding)
        : embedding;
  }

  /** Declares {@code time} and {@code conditioning}, and begins the blocks that read them. */
  UNetBlocks beginBlocks(Layers layers) {
    ScriptMethod method = layers.method();
    Value given = method.tensor("time");
    Value time = options.has(Optimization.TIMES_ONCE) ? given : timeProjections(method, given);
    Value conditioning = method.parameter("conditioning", "List[Tensor]");
    return new UNetBlocks(config, plan, layers, time, conditioning);
  }

  /** From (T, blockOutChannels[0]) to (T, n). */
  private Value timeProjections(ScriptMethod method, Value embedding) {
    Layers layers = new Layers(method, options);
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
}
