package org.latentj.network;

import java.util.List;
import org.latentj.model.VaeConfig;
import org.latentj.script.ScriptMethod;
import org.latentj.script.Value;

/** What the two halves of the autoencoder share. All its norms have epsilon 1e-6. */
final class VaeLayers {
  private static final double NORM_EPS = 1e-6;

  private final Layers layers;
  private final VaeConfig config;
  private final Resnet resnet;

  VaeLayers(Layers layers, VaeConfig config) {
    this.layers = layers;
    this.config = config;
    resnet = new Resnet(layers, config.normGroups(), NORM_EPS);
  }

  Value resnet(Value x, String name, int in, int out) {
    return resnet.emit(x, name, in, out, null);
  }

  Value mid(Value x, String name, int channels) {
    Value h = resnet(x, name + ".resnets.0", channels, channels);
    h = attention(h, name + ".attentions.0", channels);
    return resnet(h, name + ".resnets.1", channels, channels);
  }

  Value normOut(Value x, String name, int channels) {
    return layers.lastSilu(layers.groupNorm(x, name, channels, config.normGroups(), NORM_EPS));
  }

  /** Attention over all pixels with one head. */
  private Value attention(Value x, String name, int channels) {
    ScriptMethod method = layers.method();
    Value height = method.call("size", x, 2);
    Value h = layers.groupNorm(x, name + ".group_norm", channels, config.normGroups(), NORM_EPS);
    h = method.call("flatten", method.call("permute", h, new int[] {0, 2, 3, 1}), 1, 2);
    List<String> projections = List.of(name + ".to_q", name + ".to_k", name + ".to_v");
    h = new Attention(layers, 1, channels).toItself(h, projections, true, false);
    h = layers.linear(h, name + ".to_out.0", channels, channels, true);
    h = method.call("unflatten", h, 1, List.of(height, -1));
    // The sum takes the first operand's memory order: images stay in the one that they have.
    return layers.add(x, method.call("permute", h, new int[] {0, 3, 1, 2}));
  }
}
