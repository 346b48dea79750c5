package org.latentj.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latentj.runtime.TinyNetworks.PLAIN;
import static org.latentj.runtime.TinyNetworks.noise;
import static org.latentj.runtime.TinyNetworks.predict;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.checkpoint.Weights;
import org.latentj.model.UNetConfig;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;
import org.latentj.tensor.StoredTensor;

/** What tells SD 2.x' UNet from that of 1.x: linear projections and heads of each level's own. */
class ProjectionsAndHeadsTest {
  private static final List<Integer> WIDTHS = List.of(16, 32);
  private static final FloatTensor SAMPLE = noise(1, 1, 4, 6, 6);
  private static final FloatTensor TEXT = noise(2, 1, 77, 24);

  private static UNetConfig config(boolean linear, Integer... heads) {
    UNetConfig c = TinyNetworks.unet(WIDTHS, 1, List.of(true, true), List.of(heads), 1);
    return c.toBuilder().linearProjection(linear).build();
  }

  private static FloatTensor run(UNetConfig config, Weights weights) {
    try (UNetModel model = new UNetModel(config, weights, PLAIN, TinyNetworks.CPU)) {
      return predict(model, SAMPLE, 400, TEXT);
    }
  }

  /** A 1x1 convolution's kernel (out, in, 1, 1) as the matrix (out, in) of a linear layer. */
  private static StoredTensor linear(StoredTensor tensor) {
    boolean projection = tensor.name().matches(".*\\.proj_(in|out)\\.weight");
    Shape shape = tensor.shape();
    return projection
        ? AlteredWeights.reshaped(tensor, Shape.of(shape.dimension(0), shape.dimension(1)))
        : tensor;
  }

  @Test
  @DisplayName("linear projections give what 1x1 convolutions of the same numbers give")
  void linearEqualsConvolution() {
    UNetConfig convolutions = config(false, 2, 4);
    Weights kernels = TinyNetworks.weights(convolutions);

    FloatTensor expected = run(convolutions, kernels);
    FloatTensor actual =
        run(config(true, 2, 4), AlteredWeights.of(kernels, ProjectionsAndHeadsTest::linear));

    assertThat(actual.maxAbsDifference(expected)).isLessThan(1e-6);
  }

  @Test
  @DisplayName("each level splits its width into its own number of heads")
  void headsPerLevel() {
    Weights weights = TinyNetworks.weights(config(false, 2, 4));

    FloatTensor both = run(config(false, 2, 4), weights);

    assertThat(run(config(false, 1, 4), weights).maxAbsDifference(both)).isGreaterThan(1e-4);
    assertThat(run(config(false, 2, 2), weights).maxAbsDifference(both)).isGreaterThan(1e-4);
  }
}
