package org.latentj.network;

import java.util.List;
import java.util.Locale;
import org.latentj.model.VaeConfig;
import org.latentj.script.Script;
import org.latentj.script.ScriptBuilder;
import org.latentj.script.ScriptMethod;
import org.latentj.script.Value;

/**
 * The decoder half of the autoencoder (diffusers {@code AutoencoderKL.decode}): {@code forward(w,
 * latents)} takes (B, latentChannels, h, w) already divided by the scaling factor, float32, and
 * returns the picture (B, imageChannels, 8h, 8w), float32, about [-1, 1] and not clamped.
 *
 * <p>In parts, for pictures that are too large to be decoded at once: {@code whole(w, latents)}
 * returns features (B, C, h, w) in the compute type. Of these, for batches of one, {@code apply(w,
 * features, statistics, rows, columns, window)} decodes a tile (see {@link TileWindow}) and returns
 * the part of the picture under its window, normalised by the {@link PooledNorms statistics} of the
 * whole picture; {@code measure} returns the tile's own statistics under the same normalisation,
 * and {@code adjust} normalises by its own after a correction, and returns those.
 */
public final class VaeDecoder {
  private VaeDecoder() {}

  /** The script of that network. */
  public static Script script(VaeConfig config, EmitOptions options) {
    ScriptBuilder script = new ScriptBuilder();
    if (options.parts()) {
      emitParts(config, options, script);
      return script.build();
    }
    ScriptMethod method = script.begin("forward");
    Layers layers = new Layers(method, options);
    Value features = whole(config, layers, method.tensor("latents"));
    script.end(method, tail(config, layers, features));
    return script.build();
  }

  /**
   * How far a pixel sees in the features that {@code whole} returns, in pixels of these: what a
   * tile needs around it. The decoder's last part is convolutions of 3x3 and repetitions of pixels.
   */
  public static int tileMargin(VaeConfig config) {
    int resnets = 2 * (config.layersPerBlock() + 1);
    int reach = 1;
    for (int step = 1; step < config.blockOutChannels().size(); step++) {
      reach = (reach + resnets + 2) / 2;
    }
    return reach;
  }

  /** How many group norms a tile goes through. */
  public static int tileNorms(VaeConfig config) {
    return 2 * (config.blockOutChannels().size() - 1) * (config.layersPerBlock() + 1) + 1;
  }

  private static void emitParts(VaeConfig config, EmitOptions options, ScriptBuilder script) {
    ScriptMethod whole = script.begin("whole");
    script.end(whole, whole(config, new Layers(whole, options), whole.tensor("latents")));
    for (PooledNorms.Use use : PooledNorms.Use.values()) {
      ScriptMethod method = script.begin(use.name().toLowerCase(Locale.ROOT));
      Value features = method.tensor("features");
      Value given = method.tensor("statistics");
      TileWindow window = TileWindow.cut(method, features);
      PooledNorms norms = new PooledNorms(method, use, given, window);
      // A tile's edges are wrong by convention; its margin takes that up.
      Layers layers = new Layers(method, options.withTiling(false, false)).with(norms);
      Value image = tail(config, layers, window.tile());
      script.end(method, use == PooledNorms.Use.APPLY ? window.of(image) : norms.statistics());
    }
  }

  /** What is computed at the latents' size: there, attention looks at all of the picture. */
  private static Value whole(VaeConfig config, Layers layers, Value latents) {
    VaeLayers blocks = new VaeLayers(layers, config);
    int channels = widest(config);
    int latent = config.latentChannels();
    Value h = layers.toComputeImage(latents);
    if (config.quantConvolutions()) {
      h = layers.convolution(h, "post_quant_conv", latent, latent, 1, 1);
    }
    h = layers.convolution(h, "decoder.conv_in", latent, channels, 3, 1);
    h = blocks.mid(h, "decoder.mid_block", channels);
    return resnets(config, blocks, h, 0, channels);
  }

  private static Value tail(VaeConfig config, Layers layers, Value features) {
    VaeLayers blocks = new VaeLayers(layers, config);
    int channels = widest(config);
    Value h = features;
    for (int step = 1; step < config.blockOutChannels().size(); step++) {
      String before = "decoder.up_blocks." + (step - 1);
      h = new Upsampling(layers).twice(h, before + ".upsamplers.0.conv", channels);
      h = resnets(config, blocks, h, step, channels);
      channels = width(config, step);
    }
    h = blocks.normOut(h, "decoder.conv_norm_out", channels);
    h = layers.convolution(h, "decoder.conv_out", channels, config.imageChannels(), 3, 1);
    return layers.toFloat(h);
  }

  private static Value resnets(VaeConfig config, VaeLayers blocks, Value x, int step, int in) {
    Value h = x;
    int channels = in;
    for (int i = 0; i <= config.layersPerBlock(); i++) {
      String name = "decoder.up_blocks." + step + ".resnets." + i;
      h = blocks.resnet(h, name, channels, width(config, step));
      channels = width(config, step);
    }
    return h;
  }

  private static int widest(VaeConfig config) {
    return width(config, 0);
  }

  /** Channels after up block {@code step}; before the first one, as after it. */
  private static int width(VaeConfig config, int step) {
    List<Integer> widths = config.blockOutChannels();
    return widths.get(widths.size() - 1 - step);
  }
}
