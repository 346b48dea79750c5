package org.latentj.maven.generate;

import java.io.IOException;
import java.nio.file.Path;
import org.latentj.image.Mask;
import org.latentj.image.Picture;
import org.latentj.maven.manifest.Asset;
import org.latentj.maven.manifest.InitImage;
import org.latentj.request.GenerationRequest;
import org.latentj.request.ImageToImage;
import org.latentj.request.Inpainting;
import org.latentj.request.TextToImage;

/** Turns assets into the engine's requests. */
final class Requests {
  private Requests() {}

  /**
   * The request of an asset; reads its pictures.
   *
   * @throws IllegalArgumentException if a picture cannot be read, or the mask has another size
   */
  static GenerationRequest of(Asset asset) {
    if (asset.init().isPresent()) {
      return ofInit(asset, asset.init().get());
    }
    TextToImage request = TextToImage.of(asset.prompt(), asset.settings());
    return asset.size().map(s -> request.withSize(s.width(), s.height())).orElse(request);
  }

  private static GenerationRequest ofInit(Asset asset, InitImage init) {
    Picture image = read("init", init.image());
    if (init.mask().isEmpty()) {
      return new ImageToImage(asset.prompt(), image, init.strength(), asset.settings());
    }
    Mask mask = Mask.of(read("mask", init.mask().get()));
    return new Inpainting(
        asset.prompt(), image, mask, init.strength(), init.fill(), true, asset.settings());
  }

  private static Picture read(String key, Path file) {
    try {
      return Picture.read(file);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "%s: cannot read the picture %s: %s".formatted(key, file, e.getMessage()), e);
    }
  }
}
