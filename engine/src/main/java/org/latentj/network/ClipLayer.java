package org.latentj.network;

import java.util.List;
import org.latentj.model.TextEncoderConfig.Activation;
import org.latentj.script.ScriptMethod;
import org.latentj.script.Value;

/**
 * One transformer layer of CLIP's towers (transformers {@code CLIPEncoderLayer}), norms first.
 *
 * @param width of the tokens
 * @param intermediate width of the feed-forward part
 * @param heads of the attention
 * @param activation of the feed-forward part
 * @param eps of the layer norms
 * @param causal whether a token sees only itself and earlier ones
 */
record ClipLayer(
    int width, int intermediate, int heads, Activation activation, double eps, boolean causal) {

  /**
   * Emits it.
   *
   * @param x of shape (B, N, width)
   * @param name of the layer, without a dot at its end
   */
  Value emit(Value x, String name, Layers layers) {
    String attn = name + ".self_attn.";
    Value h = layers.layerNorm(x, name + ".layer_norm1", width, eps);
    List<String> projections = List.of(attn + "q_proj", attn + "k_proj", attn + "v_proj");
    h = new Attention(layers, heads, width).toItself(h, projections, true, causal);
    Value y = layers.add(x, layers.linear(h, attn + "out_proj", width, width, true));

    h = layers.layerNorm(y, name + ".layer_norm2", width, eps);
    h = layers.linear(h, name + ".mlp.fc1", width, intermediate, true);
    h = activated(h, layers.method());
    h = layers.linear(h, name + ".mlp.fc2", intermediate, width, true);
    return layers.add(y, h);
  }

  private Value activated(Value x, ScriptMethod method) {
    return switch (activation) {
      case GELU -> method.call("gelu", x);
      case QUICK_GELU ->
          method.call("mul", x, method.call("sigmoid", method.call("mul", x, 1.702)));
    };
  }
}
