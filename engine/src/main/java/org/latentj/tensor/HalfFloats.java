package org.latentj.tensor;

/** IEEE 754 binary16 in terms of float; the JDK has this from version 20 on. */
public final class HalfFloats {
  private HalfFloats() {}

  /** The float of the same value as a half given by its bits. NaNs stay NaN. */
  public static float halfToFloat(short half) {
    int sign = (half & 0x8000) << 16;
    int exponent = (half >>> 10) & 0x1f;
    int mantissa = half & 0x3ff;
    if (exponent == 0x1f) {
      return Float.intBitsToFloat(sign | 0x7f800000 | (mantissa << 13));
    }
    if (exponent == 0) {
      float magnitude = mantissa * 0x1p-24f;
      return sign == 0 ? magnitude : -magnitude;
    }
    return Float.intBitsToFloat(sign | ((exponent + 112) << 23) | (mantissa << 13));
  }

  /** The bits of the half nearest to {@code value}, ties to even; overflow gives an infinity. */
  public static short floatToHalf(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = (bits >>> 16) & 0x8000;
    int magnitude = bits & 0x7fffffff;
    if (magnitude > 0x7f800000) {
      return (short) (sign | 0x7e00);
    }
    if (magnitude >= 0x47800000) {
      return (short) (sign | 0x7c00);
    }
    if (magnitude < 0x38800000) {
      // Subnormal: scaling by 2^24 is exact, and rint rounds ties to even as IEEE 754 wants.
      return (short) (sign | (int) Math.rint(Math.abs((double) value) * 0x1p24));
    }
    int rebased = magnitude - (112 << 23);
    int rounded = (rebased + 0xfff + ((rebased >>> 13) & 1)) >>> 13;
    return (short) (sign | Math.min(rounded, 0x7c00));
  }
}
