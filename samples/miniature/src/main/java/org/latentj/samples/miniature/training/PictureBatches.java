package org.latentj.samples.miniature.training;

import java.util.List;
import java.util.stream.LongStream;
import org.latentj.samples.miniature.scene.Example;
import org.latentj.samples.miniature.scene.examples.Examples;
import org.latentj.tensor.FloatTensor;

/**
 * The batches that the autoencoder learns from: half pictures, half mosaics, which show more
 * colours next to each other.
 *
 * @param size pictures in a batch, even
 */
record PictureBatches(Examples examples, int size) {

  /**
   * The batch of a step, counted from 1.
   *
   * @return (size, 3, H, W) in [-1, 1]
   */
  FloatTensor of(int step) {
    int each = 1 + Pictures.MOSAIC;
    long from = (long) (step - 1) * each * (size / 2);
    List<Example> all =
        LongStream.range(from, from + (long) each * (size / 2))
            .mapToObj(examples::example)
            .toList();
    List<Example> whole = all.subList(0, size / 2);
    List<Example> parts = all.subList(size / 2, all.size());
    return FloatTensor.concatenate(List.of(Pictures.tensor(whole), Pictures.mosaics(parts)));
  }
}
