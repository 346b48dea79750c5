package org.latentj.network;

import org.latentj.script.Value;

/**
 * The residual block of UNet and VAE: norm, SiLU, convolution, twice, with the time embedding added
 * in between (diffusers {@code ResnetBlock2D}).
 */
record Resnet(Layers layers, int groups, double eps) {

  /**
   * Emits one block.
   *
   * @param x of shape (B, in, H, W)
   * @param time of shape (1 or B, out, 1, 1), or null in the VAE
   * @return of shape (B, out, H, W)
   */
  Value emit(Value x, String name, int in, int out, Value time) {
    Value h = layers.lastSilu(layers.groupNorm(x, name + ".norm1", in, groups, eps));
    h = layers.convolution(h, name + ".conv1", in, out, 3, 1);
    if (time != null) {
      h = layers.add(h, time);
    }
    h = layers.lastSilu(layers.groupNorm(h, name + ".norm2", out, groups, eps));
    h = layers.convolution(h, name + ".conv2", out, out, 3, 1);
    Value shortcut = in == out ? x : layers.convolution(x, name + ".conv_shortcut", in, out, 1, 1);
    return layers.add(shortcut, h);
  }
}
