package org.latentj.conformance;

import org.latentj.image.Tiling;
import org.latentj.runtime.Conditioning;
import org.latentj.runtime.TimeTable;
import org.latentj.runtime.UNetModel;
import org.latentj.sampler.Sampler;
import org.latentj.tensor.FloatTensor;

/** A UNet with one prompt and without guidance. */
final class NetworkModel implements CallModel {
  private final UNetModel unet;
  private final Conditioning conditioning;
  private final TimeTable times;

  /**
   * Prepares a run.
   *
   * @param unet stays the caller's
   * @param context (B, tokens, width)
   */
  NetworkModel(UNetModel unet, FloatTensor context, Sampler sampler) {
    this.unet = unet;
    double[] timesteps = Schedulers.timesteps(sampler);
    conditioning = unet.condition(context);
    try {
      times = unet.times(timesteps);
    } catch (RuntimeException e) {
      conditioning.close();
      throw e;
    }
  }

  @Override
  public FloatTensor predict(FloatTensor input, int call, double timestep) {
    return unet.predict(input, times, call, conditioning, Tiling.NONE);
  }

  @Override
  public void close() {
    times.close();
    conditioning.close();
  }
}
