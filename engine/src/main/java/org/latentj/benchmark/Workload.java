package org.latentj.benchmark;

import org.latentj.request.Acceleration;

/**
 * How large pictures are, and how often everything is repeated.
 *
 * @param width of the pictures in pixels, a multiple of 8
 * @param height of the pictures in pixels, a multiple of 8
 * @param batch pictures at a time
 * @param steps timed repetitions
 * @param warmUp repetitions before those
 * @param decode whether the VAE is measured
 * @param acceleration of the sampling steps
 */
record Workload(
    int width,
    int height,
    int batch,
    int steps,
    int warmUp,
    boolean decode,
    Acceleration acceleration) {

  /** The same, for that many pictures at a time. */
  Workload withBatch(int pictures) {
    return new Workload(width, height, pictures, steps, warmUp, decode, acceleration);
  }

  /** The same, repeated as often as that. */
  Workload repeated(int before, int timed) {
    return new Workload(width, height, batch, timed, before, decode, acceleration);
  }

  /** The same, no larger than {@code edge} pixels. */
  Workload atMost(int edge) {
    return new Workload(
        Math.min(width, edge), Math.min(height, edge), batch, steps, warmUp, decode, acceleration);
  }
}
