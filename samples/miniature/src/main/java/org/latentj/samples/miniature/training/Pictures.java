package org.latentj.samples.miniature.training;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.latentj.image.Picture;
import org.latentj.samples.miniature.scene.Example;
import org.latentj.tensor.FloatTensor;

/** Examples as the autoencoder takes them, (B, 3, H, W) in [-1, 1]. */
final class Pictures {
  private Pictures() {}

  /** How many examples make a mosaic. */
  static final int MOSAIC = 4;

  /** Whole pictures. */
  static FloatTensor tensor(List<Example> examples) {
    return FloatTensor.concatenate(
        examples.stream().map(e -> Picture.of(e.picture()).toSignedTensor()).toList());
  }

  /**
   * Pictures made of four quarters, each in its place from another example.
   *
   * @param examples of one size, {@value #MOSAIC} for each mosaic
   */
  static FloatTensor mosaics(List<Example> examples) {
    List<FloatTensor> mosaics = new ArrayList<>();
    for (int i = 0; i < examples.size(); i += MOSAIC) {
      mosaics.add(Picture.of(mosaic(examples.subList(i, i + MOSAIC))).toSignedTensor());
    }
    return FloatTensor.concatenate(mosaics);
  }

  private static BufferedImage mosaic(List<Example> examples) {
    int half = examples.get(0).picture().getWidth() / 2;
    BufferedImage whole = new BufferedImage(2 * half, 2 * half, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < MOSAIC; i++) {
      int x = i % 2 * half;
      int y = i / 2 * half;
      BufferedImage quarter = examples.get(i).picture().getSubimage(x, y, half, half);
      whole.getRaster().setRect(x, y, quarter.getData(new Rectangle(half, half)));
    }
    return whole;
  }
}
