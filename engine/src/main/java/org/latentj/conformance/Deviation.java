package org.latentj.conformance;

/**
 * How far one computed quantity is from its reference.
 *
 * @param what the quantity, for example {@code final_latents}
 * @param value the largest absolute difference, NaN if either side has a NaN; for whole numbers the
 *     number of wrong ones
 * @param limit the largest value that passes; 0 demands equality
 */
public record Deviation(String what, double value, double limit) {

  /** Whether the value is within its limit; never for NaN. */
  public boolean passes() {
    return value <= limit;
  }

  /** The value in units of its limit, for finding the worst; infinite for NaN. */
  double severity() {
    if (Double.isNaN(value)) {
      return Double.POSITIVE_INFINITY;
    }
    return value == 0 ? 0 : value / limit;
  }
}
