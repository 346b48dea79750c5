package org.latentj.inpaint.pixels;

import java.util.List;
import java.util.Objects;
import org.latentj.image.Mask;
import org.latentj.image.Picture;

/**
 * An image of any depth with its displayed ranges: what a model sees of it is what a user sees, 8
 * bits a colour; what a model gives back is mapped over the same ranges to samples.
 *
 * @param samples one plane a channel; wrapped, not copied
 * @param display one a channel
 * @param type what a sample can hold
 */
public record DeepImage(Planes samples, List<DisplayChannel> display, SampleType type) {
  private static final List<DisplayChannel> RGB =
      List.of(
          new DisplayChannel(0, 255, 1, 0, 0),
          new DisplayChannel(0, 255, 0, 1, 0),
          new DisplayChannel(0, 255, 0, 0, 1));

  /** Checks the number of channels. */
  public DeepImage {
    Objects.requireNonNull(samples, "samples");
    Objects.requireNonNull(type, "type");
    display = List.copyOf(display);
    if (display.size() != samples.channels()) {
      throw new IllegalArgumentException(
          "expected a displayed range for each of %d channels but got %d"
              .formatted(samples.channels(), display.size()));
    }
  }

  /** An RGB picture of 8 bits a channel. */
  public static DeepImage of(Picture picture) {
    return new DeepImage(Planes.of(picture), RGB, SampleType.UINT8);
  }

  /**
   * An image of one channel, shown in grey.
   *
   * @param values {@code width * height}, row-major; not copied
   * @param min the value that is shown black
   * @param max the value that is shown white
   */
  public static DeepImage grey(
      int width, int height, float[] values, double min, double max, SampleType type) {
    return new DeepImage(
        Planes.of(width, height, values), List.of(DisplayChannel.grey(min, max)), type);
  }

  /** Columns. */
  public int width() {
    return samples.width();
  }

  /** Rows. */
  public int height() {
    return samples.height();
  }

  /** The sum of all channels' colours: red, green and blue from 0 to 255. */
  public Planes displayed() {
    float[][] rgb = new float[3][samples.pixels()];
    for (int i = 0; i < samples.pixels(); i++) {
      for (int color = 0; color < 3; color++) {
        rgb[color][i] = (float) displayed(i, color);
      }
    }
    return Planes.of(width(), height(), rgb);
  }

  private double displayed(int pixel, int color) {
    double sum = 0;
    for (int c = 0; c < display.size(); c++) {
      DisplayChannel channel = display.get(c);
      sum += channel.part(color) * channel.share(samples.channel(c)[pixel]);
    }
    return 255 * Math.min(1, sum);
  }

  /**
   * Lays what a model gave over this image: {@code original + alpha * (inverse map of painted -
   * original)}, computed in double and rounded to what a sample can hold. Where alpha is 0, samples
   * keep their bits.
   *
   * @param painted red, green and blue from 0 to 255, of this size
   * @param alpha of this size
   */
  public DeepImage over(Planes painted, Mask alpha) {
    requireSize(painted.width(), painted.height());
    requireSize(alpha.width(), alpha.height());
    InverseDisplay inverse = new InverseDisplay(display);
    float[] weights = alpha.toArray();
    float[][] out = samples.toArrays();
    double[] change = new double[3];
    double[] shares = new double[out.length];
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] > 0) {
        for (int color = 0; color < 3; color++) {
          double value = Math.max(0, Math.min(255, painted.channel(color)[i]));
          change[color] = (value - displayed(i, color)) / 255;
        }
        inverse.shares(change, shares);
        for (int c = 0; c < out.length; c++) {
          out[c][i] = mixed(c, out[c][i], shares[c], weights[i]);
        }
      }
    }
    return new DeepImage(Planes.of(width(), height(), out), display, type);
  }

  private float mixed(int c, float original, double shareChange, float alpha) {
    DisplayChannel channel = display.get(c);
    double share = Math.max(0, Math.min(1, channel.share(original) + shareChange));
    double value = channel.value(share);
    // A sample that is no number cannot be mixed: it is replaced or kept.
    double old = Float.isFinite(original) ? original : value;
    return type.nearest(old + alpha * (value - old));
  }

  /** The picture that three channels of 8 bits make, without regard to displayed ranges. */
  public Picture toPicture() {
    return samples.toPicture();
  }

  private void requireSize(int otherWidth, int otherHeight) {
    if (otherWidth != width() || otherHeight != height()) {
      throw new IllegalArgumentException(
          "expected %dx%d pixels but got %dx%d"
              .formatted(width(), height(), otherWidth, otherHeight));
    }
  }
}
