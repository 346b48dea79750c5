package org.latentj.samples.miniature.scene.examples;

import java.util.Optional;
import java.util.SplittableRandom;
import org.latentj.samples.miniature.scene.Captions;
import org.latentj.samples.miniature.scene.Example;
import org.latentj.samples.miniature.scene.Layout;
import org.latentj.samples.miniature.scene.Scene;
import org.latentj.samples.miniature.scene.SceneRenderer;
import org.latentj.samples.miniature.scene.SceneSampler;
import org.latentj.samples.miniature.scene.Seeds;
import org.latentj.samples.miniature.scene.Split;
import org.latentj.samples.miniature.scene.icon.Icons;
import org.latentj.samples.miniature.scene.micrograph.Micrographs;
import org.latentj.samples.miniature.scene.texture.Textures;

/**
 * An endless series of pictures with captions: scenes (68 %, or 78 % where they are aligned), icons
 * (12 %), textures and micrographs (half of the rest each). What comes at an index depends on seed,
 * split and index alone, not on what was asked for before. Safe for use by several threads.
 */
public final class Examples {
  private final long seed;
  private final Split split;
  private final Layout layout;
  private final int pixels;

  /**
   * A series.
   *
   * @param seed any number; another seed makes an unrelated series
   * @param split which part the scenes belong to; icons, textures and micrographs belong to both
   * @param layout how freely scenes and icons are laid out
   * @param pixels the pictures' edge, at least 16
   */
  public Examples(long seed, Split split, Layout layout, int pixels) {
    if (pixels < 16) {
      throw new IllegalArgumentException("expected at least 16 pixels but got " + pixels);
    }
    this.seed = Seeds.mix(seed) + split.ordinal();
    this.split = split;
    this.layout = layout;
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
    double scenes = layout == Layout.FREE ? 0.68 : 0.78;
    double icons = scenes + 0.12;
    if (share < scenes) {
      return example(random);
    }
    if (share < icons) {
      return Icons.sample(random, layout, pixels);
    }
    return share < (icons + 1) / 2
        ? Textures.sample(random, pixels)
        : Micrographs.sample(random, pixels);
  }

  /**
   * The scene at an index of another series that holds scenes only; it is not drawn.
   *
   * @param index any number, usually counted from 0
   */
  public Scene scene(long index) {
    return SceneSampler.sample(Seeds.random(~seed, index), split, layout);
  }

  private Example example(SplittableRandom random) {
    Scene scene = SceneSampler.sample(random, split, layout);
    String caption = Captions.sample(scene, random);
    return new Example(caption, SceneRenderer.render(scene, pixels), Optional.of(scene));
  }
}
