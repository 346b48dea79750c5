package org.latentj.network;

import java.util.ArrayList;
import java.util.List;
import org.latentj.model.TextEncoderConfig;
import org.latentj.model.TextEncoderConfig.Activation;
import org.latentj.script.Script;
import org.latentj.script.ScriptBuilder;
import org.latentj.script.ScriptMethod;
import org.latentj.script.Value;

/**
 * CLIP's text tower (Radford et al. 2021; transformers {@code CLIPTextModel}) as a script of two
 * methods:
 *
 * <ul>
 *   <li>{@code forward(w, ids)}: {@code ids} (B, 77), int64; returns the hidden states, one more
 *       than there are layers, each (B, 77, hiddenSize), float32: the embeddings first.
 *   <li>{@code norm(w, hidden)}: the final layer norm of one of them, float32.
 * </ul>
 *
 * <p>The mask is causal only: CLIP sees padding tokens.
 */
public final class ClipTextEncoder {
  private static final String ROOT = "text_model.";

  private ClipTextEncoder() {}

  /** The script of that network. */
  public static Script script(TextEncoderConfig config, EmitOptions options) {
    ScriptBuilder script = new ScriptBuilder();
    ScriptMethod forward = script.begin("forward");
    script.end(forward, emitForward(config, new Layers(forward, options)));
    ScriptMethod norm = script.begin("norm");
    Layers layers = new Layers(norm, options);
    Value hidden = layers.toCompute(norm.tensor("hidden"));
    double eps = config.layerNormEps();
    Value normed = layers.layerNorm(hidden, ROOT + "final_layer_norm", config.hiddenSize(), eps);
    script.end(norm, layers.toFloat(normed));
    return script.build();
  }

  private static List<Value> emitForward(TextEncoderConfig config, Layers layers) {
    ScriptMethod method = layers.method();
    int width = config.hiddenSize();
    Value ids = method.tensor("ids");
    String embeddings = ROOT + "embeddings.";
    Value tokens =
        layers.embedding(ids, embeddings + "token_embedding", config.vocabularySize(), width);
    Value positions =
        layers.table(embeddings + "position_embedding.weight", config.maxPositions(), width);
    Value length = method.call("size", ids, 1);
    Value h = layers.add(tokens, method.call("slice", positions, 0, 0, length, 1));
    List<Value> states = new ArrayList<>(List.of(layers.toFloat(h)));
    for (int i = 0; i < config.layers(); i++) {
      h = layer(h, ROOT + "encoder.layers." + i, config, layers);
      states.add(layers.toFloat(h));
    }
    return states;
  }

  private static Value layer(Value x, String name, TextEncoderConfig config, Layers layers) {
    int width = config.hiddenSize();
    double eps = config.layerNormEps();
    String attn = name + ".self_attn.";
    Value h = layers.layerNorm(x, name + ".layer_norm1", width, eps);
    List<String> projections = List.of(attn + "q_proj", attn + "k_proj", attn + "v_proj");
    h = new Attention(layers, config.heads(), width).toItself(h, projections, true, true);
    Value y = layers.add(x, layers.linear(h, attn + "out_proj", width, width, true));

    h = layers.layerNorm(y, name + ".layer_norm2", width, eps);
    h = layers.linear(h, name + ".mlp.fc1", width, config.intermediateSize(), true);
    h = activation(h, config.activation(), layers.method());
    h = layers.linear(h, name + ".mlp.fc2", config.intermediateSize(), width, true);
    return layers.add(y, h);
  }

  private static Value activation(Value x, Activation activation, ScriptMethod method) {
    return switch (activation) {
      case GELU -> method.call("gelu", x);
      case QUICK_GELU ->
          method.call("mul", x, method.call("sigmoid", method.call("mul", x, 1.702)));
    };
  }
}
