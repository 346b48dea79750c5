package org.latentj.network;

import java.util.List;
import org.latentj.model.VisionTowerConfig;
import org.latentj.script.Script;
import org.latentj.script.ScriptBuilder;
import org.latentj.script.ScriptMethod;
import org.latentj.script.Value;

/**
 * CLIP's image tower with its projection (Radford et al. 2021; transformers {@code
 * CLIPVisionModelWithProjection}) under the names that it has in diffusers' {@code
 * StableDiffusionSafetyChecker}. One method, {@code embed(w, pixels)}: {@code pixels} (B, 3,
 * imageSize, imageSize), normalised, float32; returns (B, projectionSize), float32.
 */
public final class ClipVisionTower {
  private static final String ROOT = "vision_model.vision_model.";
  private static final int CHANNELS = 3;

  private ClipVisionTower() {}

  /** The script of that network. */
  public static Script script(VisionTowerConfig config, EmitOptions options) {
    ScriptBuilder script = new ScriptBuilder();
    ScriptMethod embed = script.begin("embed");
    script.end(embed, emit(config, new Layers(embed, options)));
    return script.build();
  }

  private static Value emit(VisionTowerConfig config, Layers layers) {
    ScriptMethod method = layers.method();
    int width = config.hiddenSize();
    double eps = config.layerNormEps();
    Value h = tokens(method.tensor("pixels"), config, layers);
    h = layers.layerNorm(h, ROOT + "pre_layrnorm", width, eps);
    ClipLayer layer =
        new ClipLayer(
            width, config.intermediateSize(), config.heads(), config.activation(), eps, false);
    for (int i = 0; i < config.layers(); i++) {
      h = layer.emit(h, ROOT + "encoder.layers." + i, layers);
    }
    // The class token alone; the others' last states are not asked for.
    Value first = method.call("slice", h, 1, 0, 1, 1);
    Value normed = layers.layerNorm(first, ROOT + "post_layernorm", width, eps);
    Value out = layers.linear(normed, "visual_projection", width, config.projectionSize(), false);
    return layers.toFloat(method.call("squeeze", out, 1));
  }

  /** The class token and one for each patch, row by row, with their positions: (B, N, width). */
  private static Value tokens(Value pixels, VisionTowerConfig config, Layers layers) {
    ScriptMethod method = layers.method();
    int width = config.hiddenSize();
    String embeddings = ROOT + "embeddings.";
    Value image = layers.toComputeImage(pixels);
    Value patches =
        layers.patches(image, embeddings + "patch_embedding", CHANNELS, width, config.patchSize());
    Value sequence = method.call("transpose", method.call("flatten", patches, 2, 3), 1, 2);
    Value token = layers.vector(embeddings + "class_embedding", width);
    Value batch = method.call("size", pixels, 0);
    Value first =
        method.call(
            "expand",
            method.call("reshape", token, new int[] {1, 1, width}),
            List.of(batch, -1, -1));
    Value all = method.call("cat", List.of(first, sequence), 1);
    Value positions =
        layers.table(embeddings + "position_embedding.weight", config.tokens(), width);
    return layers.add(all, positions);
  }
}
