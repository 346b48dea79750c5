package org.latentj.samples.miniature.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.image.Picture;
import org.latentj.samples.miniature.scene.Example;
import org.latentj.samples.miniature.scene.Layout;
import org.latentj.samples.miniature.scene.Split;
import org.latentj.samples.miniature.scene.examples.Examples;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

@DisplayName("Pictures for the autoencoder")
class PicturesTest {
  private static final List<Example> EXAMPLES =
      LongStream.range(0, 8)
          .mapToObj(new Examples(1, Split.TRAINING, Layout.FREE, 64)::example)
          .toList();

  @Test
  @DisplayName("are mosaics of quarters that stay where they were")
  void mosaics() {
    FloatTensor mosaics = Pictures.mosaics(EXAMPLES);

    assertThat(mosaics.shape()).isEqualTo(Shape.of(2, 3, 64, 64));
    Picture second = Picture.fromSignedTensor(mosaics, 1);
    assertThat(second.rgb(3, 5)).isEqualTo(rgb(4, 3, 5));
    assertThat(second.rgb(60, 5)).isEqualTo(rgb(5, 60, 5));
    assertThat(second.rgb(3, 50)).isEqualTo(rgb(6, 3, 50));
    assertThat(second.rgb(40, 50)).isEqualTo(rgb(7, 40, 50));
  }

  private static int rgb(int example, int x, int y) {
    return Picture.of(EXAMPLES.get(example).picture()).rgb(x, y);
  }
}
