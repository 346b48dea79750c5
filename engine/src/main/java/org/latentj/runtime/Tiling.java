package org.latentj.runtime;

import org.latentj.network.EmitOptions;

/** Along which axes a picture's opposite edges meet, so that copies of it tile without a seam. */
public enum Tiling {
  NONE(false, false),
  X(true, false),
  Y(false, true),
  BOTH(true, true);

  private final boolean x;
  private final boolean y;

  Tiling(boolean x, boolean y) {
    this.x = x;
    this.y = y;
  }

  EmitOptions applyTo(EmitOptions options) {
    return options.withTiling(x, y);
  }
}
