package org.latentj.samples.miniature.training;

import java.util.List;
import org.latentj.image.Picture;
import org.latentj.samples.miniature.scene.Example;
import org.latentj.tensor.FloatTensor;

/** Examples as the autoencoder takes them. */
final class Pictures {
  private Pictures() {}

  /** The pictures as (B, 3, H, W) in [-1, 1]. */
  static FloatTensor tensor(List<Example> examples) {
    return FloatTensor.concatenate(
        examples.stream().map(e -> Picture.of(e.picture()).toSignedTensor()).toList());
  }
}
