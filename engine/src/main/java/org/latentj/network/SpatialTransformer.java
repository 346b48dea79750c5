package org.latentj.network;

import java.util.List;
import java.util.Optional;
import org.latentj.model.UNetConfig;
import org.latentj.script.Value;

/**
 * The transformer of a UNet level: pixels as tokens, self-attention, cross-attention to the
 * conditioning, GEGLU feed-forward (diffusers {@code Transformer2DModel}, {@code
 * BasicTransformerBlock}). Keys and values of the conditioning come from outside: they do not
 * change from step to step.
 */
final class SpatialTransformer {
  private static final double NORM_EPS = 1e-6;
  private static final double LAYER_NORM_EPS = 1e-5;

  private final Layers layers;
  private final UNetConfig config;

  SpatialTransformer(Layers layers, UNetConfig config) {
    this.layers = layers;
    this.config = config;
  }

  /**
   * Emits the transformer.
   *
   * @param x of shape (B, site.channels, H, W)
   * @param rows of the evaluation
   * @return of shape (B, site.channels, H, W), with a row for each prompt
   */
  Value emit(Value x, CrossAttentionSite site, PromptRows rows) {
    var m = layers.method();
    String name = site.name();
    int channels = site.channels();
    Value height = m.call("size", x, 2);
    rows.keep(x);
    Value normed = layers.groupNorm(x, name + ".norm", channels, config.normGroups(), NORM_EPS);
    Value tokens = m.call("flatten", m.call("permute", normed, new int[] {0, 2, 3, 1}), 1, 2);
    Value h = project(tokens, name + ".proj_in", channels);
    for (int i = 0; i < config.transformerLayers(); i++) {
      h = block(x, h, site, i, rows);
    }
    h = project(h, name + ".proj_out", channels);
    Value lines = m.call("unflatten", h, 1, List.of(height, -1));
    Value image = m.call("permute", lines, new int[] {0, 3, 1, 2});
    // The sum takes the first operand's memory order: images stay in the one that they have.
    Value out = layers.add(rows.forPrompts(x), image);
    m.tap(name, out);
    return out;
  }

  private Value project(Value tokens, String name, int channels) {
    return config.linearProjection()
        ? layers.linear(tokens, name, channels, channels, true)
        : layers.pointwise(tokens, name, channels, channels);
  }

  /** Block {@code index}, on the tokens {@code x} of an image. */
  private Value block(Value image, Value x, CrossAttentionSite site, int index, PromptRows rows) {
    int width = site.channels();
    String name = site.block(index);
    Attention attention = new Attention(layers, site.heads(), width);

    Value h = layers.layerNorm(x, name + ".norm1", width, LAYER_NORM_EPS);
    List<String> self = List.of(name + ".attn1.to_q", name + ".attn1.to_k", name + ".attn1.to_v");
    Optional<TokenMerging> merging = merging(image, x, site);
    h = merging.isPresent() ? merging.get().merge(h) : h;
    h = attention.toItself(h, self, false, false);
    h = layers.linear(h, name + ".attn1.to_out.0", width, width, true);
    h = merging.isPresent() ? merging.get().unmerge(h) : h;
    layers.method().tap(name + ".attn1", h);
    Value y = rows.reach(layers.add(h, x));

    h = layers.layerNorm(y, name + ".norm2", width, LAYER_NORM_EPS);
    Value query = layers.linear(h, name + ".attn2.to_q", width, width, false);
    List<Value> prompt = prompt(rows.conditioning(), site, index);
    h = attention.attend(attention.split(query, 1).get(0), prompt.get(0), prompt.get(1), false);
    h = layers.linear(h, name + ".attn2.to_out.0", width, width, true);
    layers.method().tap(name + ".attn2", h);
    y = layers.add(h, y);

    h = layers.layerNorm(y, name + ".norm3", width, LAYER_NORM_EPS);
    h = feedForward(h, name + ".ff", width);
    layers.method().tap(name + ".ff", h);
    return layers.add(h, y);
  }

  /** At the highest resolution that has attention, as {@code tomesd} does by default. */
  private Optional<TokenMerging> merging(Value image, Value tokens, CrossAttentionSite site) {
    double share = layers.options().tokenMerging();
    return share > 0 && site.level() == config.crossAttention().indexOf(true)
        ? Optional.of(new TokenMerging(layers.method(), image, tokens, share))
        : Optional.empty();
  }

  private List<Value> prompt(Value conditioning, CrossAttentionSite site, int index) {
    if (!layers.options().has(Optimization.PROMPT_KEYS_ONCE)) {
      return keysAndValues(new Value(conditioning + "[0]"), site, index);
    }
    int slot = 2 * (site.firstBlock() + index);
    return List.of(
        new Value(conditioning + "[" + slot + "]"),
        new Value(conditioning + "[" + (slot + 1) + "]"));
  }

  /**
   * Key and value of a block's cross-attention, each (B, heads, 77k, channels / heads).
   *
   * @param context (B, 77k, crossAttentionDim), of the compute type
   */
  List<Value> keysAndValues(Value context, CrossAttentionSite site, int index) {
    String name = site.block(index) + ".attn2";
    return new Attention(layers, site.heads(), site.channels())
        .projected(
            context, List.of(name + ".to_k", name + ".to_v"), config.crossAttentionDim(), false);
  }

  /** GEGLU (Shazeer 2020, eq. 6) with the exact GELU, then a linear layer. */
  private Value feedForward(Value x, String name, int width) {
    var m = layers.method();
    int inner = 4 * width;
    Value both = layers.linear(x, name + ".net.0.proj", width, 2 * inner, true);
    Value value = m.call("slice", both, -1, 0, inner, 1);
    Value gate = m.call("slice", both, -1, inner, 2 * inner, 1);
    Value gated = m.call("mul", value, m.call("gelu", gate));
    return layers.linear(gated, name + ".net.2", inner, width, true);
  }
}
