package org.latentj.samples.miniature.scene.examples;

import java.util.Optional;
import java.util.SplittableRandom;
import org.latentj.samples.miniature.scene.Captions;
import org.latentj.samples.miniature.scene.Example;
import org.latentj.samples.miniature.scene.Scene;
import org.latentj.samples.miniature.scene.SceneRenderer;
import org.latentj.samples.miniature.scene.SceneSampler;
import org.latentj.samples.miniature.scene.Seeds;
import org.latentj.samples.miniature.scene.Split;
import org.latentj.samples.miniature.scene.icon.Icons;
import org.latentj.samples.miniature.scene.micrograph.Micrographs;
import org.latentj.samples.miniature.scene.texture.Textures;

/**
 * An endless series of pictures with captions: scenes (68 %), icons (12 %), textures (10 %) and
 * micrographs (10 %). What comes at an index depends on seed, split and index alone, not on what
 * was asked for before. Safe for use by several threads.
 */
public final class Examples {
  private final long seed;
  private final Split split;
  private final int pixels;

  /**
   * A series.
   *
   * @param seed any number; another seed makes an unrelated series
   * @param split which part the scenes belong to; icons, textures and micrographs belong to both
   * @param pixels the pictures' edge, at least 16
   */
  public Examples(long seed, Split split, int pixels) {
    if (pixels < 16) {
      throw new IllegalArgumentException("expected at least 16 pixels but got " + pixels);
    }
    this.seed = Seeds.mix(seed) + split.ordinal();
    this.split = split;
    this.pixels = pixels;
  }

  /**
   * The picture at an index.
   *
   * @param index any number, usually counted from 0
   */
  public Example example(long index) {
    SplittableRandom random = Seeds.random(seed, index);
    double share = random.nextDouble();
    if (share < 0.68) {
      return example(random);
    }
    if (share < 0.8) {
      return Icons.sample(random, pixels);
    }
    return share < 0.9 ? Textures.sample(random, pixels) : Micrographs.sample(random, pixels);
  }

  /**
   * The scene at an index of another series that holds scenes only; it is not drawn.
   *
   * @param index any number, usually counted from 0
   */
  public Scene scene(long index) {
    return SceneSampler.sample(Seeds.random(~seed, index), split);
  }

  private Example example(SplittableRandom random) {
    Scene scene = SceneSampler.sample(random, split);
    String caption = Captions.sample(scene, random);
    return new Example(caption, SceneRenderer.render(scene, pixels), Optional.of(scene));
  }
}
