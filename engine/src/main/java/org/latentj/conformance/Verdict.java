package org.latentj.conformance;

import java.util.Locale;

/** How a case came out. */
public enum Verdict {
  /** Every quantity is within its limit. */
  PASS,
  /** A quantity is beyond its limit, or something went wrong. */
  FAIL,
  /** The case asks for something that the engine or this runner does not know. */
  UNSUPPORTED;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
