package org.latentj.samples.miniature.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.latentj.sampler.NoiseSchedule;
import org.latentj.tensor.FloatTensor;

/** The second part of the training: text encoder and UNet together, on latents and captions. */
final class DiffusionTraining {
  private static final int STREAM = 2;

  /** Captions left out, for classifier-free guidance (Ho and Salimans 2022, algorithm 1). */
  private static final double DROPPED = 0.1;

  private static final Rate RATE = new Rate(8e-4, 300, 4000, 0.999);

  /**
   * Timesteps drawn from a logit-normal distribution (Esser et al. 2024, section 3.1), the others
   * being uniform: what an object is shows between the middle and the noise.
   */
  private static final double MIDDLE = 0.7;

  private static final double MIDDLE_LOGIT = 0.8;

  /** Examples of which a part is to be painted and the rest is given. */
  private static final double HOLES = 0.35;

  private final Diffusion diffusion;
  private final TrainingLoop loop;
  private final NoiseSchedule schedule;
  private final Plan plan;
  private final long seed;

  /**
   * How many examples a training takes in.
   *
   * @param batch examples a step learns from
   * @param firstFill examples in the pool before the first step
   * @param fresh examples that come into the pool with every step
   * @param holesFrom steps before some examples have a {@link Hole}
   * @param saveEvery steps between two states
   */
  record Plan(int batch, int firstFill, int fresh, int holesFrom, int saveEvery) {
    /** Miniature's. */
    static final Plan MINIATURE = new Plan(40, 4096, 5, 2000, 500);

    private long filled(int step) {
      return firstFill + (long) fresh * step;
    }
  }

  DiffusionTraining(
      Diffusion diffusion,
      GradientStep gradients,
      NoiseSchedule schedule,
      Plan plan,
      long seed,
      Path state) {
    this.plan = plan;
    this.diffusion = diffusion;
    loop = new TrainingLoop("diffusion", gradients, plan.batch(), RATE, plan.saveEvery(), state);
    this.schedule = schedule;
    this.seed = seed;
  }

  /** Makes the pool that a training begun or resumed after some steps needs. */
  @FunctionalInterface
  interface Pools {
    /** A pool that begins with example {@code first}. */
    LatentPool from(long first);
  }

  /**
   * Trains until {@code steps} steps are done, those of earlier runs included.
   *
   * @param sheet called now and then, and at the end unless nothing was left to do
   */
  void run(int steps, Pools pools, Checkpoints sheet) throws IOException {
    List<TrainableWeights> weights = diffusion.weights();
    int first = loop.restore(weights);
    if (first >= steps) {
      return;
    }
    System.out.println("encoding pictures");
    LatentPool pool = pools.from(LatentPool.firstOf(plan.filled(first + 1)));
    pool.advance(plan.filled(first + 1));
    loop.run(first, steps, weights, step -> loss(step, pool), sheet);
  }

  private GradientStep.Loss loss(int step, LatentPool pool) {
    pool.advance(plan.filled(step));
    double holes = step > plan.holesFrom() ? HOLES : 0;
    NoisedBatch batch = batch(pool, Draws.of(seed, STREAM, step), holes);
    return (arena, from, to) -> diffusion.loss(batch.share(from, to), arena);
  }

  private NoisedBatch batch(LatentPool pool, SplittableRandom random, double holes) {
    int[] places = pool.choose(plan.batch(), random);
    FloatTensor noise = Draws.normal(LatentPool.shape(plan.batch()), random);
    FloatTensor noised = FloatTensor.zeros(noise.shape());
    FloatTensor velocity = FloatTensor.zeros(noise.shape());
    FloatTensor weights = FloatTensor.zeros(noise.shape());
    int size = noised.data().length / plan.batch();
    double[] timesteps = new double[plan.batch()];
    int[][] ids = new int[plan.batch()][];
    int[] nothing = pool.ids("");
    for (int i = 0; i < plan.batch(); i++) {
      int timestep = (int) (timeOf(random) * schedule.trainTimesteps());
      timesteps[i] = timestep;
      boolean dropped = random.nextDouble() < DROPPED;
      Hole hole = holes > 0 ? hole(pool, places[i], random, holes) : Hole.EVERYTHING;
      float signal = (float) Math.sqrt(schedule.alphaCumprod(timestep));
      float rest = (float) Math.sqrt(1 - schedule.alphaCumprod(timestep));
      float[] clean = pool.latents(places[i]);
      for (int k = 0; k < size; k++) {
        int at = i * size + k;
        float unit = noise.data()[at];
        float weight = hole.weight(k);
        weights.data()[at] = weight;
        noised.data()[at] = weight > 0 ? signal * clean[k] + rest * unit : clean[k];
        velocity.data()[at] = weight * (signal * unit - rest * clean[k]);
      }
      int[] caption = hole.caption().map(pool::ids).orElse(pool.caption(places[i]));
      ids[i] = dropped ? nothing : caption;
    }
    return new NoisedBatch(noised, velocity, weights, timesteps, ids);
  }

  private static Hole hole(LatentPool pool, int place, SplittableRandom random, double share) {
    return random.nextDouble() < share ? Hole.in(pool.scene(place), random) : Hole.EVERYTHING;
  }

  /** From 0, clean, to 1, nothing but noise; exclusive. */
  private static double timeOf(SplittableRandom random) {
    if (random.nextDouble() >= MIDDLE) {
      return random.nextDouble();
    }
    return 1 / (1 + Math.exp(-MIDDLE_LOGIT - random.nextGaussian()));
  }
}
