package org.latentj.samples.miniature.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.latentj.image.Tiling;
import org.latentj.prompt.PromptSyntax;
import org.latentj.runtime.LatentPosterior;
import org.latentj.runtime.VaeModel;
import org.latentj.samples.miniature.scene.Example;
import org.latentj.samples.miniature.scene.Scene;
import org.latentj.samples.miniature.scene.examples.Examples;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;
import org.latentj.text.PromptTokenizer;

/**
 * The latents that the denoiser learns from: a window that moves over the endless series of
 * examples. Encoding a picture costs as much as learning from it once, so that each is used some
 * times before it leaves.
 */
final class LatentPool {
  /** How many examples it holds at most. */
  static final int CAPACITY = 20_000;

  private static final int BATCH = 16;
  private static final int STREAM = 11;

  private final Examples examples;
  private final VaeModel vae;
  private final PromptTokenizer tokenizer;
  private final long seed;
  private final float[][] latents = new float[CAPACITY][];
  private final int[][] captions = new int[CAPACITY][];
  private final List<Optional<Scene>> scenes =
      new ArrayList<>(Collections.nCopies(CAPACITY, Optional.empty()));
  private long next;

  /**
   * An empty pool.
   *
   * @param examples the endless series
   * @param first examples before this one are skipped, as they would have left by now
   */
  LatentPool(Examples examples, VaeModel vae, PromptTokenizer tokenizer, long seed, long first) {
    this.examples = examples;
    this.vae = vae;
    this.tokenizer = tokenizer;
    this.seed = seed;
    next = Math.max(0, first);
  }

  /** An example at or before the first that a pool still holds after {@code count} came in. */
  static long firstOf(long count) {
    return Math.max(0, count - CAPACITY) / BATCH * BATCH;
  }

  /**
   * Moves the window's end to {@code count}, or a little further: examples are encoded in the same
   * company whenever they are, since a batch's size decides how libtorch rounds.
   */
  void advance(long count) {
    while (next < count) {
      add(LongStream.range(next, next + BATCH).boxed().toList());
      next += BATCH;
    }
  }

  private void add(List<Long> indices) {
    List<Example> pictures = indices.stream().map(examples::example).toList();
    LatentPosterior posterior = vae.encode(Pictures.tensor(pictures), Tiling.NONE);
    List<FloatTensor> noise = new ArrayList<>();
    for (long index : indices) {
      noise.add(Draws.normal(shape(1), Draws.of(seed, STREAM, index)));
    }
    FloatTensor sample = posterior.sample(FloatTensor.concatenate(noise));
    for (int i = 0; i < indices.size(); i++) {
      int place = (int) (indices.get(i) % CAPACITY);
      latents[place] = sample.row(i).data();
      captions[place] = ids(pictures.get(i).caption());
      scenes.set(place, pictures.get(i).scene());
    }
  }

  /** How many examples it holds. */
  int size() {
    return (int) Math.min(CAPACITY, next);
  }

  /** The latents of the example at that place, flat; not to be modified. */
  float[] latents(int place) {
    return latents[place];
  }

  /** Its caption's 77 token ids. */
  int[] caption(int place) {
    return captions[place];
  }

  /** What was drawn there, if it is a scene. */
  Optional<Scene> scene(int place) {
    return scenes.get(place);
  }

  /** The ids of any text. */
  int[] ids(String text) {
    return tokenizer.tokenize(text, PromptSyntax.PLAIN, 1).chunks().get(0).ids();
  }

  static Shape shape(int batch) {
    return Shape.of(
        batch, MiniatureConfig.CHANNELS, MiniatureConfig.LATENTS, MiniatureConfig.LATENTS);
  }

  /** Which examples make a batch. */
  int[] choose(int batch, SplittableRandom random) {
    return random.ints(batch, 0, size()).toArray();
  }
}
