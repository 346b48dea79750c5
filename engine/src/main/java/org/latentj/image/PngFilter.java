package org.latentj.image;

/**
 * Line filters of 8-bit PNGs (PNG specification, section 9).
 *
 * @param pixelBytes 3 for RGB, 4 for RGBA
 */
record PngFilter(int pixelBytes) {
  private static final int TYPES = 5;

  /**
   * A line under the filter whose output has the least sum of absolute values: the heuristic that
   * the specification recommends (section 12.8).
   *
   * @param row the line; not modified
   * @param above the line above it, zeros for the first
   * @return the filter's number and the filtered bytes
   */
  byte[] best(byte[] row, byte[] above) {
    byte[] best = null;
    long least = Long.MAX_VALUE;
    for (int type = 0; type < TYPES; type++) {
      byte[] filtered = filter(type, row, above);
      long sum = 0;
      for (int i = 1; i < filtered.length; i++) {
        sum += Math.abs(filtered[i]);
      }
      if (sum < least) {
        least = sum;
        best = filtered;
      }
    }
    return best;
  }

  private byte[] filter(int type, byte[] row, byte[] above) {
    byte[] out = new byte[row.length + 1];
    out[0] = (byte) type;
    for (int i = 0; i < row.length; i++) {
      int left = i < pixelBytes ? 0 : row[i - pixelBytes] & 0xff;
      int up = above[i] & 0xff;
      int upLeft = i < pixelBytes ? 0 : above[i - pixelBytes] & 0xff;
      int predicted =
          switch (type) {
            case 0 -> 0;
            case 1 -> left;
            case 2 -> up;
            case 3 -> (left + up) / 2;
            default -> paeth(left, up, upLeft);
          };
      out[i + 1] = (byte) (row[i] - predicted);
    }
    return out;
  }

  private static int paeth(int left, int up, int upLeft) {
    int estimate = left + up - upLeft;
    int byLeft = Math.abs(estimate - left);
    int byUp = Math.abs(estimate - up);
    int byUpLeft = Math.abs(estimate - upLeft);
    if (byLeft <= byUp && byLeft <= byUpLeft) {
      return left;
    }
    return byUp <= byUpLeft ? up : upLeft;
  }
}
