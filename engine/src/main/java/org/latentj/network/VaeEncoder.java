package org.latentj.network;

import java.util.List;
import java.util.Locale;
import org.latentj.model.VaeConfig;
import org.latentj.script.Script;
import org.latentj.script.ScriptBuilder;
import org.latentj.script.ScriptMethod;
import org.latentj.script.Value;

/**
 * The encoder half of the autoencoder (diffusers {@code AutoencoderKL.encode}): {@code forward(w,
 * image)} takes (B, imageChannels, H, W) in [-1, 1], float32, and returns the moments (B, 2 *
 * latentChannels, H/8, W/8), float32: means, then log variances, not clamped.
 *
 * <p>In parts, for pictures that are too large to be encoded at once: {@code apply(w, image,
 * statistics, rows, columns, window)} turns a tile of one picture into features in the compute
 * type, and {@code measure} and {@code adjust} return statistics, all as {@link VaeDecoder} does;
 * {@code join(w, tiles, dimension)} lays features side by side, and {@code whole(w, features)}
 * turns those of the whole picture into moments.
 */
public final class VaeEncoder {
  private VaeEncoder() {}

  /** The script of that network. */
  public static Script script(VaeConfig config, EmitOptions options) {
    ScriptBuilder script = new ScriptBuilder();
    if (options.parts()) {
      emitParts(config, options, script);
      return script.build();
    }
    ScriptMethod method = script.begin("forward");
    Layers layers = new Layers(method, options);
    Value features = head(config, layers, layers.toComputeImage(method.tensor("image")));
    script.end(method, whole(config, layers, features));
    return script.build();
  }

  /**
   * How far a feature that {@code whole} takes sees in the picture, in squares of {@link
   * VaeConfig#downsampling} pixels: what a tile needs around it.
   */
  public static int tileMargin(VaeConfig config) {
    int reach = 0;
    for (int level = 1; level < config.blockOutChannels().size(); level++) {
      // A stride of two whose kernel looks two pixels ahead, and two convolutions a resnet.
      reach = 2 * reach + 2 + 2 * config.layersPerBlock();
    }
    return (reach + config.downsampling()) / config.downsampling();
  }

  /** How many group norms a tile goes through. */
  public static int tileNorms(VaeConfig config) {
    return 2 * (config.blockOutChannels().size() - 1) * config.layersPerBlock();
  }

  private static void emitParts(VaeConfig config, EmitOptions options, ScriptBuilder script) {
    for (PooledNorms.Use use : PooledNorms.Use.values()) {
      ScriptMethod method = script.begin(use.name().toLowerCase(Locale.ROOT));
      Value image = method.tensor("image");
      Value given = method.tensor("statistics");
      TileWindow window = TileWindow.cut(method, image);
      PooledNorms norms = new PooledNorms(method, use, given, window);
      Layers layers = new Layers(method, options.withTiling(false, false)).with(norms);
      Value features = head(config, layers, layers.toComputeImage(window.tile()));
      script.end(method, use == PooledNorms.Use.APPLY ? window.of(features) : norms.statistics());
    }
    ScriptMethod whole = script.begin("whole");
    script.end(whole, whole(config, new Layers(whole, options), whole.tensor("features")));
    ScriptMethod join = script.begin("join");
    Value tiles = join.parameter("tiles", "List[Tensor]");
    script.end(join, join.call("cat", tiles, join.parameter("dimension", "int")));
  }

  /** The levels that are followed by a smaller one. */
  private static Value head(VaeConfig config, Layers layers, Value image) {
    VaeLayers blocks = new VaeLayers(layers, config);
    List<Integer> widths = config.blockOutChannels();
    int channels = widths.get(0);
    Value h = layers.convolution(image, "encoder.conv_in", config.imageChannels(), channels, 3, 1);
    for (int level = 0; level < widths.size() - 1; level++) {
      h = resnets(config, blocks, h, level, channels);
      channels = widths.get(level);
      String name = "encoder.down_blocks." + level + ".downsamplers.0.conv";
      h = layers.farPaddedConvolution(h, name, channels, channels);
    }
    return h;
  }

  /** What is computed at the latents' size: there, attention looks at all of the picture. */
  private static Value whole(VaeConfig config, Layers layers, Value features) {
    VaeLayers blocks = new VaeLayers(layers, config);
    List<Integer> widths = config.blockOutChannels();
    int last = widths.size() - 1;
    int channels = widths.get(last);
    int moments = 2 * config.latentChannels();
    Value h = resnets(config, blocks, features, last, widths.get(Math.max(0, last - 1)));
    h = blocks.mid(h, "encoder.mid_block", channels);
    h = blocks.normOut(h, "encoder.conv_norm_out", channels);
    h = layers.convolution(h, "encoder.conv_out", channels, moments, 3, 1);
    if (config.quantConvolutions()) {
      h = layers.convolution(h, "quant_conv", moments, moments, 1, 1);
    }
    return layers.toFloat(h);
  }

  private static Value resnets(VaeConfig config, VaeLayers blocks, Value x, int level, int in) {
    Value h = x;
    int channels = in;
    for (int i = 0; i < config.layersPerBlock(); i++) {
      String name = "encoder.down_blocks." + level + ".resnets." + i;
      h = blocks.resnet(h, name, channels, config.blockOutChannels().get(level));
      channels = config.blockOutChannels().get(level);
    }
    return h;
  }
}
