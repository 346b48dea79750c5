package org.latentj.benchmark;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.latentj.model.UNetConfig;

/** A walk over the UNet's levels in the order in which {@code network.UNet} evaluates them. */
final class UNetMultiplyAdds {
  private static final int TIME_WIDTH_FACTOR = 4;
  private static final int FEED_FORWARD_FACTOR = 4;

  private final UNetConfig config;
  private final long tokens;
  private final long timeWidth;
  private final long[] pixels;
  private long sum;

  private UNetMultiplyAdds(UNetConfig config, int height, int width, int tokens) {
    this.config = config;
    this.tokens = tokens;
    timeWidth = (long) TIME_WIDTH_FACTOR * config.blockOutChannels().get(0);
    pixels = new long[config.levels()];
    int rows = height;
    int columns = width;
    for (int level = 0; level < pixels.length; level++) {
      pixels[level] = (long) rows * columns;
      // A stride of 2 rounds up, and upsampling returns to the skip connection's size.
      rows = (rows + 1) / 2;
      columns = (columns + 1) / 2;
    }
  }

  static long count(UNetConfig config, int height, int width, int tokens) {
    UNetMultiplyAdds walk = new UNetMultiplyAdds(config, height, width, tokens);
    walk.run();
    return walk.sum;
  }

  private void run() {
    List<Integer> widths = config.blockOutChannels();
    int last = config.levels() - 1;
    long first = widths.get(0);
    sum += MultiplyAdds.linear(first, timeWidth, 1) + MultiplyAdds.linear(timeWidth, timeWidth, 1);
    sum += MultiplyAdds.convolution(config.inChannels(), first, pixels[0]);
    Deque<Long> skips = new ArrayDeque<>(List.of(first));
    long channels = first;
    for (int level = 0; level <= last; level++) {
      for (int i = 0; i < config.layersPerBlock(); i++) {
        block(channels, level);
        channels = widths.get(level);
        skips.push(channels);
      }
      if (level < last) {
        sum += MultiplyAdds.convolution(channels, channels, pixels[level + 1]);
        skips.push(channels);
      }
    }
    resnet(channels, channels, pixels[last]);
    transformer(channels, pixels[last]);
    resnet(channels, channels, pixels[last]);
    for (int level = last; level >= 0; level--) {
      for (int i = 0; i <= config.layersPerBlock(); i++) {
        block(channels + skips.pop(), level);
        channels = widths.get(level);
      }
      if (level > 0) {
        sum += MultiplyAdds.convolution(channels, channels, pixels[level - 1]);
      }
    }
    sum += MultiplyAdds.convolution(first, config.outChannels(), pixels[0]);
  }

  private void block(long in, int level) {
    long out = config.blockOutChannels().get(level);
    resnet(in, out, pixels[level]);
    if (config.crossAttention().get(level)) {
      transformer(out, pixels[level]);
    }
  }

  private void resnet(long in, long out, long area) {
    sum += MultiplyAdds.resnet(in, out, area) + MultiplyAdds.linear(timeWidth, out, 1);
  }

  private void transformer(long width, long area) {
    long inner = FEED_FORWARD_FACTOR * width;
    long block =
        MultiplyAdds.attention(area, area, width, width)
            + MultiplyAdds.attention(area, tokens, width, config.crossAttentionDim())
            + MultiplyAdds.linear(width, 2 * inner, area)
            + MultiplyAdds.linear(inner, width, area);
    sum += 2 * MultiplyAdds.linear(width, width, area) + config.transformerLayers() * block;
  }
}
