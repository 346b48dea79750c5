package org.latentj.image;

import java.util.function.DoubleUnaryOperator;

/** The filters of Pillow's {@code Image.Resampling} that diffusers and web UIs use. */
public enum ResampleFilter {
  /** The pixel under the centre of the new one; no averaging. */
  NEAREST(0, x -> 0),
  /** Mean over the area of the new pixel. */
  BOX(0.5, x -> x > -0.5 && x <= 0.5 ? 1 : 0),
  /** A triangle, widened when shrinking (antialiased). */
  BILINEAR(1, x -> Math.max(0, 1 - Math.abs(x))),
  /** Keys' cubic convolution with a = -0.5, widened when shrinking. */
  BICUBIC(2, ResampleFilter::cubic),
  /** A sinc windowed to three lobes, widened when shrinking. */
  LANCZOS(3, ResampleFilter::lanczos);

  private final double support;
  private final DoubleUnaryOperator weight;

  ResampleFilter(double support, DoubleUnaryOperator weight) {
    this.support = support;
    this.weight = weight;
  }

  /** Half the filter's width, in old pixels if enlarging, in new ones if shrinking. */
  double support() {
    return support;
  }

  /** The weight at distance {@code x} from the centre, before normalisation. */
  double weight(double x) {
    return weight.applyAsDouble(x);
  }

  /** Keys, Cubic Convolution Interpolation for Digital Image Processing (1981), equation 4. */
  private static double cubic(double signed) {
    double a = -0.5;
    double x = Math.abs(signed);
    if (x < 1) {
      return ((a + 2) * x - (a + 3)) * x * x + 1;
    }
    return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
  }

  private static double lanczos(double x) {
    return x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0;
  }

  private static double sinc(double x) {
    return x == 0 ? 1 : StrictMath.sin(Math.PI * x) / (Math.PI * x);
  }
}
