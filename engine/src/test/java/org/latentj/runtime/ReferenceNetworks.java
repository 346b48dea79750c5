package org.latentj.runtime;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
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
  private final Weights weights;
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
    this.weights = weights;
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
      double[] told = matrix(new double[][] {guidance}, "time_embedding.cond_proj")[0];
      for (int i = 0; i < waves.length; i++) {
        waves[i] += told[i];
      }
    }
    double[][] h = linear(new double[][] {waves}, "time_embedding.linear_1");
    h = linear(silu(h), "time_embedding.linear_2");
    return silu(h)[0];
  }

  /** The ControlNet's residuals, unscaled: those of the skip connections, then the mid block's. */
  List<Image> residuals(Image sample, Image hint) {
    String name = "controlnet_cond_embedding.";
    Image h = convolution(hint, name + "conv_in", 1).map(ReferenceNetworks::silu);
    for (int i = 0; weights.names().contains(name + "blocks." + i + ".weight"); i++) {
      h = convolution(h, name + "blocks." + i, 1 + i % 2).map(ReferenceNetworks::silu);
    }
    Image first = convolution(sample, "conv_in", 1);
    Deque<Image> skips = new ArrayDeque<>();
    Image mid = descend(first.plus(convolution(h, name + "conv_out", 1)), skips);
    List<Image> residuals = new ArrayList<>();
    while (!skips.isEmpty()) {
      Image skip = skips.removeLast();
      residuals.add(convolution(skip, "controlnet_down_blocks." + residuals.size(), 1));
    }
    residuals.add(convolution(mid, "controlnet_mid_block", 1));
    return residuals;
  }

  /** The UNet's prediction, with residuals, if any, added to what the up levels take. */
  Image predict(Image sample, List<Image> residuals) {
    Deque<Image> skips = new ArrayDeque<>();
    Image h = descend(convolution(sample, "conv_in", 1), skips);
    h = controlled(h, residuals, skips.size());
    return out(ascend(h, controlled(skips, residuals), skips.size(), 0));
  }

  /** What comes from below the last {@code layers} up layers, residuals added as above. */
  Image deep(Image sample, List<Image> residuals, int layers) {
    Deque<Image> skips = new ArrayDeque<>();
    Image h = descend(convolution(sample, "conv_in", 1), skips);
    h = controlled(h, residuals, skips.size());
    return ascend(h, controlled(skips, residuals), skips.size(), layers);
  }

  /** The prediction of these layers alone, with what comes from below from elsewhere. */
  Image predictShallow(Image sample, List<Image> residuals, Image deep, int layers) {
    Deque<Image> skips = new ArrayDeque<>();
    descend(convolution(sample, "conv_in", 1), skips);
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
      h = resnet(joined(h, skips.get(index)), name + ".resnets." + number % layers);
      h = attended(h, name, level, number % layers);
      if (number % layers == layers - 1 && index > 0) {
        Image next = skips.get(index - 1);
        Image larger = doubled(h, next.height(), next.width());
        h = convolution(larger, name + ".upsamplers.0.conv", 1);
      }
    }
    return h;
  }

  private Image out(Image x) {
    Image h = groupNorm(x, "conv_norm_out", config.normEps()).map(ReferenceNetworks::silu);
    return convolution(h, "conv_out", 1);
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
        h = convolution(h, name + ".downsamplers.0.conv", 2);
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
    Image h = groupNorm(x, name + ".norm1", config.normEps()).map(ReferenceNetworks::silu);
    h = convolution(h, name + ".conv1", 1);
    double[] shift = linear(new double[][] {time}, name + ".time_emb_proj")[0];
    int pixels = h.height() * h.width();
    for (int i = 0; i < h.values().length; i++) {
      h.values()[i] += shift[i / pixels];
    }
    h = groupNorm(h, name + ".norm2", config.normEps()).map(ReferenceNetworks::silu);
    h = convolution(h, name + ".conv2", 1);
    boolean same = x.channels() == h.channels();
    return h.plus(same ? x : convolution(x, name + ".conv_shortcut", 1));
  }

  private Image transformer(Image x, String name, int level) {
    int heads = config.heads().get(level);
    double share = level == config.crossAttention().indexOf(true) ? merging : 0;
    Image h = convolution(groupNorm(x, name + ".norm", 1e-6), name + ".proj_in", 1);
    double[][] tokens = new double[h.height() * h.width()][h.channels()];
    for (int i = 0; i < h.values().length; i++) {
      tokens[i % tokens.length][i / tokens.length] = h.values()[i];
    }
    for (int i = 0; i < config.transformerLayers(); i++) {
      String block = name + ".transformer_blocks." + i;
      double[][] y = layerNorm(tokens, block + ".norm1");
      int[] groups = groups(tokens, h.height(), h.width(), share);
      y = means(y, groups);
      tokens = sum(tokens, spread(attention(y, y, block + ".attn1", heads), groups));
      y = layerNorm(tokens, block + ".norm2");
      tokens = sum(tokens, attention(y, context, block + ".attn2", heads));
      y = gated(linear(layerNorm(tokens, block + ".norm3"), block + ".ff.net.0.proj"));
      tokens = sum(tokens, linear(y, block + ".ff.net.2"));
    }
    double[] values = new double[h.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = tokens[i % tokens.length][i / tokens.length];
    }
    Image out = new Image(h.channels(), h.height(), h.width(), values);
    return x.plus(convolution(out, name + ".proj_out", 1));
  }

  /** For each token the number of its group: tokens that merge have that of their destination. */
  private static int[] groups(double[][] tokens, int height, int width, double share) {
    List<Integer> sources = new ArrayList<>();
    int[] nearest = new int[tokens.length];
    double[] similarity = new double[tokens.length];
    for (int i = 0; i < tokens.length; i++) {
      nearest[i] = i;
      if (i / width % 2 == 0 && i % width % 2 == 0) {
        continue;
      }
      sources.add(i);
      similarity[i] = -2;
      for (int j = 0; j < tokens.length; j++) {
        boolean destination = j / width % 2 == 0 && j % width % 2 == 0;
        if (destination && cosine(tokens[i], tokens[j]) > similarity[i]) {
          similarity[i] = cosine(tokens[i], tokens[j]);
          nearest[i] = j;
        }
      }
    }
    sources.sort(Comparator.comparingDouble(i -> -similarity[i]));
    int merged = Math.min((int) (share * height * width), sources.size());
    sources.subList(merged, sources.size()).forEach(i -> nearest[i] = i);
    List<Integer> distinct = Arrays.stream(nearest).distinct().boxed().toList();
    return Arrays.stream(nearest).map(distinct::indexOf).toArray();
  }

  private static double cosine(double[] a, double[] b) {
    double product = 0;
    double squares = 0;
    double others = 0;
    for (int k = 0; k < a.length; k++) {
      product += a[k] * b[k];
      squares += a[k] * a[k];
      others += b[k] * b[k];
    }
    return product / Math.sqrt(squares * others);
  }

  private static double[][] means(double[][] rows, int[] groups) {
    int count = Arrays.stream(groups).max().orElseThrow() + 1;
    double[][] sums = new double[count][rows[0].length];
    int[] members = new int[count];
    for (int i = 0; i < rows.length; i++) {
      members[groups[i]]++;
      for (int k = 0; k < rows[i].length; k++) {
        sums[groups[i]][k] += rows[i][k];
      }
    }
    for (int group = 0; group < count; group++) {
      for (int k = 0; k < sums[group].length; k++) {
        sums[group][k] /= members[group];
      }
    }
    return sums;
  }

  private static double[][] spread(double[][] rows, int[] groups) {
    return Arrays.stream(groups).mapToObj(group -> rows[group]).toArray(double[][]::new);
  }

  private double[][] attention(double[][] from, double[][] to, String name, int heads) {
    double[][] query = matrix(from, name + ".to_q");
    double[][] key = matrix(to, name + ".to_k");
    double[][] value = matrix(to, name + ".to_v");
    int width = query[0].length / heads;
    double[][] out = new double[from.length][query[0].length];
    for (int head = 0; head < heads; head++) {
      for (int i = 0; i < from.length; i++) {
        double[] share = new double[to.length];
        double total = 0;
        for (int j = 0; j < to.length; j++) {
          double score = 0;
          for (int k = head * width; k < (head + 1) * width; k++) {
            score += query[i][k] * key[j][k];
          }
          share[j] = Math.exp(score / Math.sqrt(width));
          total += share[j];
        }
        for (int j = 0; j < to.length; j++) {
          for (int k = head * width; k < (head + 1) * width; k++) {
            out[i][k] += share[j] / total * value[j][k];
          }
        }
      }
    }
    return linear(out, name + ".to_out.0");
  }

  private static double[][] gated(double[][] both) {
    int inner = both[0].length / 2;
    double[][] out = new double[both.length][inner];
    for (int i = 0; i < out.length; i++) {
      for (int k = 0; k < inner; k++) {
        double gate = both[i][inner + k];
        out[i][k] = both[i][k] * gate * 0.5 * (1 + errorFunction(gate / Math.sqrt(2)));
      }
    }
    return out;
  }

  /** By its power series, which converges everywhere. */
  private static double errorFunction(double x) {
    if (Math.abs(x) > 5) {
      return Math.signum(x);
    }
    double term = x;
    double sum = x;
    for (int n = 1; n < 200; n++) {
      term *= -x * x / n;
      sum += term / (2 * n + 1);
    }
    return 2 / Math.sqrt(Math.PI) * sum;
  }

  private static double[][] silu(double[][] rows) {
    double[][] out = new double[rows.length][rows[0].length];
    for (int i = 0; i < out.length; i++) {
      for (int k = 0; k < out[i].length; k++) {
        out[i][k] = silu(rows[i][k]);
      }
    }
    return out;
  }

  private static double silu(double x) {
    return x / (1 + Math.exp(-x));
  }

  private static double[][] sum(double[][] a, double[][] b) {
    double[][] out = new double[a.length][a[0].length];
    for (int i = 0; i < out.length; i++) {
      for (int k = 0; k < out[i].length; k++) {
        out[i][k] = a[i][k] + b[i][k];
      }
    }
    return out;
  }

  private double[][] linear(double[][] rows, String name) {
    double[][] out = matrix(rows, name);
    double[] bias = read(name + ".bias");
    for (double[] row : out) {
      for (int k = 0; k < row.length; k++) {
        row[k] += bias[k];
      }
    }
    return out;
  }

  private double[][] matrix(double[][] rows, String name) {
    double[] weight = read(name + ".weight");
    int in = rows[0].length;
    double[][] out = new double[rows.length][weight.length / in];
    for (int i = 0; i < rows.length; i++) {
      for (int k = 0; k < out[i].length; k++) {
        for (int j = 0; j < in; j++) {
          out[i][k] += weight[k * in + j] * rows[i][j];
        }
      }
    }
    return out;
  }

  private double[][] layerNorm(double[][] rows, String name) {
    double[] gain = read(name + ".weight");
    double[] shift = read(name + ".bias");
    double[][] out = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      double[] row = rows[i].clone();
      standardize(row, 0, row.length, 1e-5);
      for (int k = 0; k < row.length; k++) {
        row[k] = row[k] * gain[k] + shift[k];
      }
      out[i] = row;
    }
    return out;
  }

  private Image groupNorm(Image x, String name, double eps) {
    double[] gain = read(name + ".weight");
    double[] shift = read(name + ".bias");
    double[] out = x.values().clone();
    int size = out.length / config.normGroups();
    for (int group = 0; group < config.normGroups(); group++) {
      standardize(out, group * size, size, eps);
    }
    int pixels = x.height() * x.width();
    for (int i = 0; i < out.length; i++) {
      out[i] = out[i] * gain[i / pixels] + shift[i / pixels];
    }
    return new Image(x.channels(), x.height(), x.width(), out);
  }

  private static void standardize(double[] values, int from, int count, double eps) {
    double mean = 0;
    for (int i = from; i < from + count; i++) {
      mean += values[i] / count;
    }
    double variance = 0;
    for (int i = from; i < from + count; i++) {
      variance += (values[i] - mean) * (values[i] - mean) / count;
    }
    for (int i = from; i < from + count; i++) {
      values[i] = (values[i] - mean) / Math.sqrt(variance + eps);
    }
  }

  private Image convolution(Image x, String name, int stride) {
    double[] kernel = read(name + ".weight");
    double[] bias = read(name + ".bias");
    int size = weights.shape(name + ".weight").size(2);
    int height = (x.height() + stride - 1) / stride;
    int width = (x.width() + stride - 1) / stride;
    double[] out = new double[bias.length * height * width];
    for (int i = 0; i < out.length; i++) {
      int to = i / (height * width);
      int top = i / width % height * stride - size / 2;
      int left = i % width * stride - size / 2;
      double sum = bias[to];
      for (int k = 0; k < x.channels() * size * size; k++) {
        int row = top + k / size % size;
        int column = left + k % size;
        if (row >= 0 && row < x.height() && column >= 0 && column < x.width()) {
          int from = k / (size * size);
          sum +=
              kernel[to * x.channels() * size * size + k]
                  * x.values()[(from * x.height() + row) * x.width() + column];
        }
      }
      out[i] = sum;
    }
    return new Image(bias.length, height, width, out);
  }

  private static Image doubled(Image x, int height, int width) {
    double[] out = new double[x.channels() * height * width];
    for (int i = 0; i < out.length; i++) {
      int row = i / width % height * x.height() / height;
      int column = i % width * x.width() / width;
      out[i] = x.values()[(i / (height * width) * x.height() + row) * x.width() + column];
    }
    return new Image(x.channels(), height, width, out);
  }

  private static Image joined(Image a, Image b) {
    double[] out = new double[a.values().length + b.values().length];
    System.arraycopy(a.values(), 0, out, 0, a.values().length);
    System.arraycopy(b.values(), 0, out, a.values().length, b.values().length);
    return new Image(a.channels() + b.channels(), a.height(), a.width(), out);
  }

  private double[] read(String name) {
    FloatBuffer data =
        weights.read(name).data().duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    double[] values = new double[data.remaining()];
    for (int i = 0; i < values.length; i++) {
      values[i] = data.get(i);
    }
    return values;
  }
}
