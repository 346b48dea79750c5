package org.latentj.samples.miniature.scene;

import java.awt.image.BufferedImage;
import java.util.Optional;

/**
 * A picture to learn from.
 *
 * @param caption what it shows, in English, below 60 words
 * @param picture square, of type {@link BufferedImage#TYPE_INT_RGB}
 * @param scene what was drawn, if it is a scene; empty for icons, textures and micrographs
 */
public record Example(String caption, BufferedImage picture, Optional<Scene> scene) {
  /** An example that is no scene. */
  public static Example of(String caption, BufferedImage picture) {
    return new Example(caption, picture, Optional.empty());
  }
}
