package org.latentj.noise;

import org.latentj.tensor.HalfFloats;

/**
 * PyTorch's {@code normal_fill_16} in the arithmetic of one element type: 16 uniforms become 16
 * normals in place. G. Box and M. Muller, Ann. Math. Statist. 29 (1958).
 */
enum BoxMuller {
  /** Every intermediate result is a float; uniforms have 24 bits. */
  FLOAT(24) {
    @Override
    float round(double value) {
      return (float) value;
    }
  },
  /** Every intermediate result is rounded to a half; uniforms have 11 bits. */
  HALF(11) {
    @Override
    float round(double value) {
      return HalfFloats.halfToFloat(HalfFloats.floatToHalf((float) value));
    }
  };

  private static final int PAIRS = 8;
  private static final float TWO_PI = (float) (2 * Math.PI);

  private final int mask;
  private final float step;

  BoxMuller(int digits) {
    mask = (1 << digits) - 1;
    step = 1f / (1 << digits);
  }

  /** {@code value} in this element type. */
  abstract float round(double value);

  /** A uniform number in [0, 1) from random bits. */
  float uniform(int bits) {
    return (bits & mask) * step;
  }

  /** Replaces {@code data[at..at+15]}: number j is paired with number j + 8. */
  void group(float[] data, int at) {
    for (int j = at; j < at + PAIRS; j++) {
      float logarithm = round(Math.log(round(1 - data[j])));
      float radius = round(Math.sqrt(round(-2 * logarithm)));
      float theta = angle(data[j + PAIRS]);
      data[j] = round(radius * round(Math.cos(theta)));
      data[j + PAIRS] = round(radius * round(Math.sin(theta)));
    }
  }

  private float angle(float uniform) {
    // Half multiplies by a double pi and rounds once; float rounds pi first.
    return this == HALF ? round(2 * Math.PI * uniform) : TWO_PI * uniform;
  }
}
