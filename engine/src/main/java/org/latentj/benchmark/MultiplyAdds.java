package org.latentj.benchmark;

import java.util.List;
import org.latentj.model.TextEncoderConfig;
import org.latentj.model.UNetConfig;
import org.latentj.model.VaeConfig;

/**
 * How many multiply-adds one evaluation of a network takes for one picture: convolutions, matrix
 * products and attention; norms and activations are left out. Twice as many floating-point
 * operations, over a device's matrix rate, is the least time the evaluation can take there as the
 * network is written; {@link org.latentj.network.Optimization#FOLDED_UPSAMPLING} and {@link
 * org.latentj.network.Optimization#SHARED_FIRST_LAYERS} do with fewer.
 */
public final class MultiplyAdds {
  private MultiplyAdds() {}

  /** CLIP's text tower for one prompt of {@code tokens} tokens. */
  public static long textEncoder(TextEncoderConfig config, int tokens) {
    long width = config.hiddenSize();
    long layer =
        attention(tokens, tokens, width, width)
            + 2 * linear(width, config.intermediateSize(), tokens);
    return layer * config.layers();
  }

  /**
   * The UNet for one sample of {@code height} by {@code width} latents, with the keys and values of
   * {@code tokens} prompt tokens (which a run computes once, not at every step).
   */
  public static long unet(UNetConfig config, int height, int width, int tokens) {
    return UNetMultiplyAdds.count(config, height, width, tokens);
  }

  /** The VAE's decoder for {@code height} by {@code width} latents. */
  public static long vaeDecode(VaeConfig config, int height, int width) {
    List<Integer> widths = config.blockOutChannels();
    int levels = widths.size();
    long pixels = (long) height * width;
    long channels = widths.get(levels - 1);
    long sum = config.quantConvolutions() ? square(config.latentChannels()) * pixels : 0;
    sum += convolution(config.latentChannels(), channels, pixels) + vaeMid(channels, pixels);
    for (int level = levels - 1; level >= 0; level--) {
      for (int i = 0; i <= config.layersPerBlock(); i++) {
        sum += resnet(channels, widths.get(level), pixels);
        channels = widths.get(level);
      }
      if (level > 0) {
        pixels *= 4;
        sum += convolution(channels, channels, pixels);
      }
    }
    return sum + convolution(channels, config.imageChannels(), pixels);
  }

  /** The VAE's encoder for a picture of {@code height} by {@code width} latents. */
  public static long vaeEncode(VaeConfig config, int height, int width) {
    List<Integer> widths = config.blockOutChannels();
    long pixels = (long) height * width * square(config.downsampling());
    long channels = widths.get(0);
    long sum = convolution(config.imageChannels(), channels, pixels);
    for (int level = 0; level < widths.size(); level++) {
      for (int i = 0; i < config.layersPerBlock(); i++) {
        sum += resnet(channels, widths.get(level), pixels);
        channels = widths.get(level);
      }
      if (level < widths.size() - 1) {
        pixels /= 4;
        sum += convolution(channels, channels, pixels);
      }
    }
    long moments = 2L * config.latentChannels();
    sum += vaeMid(channels, pixels) + convolution(channels, moments, pixels);
    return config.quantConvolutions() ? sum + square(moments) * pixels : sum;
  }

  private static long vaeMid(long channels, long pixels) {
    return 2 * resnet(channels, channels, pixels) + attention(pixels, pixels, channels, channels);
  }

  /** A 3x3 convolution with that many output pixels. */
  static long convolution(long in, long out, long pixels) {
    return 9 * in * out * pixels;
  }

  static long linear(long in, long out, long rows) {
    return in * out * rows;
  }

  /** Two 3x3 convolutions, and a 1x1 shortcut where the widths differ. */
  static long resnet(long in, long out, long pixels) {
    long shortcut = in == out ? 0 : linear(in, out, pixels);
    return convolution(in, out, pixels) + convolution(out, out, pixels) + shortcut;
  }

  /** Projections of queries and output, keys and values, and the two products in between. */
  static long attention(long queries, long keys, long width, long keyWidth) {
    return 2 * linear(width, width, queries)
        + 2 * linear(keyWidth, width, keys)
        + 2 * queries * keys * width;
  }

  private static long square(long n) {
    return n * n;
  }
}
