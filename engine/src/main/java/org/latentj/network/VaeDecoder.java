package org.latentj.network;

import java.util.List;
import org.latentj.model.VaeConfig;
import org.latentj.script.Script;
import org.latentj.script.ScriptBuilder;
import org.latentj.script.ScriptMethod;
import org.latentj.script.Value;

/**
 * The decoder half of the autoencoder (diffusers {@code AutoencoderKL.decode}): {@code forward(w,
 * latents)} takes (B, latentChannels, h, w) already divided by the scaling factor, float32, and
 * returns the picture (B, imageChannels, 8h, 8w), float32, about [-1, 1] and not clamped.
 */
public final class VaeDecoder {
  private VaeDecoder() {}

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
    int levels = widths.size();
    int latent = config.latentChannels();
    int channels = widths.get(levels - 1);

    Value h = layers.toComputeImage(method.tensor("latents"));
    if (config.quantConvolutions()) {
      h = layers.convolution(h, "post_quant_conv", latent, latent, 1, 1);
    }
    h = layers.convolution(h, "decoder.conv_in", latent, channels, 3, 1);
    h = blocks.mid(h, "decoder.mid_block", channels);
    for (int step = 0; step < levels; step++) {
      String name = "decoder.up_blocks." + step;
      int width = widths.get(levels - 1 - step);
      for (int i = 0; i <= config.layersPerBlock(); i++) {
        h = blocks.resnet(h, name + ".resnets." + i, channels, width);
        channels = width;
      }
      if (step < levels - 1) {
        Value factor = method.assign("[2.0, 2.0]");
        h = method.call("upsample_nearest2d", h, null, factor);
        h = layers.convolution(h, name + ".upsamplers.0.conv", width, width, 3, 1);
      }
    }
    h = blocks.normOut(h, "decoder.conv_norm_out", channels);
    h = layers.convolution(h, "decoder.conv_out", channels, config.imageChannels(), 3, 1);
    return layers.toFloat(h);
  }
}
