package org.latentj.runtime;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.latentj.checkpoint.Weights;
import org.latentj.model.UNetConfig;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

/**
 * UNet and ControlNet in plain loops of doubles, after diffusers' modules and names, without any of
 * the engine's network code: what the emitted networks are held to. One picture at a time; 1x1
 * convolutions in transformers, as in Stable Diffusion 1.x.
 */
final class ReferenceNetworks {
  private final UNetConfig config;
  private final ReferenceLayers net;
  private final double[][] context;
  private final double[] time;
  private double merging;

  /** Channels of rows of pixels. */
  record Image(int channels, int height, int width, double[] values) {
    static Image of(FloatTensor tensor) {
      double[] values = new double[tensor.data().length];
      for (int i = 0; i < values.length; i++) {
        values[i] = tensor.data()[i];
      }
      Shape shape = tensor.shape();
      return new Image(shape.size(1), shape.size(2), shape.size(3), values);
    }

    Image map(DoubleUnaryOperator operator) {
      double[] out = values.clone();
      for (int i = 0; i < out.length; i++) {
        out[i] = operator.applyAsDouble(out[i]);
      }
      return new Image(channels, height, width, out);
    }

    Image plus(Image other) {
      double[] out = values.clone();
      for (int i = 0; i < out.length; i++) {
        out[i] += other.values[i];
      }
      return new Image(channels, height, width, out);
    }

    FloatTensor toTensor() {
      float[] data = new float[values.length];
      for (int i = 0; i < data.length; i++) {
        data[i] = (float) values[i];
      }
      return new FloatTensor(Shape.of(1, channels, height, width), data);
    }
  }

  /**
   * Networks at one timestep for one prompt.
   *
   * @param context (1, tokens, crossAttentionDim)
   */
  ReferenceNetworks(UNetConfig config, Weights weights, FloatTensor context, double timestep) {
    this(config, weights, context, timestep, 1);
  }

  /** The same of a network that is told the guidance scale. */
  ReferenceNetworks(
      UNetConfig config, Weights weights, FloatTensor context, double timestep, double scale) {
    this.config = config;
    net = new ReferenceLayers(weights);
    int tokens = context.shape().size(1);
    int width = context.shape().size(2);
    this.context = new double[tokens][width];
    for (int i = 0; i < tokens * width; i++) {
      this.context[i / width][i % width] = context.data()[i];
    }
    time = timeEmbedding(timestep, scale);
  }

  /** From now on, self-attention at the highest resolution merges that share of tokens. */
  ReferenceNetworks merging(double share) {
    merging = share;
    return this;
  }

  private double[] timeEmbedding(double timestep, double scale) {
    int half = config.blockOutChannels().get(0) / 2;
    double[] waves = new double[2 * half];
    for (int i = 0; i < half; i++) {
      double angle = timestep * Math.exp(-Math.log(10000) * i / half);
      waves[i] = Math.cos(angle);
      waves[half + i] = Math.sin(angle);
    }
    if (config.guidanceWidth() > 0) {
      int length = config.guidanceWidth() / 2;
      double[] guidance = new double[2 * length];
      for (int i = 0; i < length; i++) {
        double angle = 1000 * (scale - 1) * Math.exp(-Math.log(10000) * i / (length - 1));
        guidance[i] = Math.sin(angle);
        guidance[length + i] = Math.cos(angle);
      }
      double[] told = net.matrix(new double[][] {guidance}, "time_embedding.cond_proj")[0];
      for (int i = 0; i < waves.length; i++) {
        waves[i] += told[i];
      }
    }
    double[][] h = net.linear(new double[][] {waves}, "time_embedding.linear_1");
    h = net.linear(ReferenceLayers.silu(h), "time_embedding.linear_2");
    return ReferenceLayers.silu(h)[0];
  }

  /** The ControlNet's residuals, unscaled: those of the skip connections, then the mid block's. */
  List<Image> residuals(Image sample, Image hint) {
    String name = "controlnet_cond_embedding.";
    Image h = net.convolution(hint, name + "conv_in", 1).map(ReferenceLayers::silu);
    for (int i = 0; net.weights().names().contains(name + "blocks." + i + ".weight"); i++) {
      h = net.convolution(h, name + "blocks." + i, 1 + i % 2).map(ReferenceLayers::silu);
    }
    Image first = net.convolution(sample, "conv_in", 1);
    Deque<Image> skips = new ArrayDeque<>();
    Image mid = descend(first.plus(net.convolution(h, name + "conv_out", 1)), skips);
    List<Image> residuals = new ArrayList<>();
    while (!skips.isEmpty()) {
      Image skip = skips.removeLast();
      residuals.add(net.convolution(skip, "controlnet_down_blocks." + residuals.size(), 1));
    }
    residuals.add(net.convolution(mid, "controlnet_mid_block", 1));
    return residuals;
  }

  /** The UNet's prediction, with residuals, if any, added to what the up levels take. */
  Image predict(Image sample, List<Image> residuals) {
    Deque<Image> skips = new ArrayDeque<>();
    Image h = descend(net.convolution(sample, "conv_in", 1), skips);
    h = controlled(h, residuals, skips.size());
    return out(ascend(h, controlled(skips, residuals), skips.size(), 0));
  }

  /** What comes from below the last {@code layers} up layers, residuals added as above. */
  Image deep(Image sample, List<Image> residuals, int layers) {
    Deque<Image> skips = new ArrayDeque<>();
    Image h = descend(net.convolution(sample, "conv_in", 1), skips);
    h = controlled(h, residuals, skips.size());
    return ascend(h, controlled(skips, residuals), skips.size(), layers);
  }

  /** The prediction of these layers alone, with what comes from below from elsewhere. */
  Image predictShallow(Image sample, List<Image> residuals, Image deep, int layers) {
    Deque<Image> skips = new ArrayDeque<>();
    descend(net.convolution(sample, "conv_in", 1), skips);
    return out(ascend(deep, controlled(skips, residuals), layers, 0));
  }

  private static List<Image> controlled(Deque<Image> skips, List<Image> residuals) {
    List<Image> sums = new ArrayList<>();
    skips
        .descendingIterator()
        .forEachRemaining(skip -> sums.add(controlled(skip, residuals, sums.size())));
    return sums;
  }

  private static Image controlled(Image x, List<Image> residuals, int index) {
    return residuals.isEmpty() ? x : x.plus(residuals.get(index));
  }

  /** From below the up layer that takes skip {@code above - 1} to below that of {@code end - 1}. */
  private Image ascend(Image from, List<Image> skips, int above, int end) {
    Image h = from;
    int layers = config.layersPerBlock() + 1;
    for (int index = above - 1; index >= end; index--) {
      int number = skips.size() - 1 - index;
      String name = "up_blocks." + number / layers;
      int level = config.levels() - 1 - number / layers;
      h = resnet(ReferenceLayers.joined(h, skips.get(index)), name + ".resnets." + number % layers);
      h = attended(h, name, level, number % layers);
      if (number % layers == layers - 1 && index > 0) {
        Image next = skips.get(index - 1);
        Image larger = ReferenceLayers.doubled(h, next.height(), next.width());
        h = net.convolution(larger, name + ".upsamplers.0.conv", 1);
      }
    }
    return h;
  }

  private Image out(Image x) {
    Image h =
        net.groupNorm(x, "conv_norm_out", config.normGroups(), config.normEps())
            .map(ReferenceLayers::silu);
    return net.convolution(h, "conv_out", 1);
  }

  private Image descend(Image first, Deque<Image> skips) {
    Image h = first;
    skips.push(h);
    for (int level = 0; level < config.levels(); level++) {
      String name = "down_blocks." + level;
      for (int i = 0; i < config.layersPerBlock(); i++) {
        h = attended(resnet(h, name + ".resnets." + i), name, level, i);
        skips.push(h);
      }
      if (level < config.levels() - 1) {
        h = net.convolution(h, name + ".downsamplers.0.conv", 2);
        skips.push(h);
      }
    }
    h = resnet(h, "mid_block.resnets.0");
    h = transformer(h, "mid_block.attentions.0", config.levels() - 1);
    return resnet(h, "mid_block.resnets.1");
  }

  private Image attended(Image h, String stage, int level, int index) {
    return config.crossAttention().get(level)
        ? transformer(h, stage + ".attentions." + index, level)
        : h;
  }

  private Image resnet(Image x, String name) {
    Image h =
        net.groupNorm(x, name + ".norm1", config.normGroups(), config.normEps())
            .map(ReferenceLayers::silu);
    h = net.convolution(h, name + ".conv1", 1);
    double[] shift = net.linear(new double[][] {time}, name + ".time_emb_proj")[0];
    int pixels = h.height() * h.width();
    for (int i = 0; i < h.values().length; i++) {
      h.values()[i] += shift[i / pixels];
    }
    h =
        net.groupNorm(h, name + ".norm2", config.normGroups(), config.normEps())
            .map(ReferenceLayers::silu);
    h = net.convolution(h, name + ".conv2", 1);
    boolean same = x.channels() == h.channels();
    return h.plus(same ? x : net.convolution(x, name + ".conv_shortcut", 1));
  }

  private Image transformer(Image x, String name, int level) {
    int heads = config.heads().get(level);
    double share = level == config.crossAttention().indexOf(true) ? merging : 0;
    Image h =
        net.convolution(
            net.groupNorm(x, name + ".norm", config.normGroups(), 1e-6), name + ".proj_in", 1);
    double[][] tokens = new double[h.height() * h.width()][h.channels()];
    for (int i = 0; i < h.values().length; i++) {
      tokens[i % tokens.length][i / tokens.length] = h.values()[i];
    }
    for (int i = 0; i < config.transformerLayers(); i++) {
      String block = name + ".transformer_blocks." + i;
      double[][] y = net.layerNorm(tokens, block + ".norm1");
      int[] groups = ReferenceMerging.groups(tokens, h.height(), h.width(), share);
      y = ReferenceMerging.means(y, groups);
      tokens =
          ReferenceLayers.sum(
              tokens,
              ReferenceMerging.spread(net.attention(y, y, block + ".attn1", heads), groups));
      y = net.layerNorm(tokens, block + ".norm2");
      tokens = ReferenceLayers.sum(tokens, net.attention(y, context, block + ".attn2", heads));
      y =
          ReferenceLayers.gated(
              net.linear(net.layerNorm(tokens, block + ".norm3"), block + ".ff.net.0.proj"));
      tokens = ReferenceLayers.sum(tokens, net.linear(y, block + ".ff.net.2"));
    }
    double[] values = new double[h.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = tokens[i % tokens.length][i / tokens.length];
    }
    Image out = new Image(h.channels(), h.height(), h.width(), values);
    return x.plus(net.convolution(out, name + ".proj_out", 1));
  }
}
