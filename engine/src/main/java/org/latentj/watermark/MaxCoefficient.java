package org.latentj.watermark;

/**
 * One bit in each block of 4x4 coefficients of a wavelet transform's low band, in the largest but
 * the first, as {@code EmbedMaxDct} of invisible-watermark does ({@code imwatermark/maxDct.py}; in
 * spite of its name there is no cosine transform in it): its size is moved to a quarter of the way
 * between two multiples of the scale for a 0, to three quarters for a 1.
 */
final class MaxCoefficient {
  private static final int BLOCK = 4;
  private static final double SCALE = 36;

  private final HaarTransform bands;

  MaxCoefficient(HaarTransform bands) {
    this.bands = bands;
  }

  /** Whole blocks. */
  int blocks() {
    return across() * (bands.height() / BLOCK);
  }

  private int across() {
    return bands.width() / BLOCK;
  }

  /** Writes a bit. */
  void write(int block, boolean bit) {
    int at = largest(block);
    double value = bands.low()[at];
    double whole = Math.abs(value) - Math.abs(value) % SCALE;
    double size = (Math.rint(whole / SCALE) + 0.25 + (bit ? 0.5 : 0)) * SCALE;
    bands.low()[at] = value >= 0 ? size : -size;
  }

  /** Reads a bit. */
  boolean read(int block) {
    return Math.abs(bands.low()[largest(block)]) % SCALE > 0.5 * SCALE;
  }

  /** The place of the largest coefficient of a block; the first of equal ones. */
  private int largest(int block) {
    int start = block / across() * BLOCK * bands.width() + block % across() * BLOCK;
    int best = start + 1;
    for (int i = 2; i < BLOCK * BLOCK; i++) {
      int at = start + i / BLOCK * bands.width() + i % BLOCK;
      if (Math.abs(bands.low()[at]) > Math.abs(bands.low()[best])) {
        best = at;
      }
    }
    return best;
  }
}
