package org.latentj.network;

import java.util.List;
import org.latentj.model.VaeConfig;
import org.latentj.script.Script;
import org.latentj.script.ScriptBuilder;
import org.latentj.script.ScriptMethod;
import org.latentj.script.Value;

/**
 * The encoder half of the autoencoder (diffusers {@code AutoencoderKL.encode}): {@code forward(w,
 * image)} takes (B, imageChannels, H, W) in [-1, 1], float32, and returns the moments (B, 2 *
 * latentChannels, H/8, W/8), float32: means, then log variances, not clamped.
 */
public final class VaeEncoder {
  private VaeEncoder() {}

  /** The script of that network. */
  public static Script script(VaeConfig config, EmitOptions options) {
    ScriptBuilder script = new ScriptBuilder();
    ScriptMethod method = script.begin("forward");
    script.end(method, emit(config, new Layers(method, options)));
    return script.build();
  }

  private static Value emit(VaeConfig config, Layers layers) {
    ScriptMethod method = layers.method();
    VaeLayers blocks = new VaeLayers(layers, config);
    List<Integer> widths = config.blockOutChannels();
    int moments = 2 * config.latentChannels();
    int channels = widths.get(0);

    Value h = layers.toComputeImage(method.tensor("image"));
    h = layers.convolution(h, "encoder.conv_in", config.imageChannels(), channels, 3, 1);
    for (int level = 0; level < widths.size(); level++) {
      String name = "encoder.down_blocks." + level;
      int width = widths.get(level);
      for (int i = 0; i < config.layersPerBlock(); i++) {
        h = blocks.resnet(h, name + ".resnets." + i, channels, width);
        channels = width;
      }
      if (level < widths.size() - 1) {
        h = layers.farPaddedConvolution(h, name + ".downsamplers.0.conv", width, width);
      }
    }
    h = blocks.mid(h, "encoder.mid_block", channels);
    h = blocks.normOut(h, "encoder.conv_norm_out", channels);
    h = layers.convolution(h, "encoder.conv_out", channels, moments, 3, 1);
    if (config.quantConvolutions()) {
      h = layers.convolution(h, "quant_conv", moments, moments, 1, 1);
    }
    return layers.toFloat(h);
  }
}
