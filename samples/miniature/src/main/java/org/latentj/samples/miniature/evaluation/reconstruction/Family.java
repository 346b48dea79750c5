package org.latentj.samples.miniature.evaluation.reconstruction;

import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import org.latentj.samples.miniature.scene.Captions;
import org.latentj.samples.miniature.scene.Example;
import org.latentj.samples.miniature.scene.Layout;
import org.latentj.samples.miniature.scene.Scene;
import org.latentj.samples.miniature.scene.SceneRenderer;
import org.latentj.samples.miniature.scene.SceneSampler;
import org.latentj.samples.miniature.scene.Split;
import org.latentj.samples.miniature.scene.icon.Icons;
import org.latentj.samples.miniature.scene.micrograph.Micrographs;
import org.latentj.samples.miniature.scene.texture.Textures;

/** The four kinds of pictures that the model is trained on. */
public enum Family {
  /** Scenes with a combination held out. */
  SCENES(Family::scene),
  /** Icons. */
  ICONS((random, pixels) -> Icons.sample(random, Layout.FREE, pixels)),
  /** Textures. */
  TEXTURES(Textures::sample),
  /** Micrographs. */
  MICROGRAPHS(Micrographs::sample);

  private final Source source;

  Family(Source source) {
    this.source = source;
  }

  private interface Source {
    Example example(SplittableRandom random, int pixels);
  }

  /** The word for it, for example {@code icons}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * A picture.
   *
   * @param random decides everything; advanced
   * @param pixels its edge, at least 16
   */
  Example example(SplittableRandom random, int pixels) {
    return source.example(random, pixels);
  }

  private static Example scene(SplittableRandom random, int pixels) {
    Scene scene = SceneSampler.sample(random, Split.HELD_OUT, Layout.FREE);
    return new Example(
        Captions.full(scene), SceneRenderer.render(scene, pixels), Optional.of(scene));
  }
}
