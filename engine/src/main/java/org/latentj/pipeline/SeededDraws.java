package org.latentj.pipeline;

import org.latentj.noise.BatchNoise;
import org.latentj.noise.BatchSeeding;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

/**
 * Draws from seeded generators.
 *
 * @param noise the batch's generators
 * @param seeding how the batch shares them
 */
record SeededDraws(BatchNoise noise, BatchSeeding seeding) implements NoiseDraws {

  /**
   * With a generator each, every image of the batch samples the posterior for itself; with one
   * generator, diffusers samples it once for all ({@code prepare_latents} of its img2img pipeline).
   */
  @Override
  public FloatTensor posterior(Shape shape) {
    if (seeding == BatchSeeding.PER_IMAGE) {
      return noise.next(shape);
    }
    Shape one = Shape.of(1, shape.dimension(1), shape.dimension(2), shape.dimension(3));
    return Tensors.repeat(noise.next(one), shape.size(0));
  }

  @Override
  public FloatTensor initial(Shape shape) {
    return noise.nextLatents(shape);
  }

  @Override
  public FloatTensor step(Shape shape) {
    return noise.next(shape);
  }
}
