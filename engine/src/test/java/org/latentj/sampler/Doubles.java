package org.latentj.sampler;

/** Latents in double precision, so that a method's own error is not hidden by rounding. */
record Doubles(double... values) implements Latents {

  @Override
  public Latents combine(double own, double[] weights, Latents[] others) {
    double[] out = new double[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = own * values[i];
      for (int k = 0; k < others.length; k++) {
        out[i] += weights[k] * ((Doubles) others[k]).values[i];
      }
    }
    return new Doubles(out);
  }

  double value() {
    return values[0];
  }
}
