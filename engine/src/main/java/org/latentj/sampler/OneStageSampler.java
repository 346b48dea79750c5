package org.latentj.sampler;

/** A sampler whose steps evaluate the model once, where the step begins. */
abstract class OneStageSampler extends SigmaSampler {

  OneStageSampler(SigmaTable table, Setup setup) {
    super(table, setup, 1);
  }

  @Override
  final double modelSigma(int call) {
    return sigma(call);
  }

  @Override
  public final double timestep(int call) {
    return table().timesteps()[checked(call)];
  }
}
