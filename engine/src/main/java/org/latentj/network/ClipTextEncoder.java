package org.latentj.network;

import java.util.ArrayList;
import java.util.List;
import org.latentj.model.TextEncoderConfig;
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
    ClipLayer layer =
        new ClipLayer(
            width,
            config.intermediateSize(),
            config.heads(),
            config.activation(),
            config.layerNormEps(),
            true);
    for (int i = 0; i < config.layers(); i++) {
      h = layer.emit(h, ROOT + "encoder.layers." + i, layers);
      states.add(layers.toFloat(h));
    }
    return states;
  }
}
