package org.latentj.noise;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

/**
 * All random tensors of one batch of images, in the order in which they are drawn: posterior
 * samples of the VAE, latent noise, noise of the sampler's steps. Not thread-safe.
 */
public final class BatchNoise {
  private final NoiseKind kind;
  private final BatchSeeding seeding;
  private final long seed;
  private final int images;
  private final Optional<Variation> variation;
  private final List<NoiseSource> sources = new ArrayList<>();

  /**
   * Noise without a variation.
   *
   * @param seed of the first image; any long, negative ones are two's complement
   * @param images in the batch, 1 or more
   */
  public BatchNoise(NoiseKind kind, BatchSeeding seeding, long seed, int images) {
    this(kind, seeding, seed, images, Optional.empty());
  }

  /**
   * Noise, possibly with a variation.
   *
   * @param seed of the first image; any long, negative ones are two's complement
   * @param images in the batch, 1 or more
   * @param variation applied by {@link #nextLatents}. As in webui, at a strength above 0 it is the
   *     variation's seed that counts up from image to image, and all images share {@code seed}
   * @throws IllegalArgumentException if {@code images} is less than 1
   */
  public BatchNoise(
      NoiseKind kind, BatchSeeding seeding, long seed, int images, Optional<Variation> variation) {
    if (images < 1) {
      throw new IllegalArgumentException("expected a batch of 1 image or more but got " + images);
    }
    this.kind = kind;
    this.seeding = seeding;
    this.seed = seed;
    this.images = images;
    this.variation = variation.filter(v -> v.strength() > 0);
    int sequences = seeding == BatchSeeding.PER_IMAGE ? images : 1;
    for (int i = 0; i < sequences; i++) {
      sources.add(kind.source(imageSeed(i)));
    }
  }

  /** The seed of image {@code index}, for its metadata. */
  public long imageSeed(int index) {
    return seeding == BatchSeeding.PER_IMAGE && variation.isEmpty() ? seed + index : seed;
  }

  /** The variation seed of image {@code index}, for its metadata; empty without a variation. */
  public Optional<Long> variationSeed(int index) {
    return variation.map(v -> seeding == BatchSeeding.PER_IMAGE ? v.seed() + index : v.seed());
  }

  /**
   * The next standard normal tensor of every image's sequence.
   *
   * @param shape (B, C, H, W) with B the number of images, except that a sequential batch may draw
   *     any B
   * @return a new tensor of that shape
   * @throws IllegalArgumentException if the shape is not that
   */
  public FloatTensor next(Shape shape) {
    check(shape);
    return draw(sources, shape);
  }

  /**
   * The next tensor as {@link #next} draws it, turned towards the variation's noise if there is
   * one. A pipeline draws its latent noise through this, once.
   *
   * @param shape (B, C, H, W) as in {@link #next}
   * @return a new tensor of that shape
   */
  public FloatTensor nextLatents(Shape shape) {
    FloatTensor noise = next(shape);
    return variation.map(v -> varied(noise, v)).orElse(noise);
  }

  private FloatTensor varied(FloatTensor noise, Variation v) {
    List<NoiseSource> others = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      others.add(kind.source(v.seed() + i));
    }
    FloatTensor other = draw(others, noise.shape());
    List<FloatTensor> rows = new ArrayList<>();
    for (int i = 0; i < noise.shape().size(0); i++) {
      Shape row = noise.row(i).shape();
      Shape image = Shape.of(row.dimension(1), row.dimension(2), row.dimension(3));
      FloatTensor low = noise.row(i).reshape(image);
      FloatTensor high = other.row(i).reshape(image);
      rows.add(Slerp.between(v.strength(), low, high).reshape(row));
    }
    return FloatTensor.concatenate(rows);
  }

  private static FloatTensor draw(List<NoiseSource> from, Shape shape) {
    if (from.size() == 1) {
      return from.get(0).normal(shape);
    }
    Shape one = Shape.of(1, shape.dimension(1), shape.dimension(2), shape.dimension(3));
    return FloatTensor.concatenate(from.stream().map(s -> s.normal(one)).toList());
  }

  private void check(Shape shape) {
    boolean fits = shape.rank() == 4 && shape.elements() > 0;
    if (!fits || seeding == BatchSeeding.PER_IMAGE && shape.dimension(0) != images) {
      throw new IllegalArgumentException(
          "expected noise of shape (%s, C, H, W), none of them 0, but got %s"
              .formatted(seeding == BatchSeeding.PER_IMAGE ? images : "B", shape));
    }
  }
}
