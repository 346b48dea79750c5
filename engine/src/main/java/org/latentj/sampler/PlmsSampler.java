package org.latentj.sampler;

import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Pseudo linear multistep (Liu et al. 2022, eq. 12; diffusers {@code PNDMScheduler} with {@code
 * skip_prk_steps}). N steps make N + 1 calls: the second call evaluates the end of the first step,
 * which is then done again with the average of both outputs.
 *
 * <p>A run that begins later drops the doubled timestep from its table but still treats its second
 * call as the repetition, so from the second step on its samples are one step off, as upstream.
 */
final class PlmsSampler extends PndmTransfer {
  private final AdamsBashforth history = new AdamsBashforth();
  private Latents first;

  /**
   * @param timesteps one for each step, descending
   */
  PlmsSampler(NoiseSchedule schedule, int[] timesteps, int firstCall) {
    super(schedule, withRepeatedSecond(timesteps), timesteps.length, firstCall);
  }

  @Override
  Latents advance(Latents output, int call, Latents sample, Supplier<Latents> noise) {
    int timestep = timestepOf(call);
    if (call - firstCall() == 1) {
      Latents average = output.combine(0.5, 0.5, history.newest());
      Latents from = first;
      first = null;
      return transfer(average, from, timestep + stride(), timestep);
    }
    if (call == firstCall()) {
      first = sample;
    }
    history.add(output);
    return transfer(history.extrapolated(), sample, timestep, timestep - stride());
  }

  private static int[] withRepeatedSecond(int[] timesteps) {
    if (timesteps.length == 1) {
      return timesteps;
    }
    int[] out = Arrays.copyOf(timesteps, timesteps.length + 1);
    System.arraycopy(timesteps, 1, out, 2, timesteps.length - 1);
    return out;
  }
}
