package org.latentj.sampler;

import java.util.function.Supplier;

/**
 * Pseudo linear multistep after three pseudo Runge-Kutta steps of four calls each (Liu et al. 2022,
 * eq. 13 and algorithm 2; diffusers {@code PNDMScheduler} without {@code skip_prk_steps}). N steps,
 * at least 4, make N + 9 calls.
 *
 * <p>A run that begins later still spends its first twelve calls as Runge-Kutta stages of the
 * table's first timesteps, as upstream.
 */
final class PndmSampler extends PndmTransfer {
  static final int EXTRA_CALLS = 9;
  private static final int WARM_UP_STEPS = 3;
  private static final int STAGES = 4;
  private static final double[] STAGE_WEIGHTS = {1.0 / 6, 1.0 / 3, 1.0 / 3, 1.0 / 6};

  private final AdamsBashforth history = new AdamsBashforth();
  private Latents start;
  private Latents weighted;

  /**
   * @param timesteps one for each step, descending
   * @throws IllegalArgumentException if there are fewer than four
   */
  PndmSampler(NoiseSchedule schedule, int[] timesteps, int firstCall) {
    super(schedule, withStages(timesteps, schedule.trainTimesteps()), timesteps.length, firstCall);
  }

  @Override
  Latents advance(Latents output, int call, Latents sample, Supplier<Latents> noise) {
    int timestep = timestepOf(call);
    int count = call - firstCall();
    if (count >= WARM_UP_STEPS * STAGES) {
      history.add(output);
      return transfer(history.extrapolated(), sample, timestep, timestep - stride());
    }
    int stage = count % STAGES;
    double weight = STAGE_WEIGHTS[stage];
    weighted = stage == 0 ? output.times(weight) : weighted.combine(1, weight, output);
    if (stage == 0) {
      history.add(output);
      start = sample;
    }
    int to = stage % 2 == 0 ? timestep - stride() / 2 : timestep;
    Latents direction = stage == STAGES - 1 ? weighted : output;
    return transfer(direction, start, timestepOf(count - stage), to);
  }

  private static int[] withStages(int[] timesteps, int trainTimesteps) {
    int steps = timesteps.length;
    if (steps <= WARM_UP_STEPS) {
      throw new IllegalArgumentException(
          "PNDM with Runge-Kutta warm-up needs 4 or more steps but got %d; use more steps or PLMS"
              .formatted(steps));
    }
    int half = trainTimesteps / steps / 2;
    int[] out = new int[steps + EXTRA_CALLS];
    for (int step = 0; step < WARM_UP_STEPS; step++) {
      int end = timesteps[step + 1];
      out[STAGES * step] = timesteps[step];
      out[STAGES * step + 1] = end + half;
      out[STAGES * step + 2] = end + half;
      out[STAGES * step + 3] = end;
    }
    int after = WARM_UP_STEPS * STAGES;
    System.arraycopy(timesteps, WARM_UP_STEPS, out, after, steps - WARM_UP_STEPS);
    return out;
  }
}
