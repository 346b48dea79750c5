package org.latentj.pipeline;

import java.nio.FloatBuffer;
import org.latentj.image.Tiling;
import org.latentj.runtime.MemoryMode;
import org.latentj.runtime.VaeModel;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

/**
 * The autoencoder's moments of input images. Those of the last few are kept: who tries prompts or
 * strengths on one picture waits for its encoding once.
 */
final class ImageEncodings {
  private static final int KEPT = 4;

  /** Larger ones are not kept: 12 MB each. */
  private static final int MAX_VALUES = 3 * 1024 * 1024;

  private final VaeModel vae;
  private final RecentResults<Key> recent = new RecentResults<>(KEPT);

  /** What moments depend on; the pixels are compared, not only hashed. */
  private record Key(Shape shape, FloatBuffer pixels, Tiling tiling, MemoryMode mode) {}

  ImageEncodings(VaeModel vae) {
    this.vae = vae;
  }

  /**
   * Moments of pictures.
   *
   * @param images (B, 3, H, W) in [-1, 1]; not to be modified afterwards
   * @return (B, 2 * latentChannels, H/8, W/8)
   */
  FloatTensor moments(FloatTensor images, Tiling tiling) {
    if (images.data().length > MAX_VALUES) {
      return vae.encode(images, tiling).moments();
    }
    Key key = new Key(images.shape(), FloatBuffer.wrap(images.data()), tiling, vae.memoryMode());
    return recent.get(key, () -> vae.encode(images, tiling).moments());
  }
}
