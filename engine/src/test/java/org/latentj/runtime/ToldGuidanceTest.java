package org.latentj.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latentj.runtime.TinyNetworks.noise;
import static org.latentj.runtime.TinyNetworks.relativeError;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latentj.checkpoint.Weights;
import org.latentj.image.Tiling;
import org.latentj.model.UNetConfig;
import org.latentj.network.EmitOptions;
import org.latentj.network.Optimization;
import org.latentj.runtime.ReferenceNetworks.Image;
import org.latentj.tensor.FloatTensor;

@DisplayName("A UNet that is told the guidance scale")
class ToldGuidanceTest {
  private static final UNetConfig TOLD = TinyNetworks.UNET.withGuidanceWidth(12);
  private static final FloatTensor TEXT = noise(2, 1, 77, 24);
  private static final FloatTensor SAMPLE = noise(1, 1, 4, 8, 6);

  @ParameterizedTest
  @CsvSource({"8.5,false", "1,false", "0,true", "2.25,true"})
  @DisplayName("adds it to the time as diffusers does")
  void golden(double scale, boolean slow) {
    EmitOptions options =
        slow ? TinyNetworks.PLAIN.without(Optimization.values()) : TinyNetworks.PLAIN;
    Weights weights = TinyNetworks.weights(TOLD);
    try (UNetModel unet = TinyNetworks.load(TOLD, options);
        Conditioning prompts = unet.condition(TEXT);
        TimeTable times = unet.times(new double[] {759, 259}, scale);
        TimeTable others = unet.times(new double[] {759, 259}, scale + 1)) {
      FloatTensor found = unet.predict(SAMPLE, times, 1, prompts, Tiling.NONE);

      Image expected =
          new ReferenceNetworks(TOLD, weights, TEXT, 259, scale)
              .predict(Image.of(SAMPLE), List.of());
      assertThat(relativeError(found, expected.toTensor())).isLessThan(3e-5);
      FloatTensor other = unet.predict(SAMPLE, others, 1, prompts, Tiling.NONE);
      assertThat(relativeError(other, found)).isGreaterThan(1e-3);
    }
  }
}
