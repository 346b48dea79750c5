package org.latentj.sampler;

/** Evenly spaced numbers as NumPy and PyTorch compute them, rounding included. */
final class Linspace {
  /** Floats that PyTorch's CPU kernel computes from one base (an AVX2 register). */
  private static final int LANES = 8;

  private Linspace() {}

  /**
   * {@code numpy.linspace(start, stop, count)}: {@code count} doubles from {@code start} to {@code
   * stop}, both included; {@code start} alone where {@code count} is 1.
   */
  static double[] doubles(double start, double stop, int count) {
    double[] out = new double[count];
    double step = (stop - start) / (count - 1);
    for (int i = 0; i < count; i++) {
      out[i] = i == 0 ? start : i * step + start;
    }
    if (count > 1) {
      out[count - 1] = stop;
    }
    return out;
  }

  /**
   * {@code torch.linspace(start, end, count, dtype=torch.float32)}: the first half counts from the
   * start, the second from the end, in blocks that share a rounded base, which is computed with a
   * fused multiply-add.
   */
  static float[] floats(double start, double end, int count) {
    float from = (float) start;
    float to = (float) end;
    if (count == 1) {
      return new float[] {from};
    }
    float step = (to - from) / (count - 1);
    float[] out = new float[count];
    for (int i = 0; i < count; i++) {
      boolean whole = i / LANES * LANES + LANES <= count;
      int base = whole ? i / LANES * LANES : i;
      float origin =
          base < count / 2
              ? Math.fma(step, (float) base, from)
              : Math.fma(-step, (float) (count - base - 1), to);
      out[i] = base == i ? origin : origin + step * (i - base);
    }
    return out;
  }
}
