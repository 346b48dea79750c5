package org.latentj.samples.miniature.evaluation.reconstruction;

import java.awt.image.BufferedImage;
import java.util.Locale;
import java.util.SplittableRandom;
import org.latentj.samples.miniature.scene.SceneRenderer;
import org.latentj.samples.miniature.scene.SceneSampler;
import org.latentj.samples.miniature.scene.Split;
import org.latentj.samples.miniature.scene.icon.Icons;
import org.latentj.samples.miniature.scene.micrograph.Micrographs;
import org.latentj.samples.miniature.scene.texture.Textures;

/** The four kinds of pictures that the model is trained on. */
public enum Family {
  /** Scenes with a combination held out. */
  SCENES(
      (random, pixels) ->
          SceneRenderer.render(SceneSampler.sample(random, Split.HELD_OUT), pixels)),
  /** Icons. */
  ICONS((random, pixels) -> Icons.sample(random, pixels).picture()),
  /** Textures. */
  TEXTURES((random, pixels) -> Textures.sample(random, pixels).picture()),
  /** Micrographs. */
  MICROGRAPHS((random, pixels) -> Micrographs.sample(random, pixels).picture());

  private final Source source;

  Family(Source source) {
    this.source = source;
  }

  private interface Source {
    BufferedImage picture(SplittableRandom random, int pixels);
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
  BufferedImage picture(SplittableRandom random, int pixels) {
    return source.picture(random, pixels);
  }
}
