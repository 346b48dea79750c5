package org.latentj.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Resampling")
class ResampleTest {
  private static final int[][] SIZES = {{16, 16}, {64, 40}, {37, 50}, {11, 23}, {1, 1}, {100, 3}};

  /** CRC-32 of the bytes that Pillow 12.3 gives for the sizes above. */
  @ParameterizedTest(name = "{0}")
  @DisplayName("of 8-bit pictures equals Pillow's bit for bit")
  @CsvSource({
    "NEAREST,fc80380b,a7b2c0e7,6f80a79b,44da907a,b2ed16b2,c4e10584",
    "BOX,ff6bbb20,a7b2c0e7,6f80a79b,2fea301b,bf48e96f,f127667f",
    "BILINEAR,39184636,dcb062b9,1fc3cdaf,a059dc3c,c98db3ce,0c7b2928",
    "BICUBIC,94bc6c40,e31b032b,d1813b04,19afcdbb,c98db3ce,354238f0",
    "LANCZOS,28f8fd2c,5124ffb6,cb9010b2,bd2e0ff6,c98db3ce,5c318e3f"
  })
  void matchesPillow(
      ResampleFilter filter, String a, String b, String c, String d, String e, String f) {
    String[] expected = {a, b, c, d, e, f};
    for (int i = 0; i < SIZES.length; i++) {
      Picture resized = TestPictures.busy(37, 23).resize(SIZES[i][0], SIZES[i][1], filter);
      assertThat("%08x".formatted(TestPictures.crc(resized)))
          .as("to %dx%d", SIZES[i][0], SIZES[i][1])
          .isEqualTo(expected[i]);
    }
  }

  /** The second row of Pillow's 5x4 version of the luminance in mode F. */
  @ParameterizedTest(name = "{0}")
  @DisplayName("of floats equals Pillow's")
  @CsvSource({
    "BOX,133.78570556640625,133.7291717529297,133.6904754638672,127.27083587646484",
    "BILINEAR,132.36509704589844,132.7501678466797,131.17318725585938,127.78865051269531",
    "BICUBIC,133.03565979003906,132.99668884277344,132.5290985107422,127.17020416259766",
    "LANCZOS,133.0470733642578,133.58694458007812,133.15525817871094,126.34024810791016"
  })
  void matchesPillowInFloats(ResampleFilter filter, float a, float b, float c, float d) {
    float[] luminance = Mask.of(TestPictures.busy(37, 23)).toArray();
    for (int i = 0; i < luminance.length; i++) {
      luminance[i] = Math.round(luminance[i] * 255);
    }
    float[] out = Resample.floats(luminance, 37, 23, 5, 4, filter);
    assertThat(out).hasSize(20);
    assertThat(new float[] {out[5], out[6], out[7], out[8]})
        .containsExactly(new float[] {a, b, c, d}, within(2e-5f));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("to the same size changes nothing and copies")
  void identity(ResampleFilter filter) {
    float[] plane = {3, -1, 4, 1, -5, 9};
    float[] same = Resample.floats(plane, 3, 2, 3, 2, filter);
    assertThat(same).isEqualTo(plane).isNotSameAs(plane);
    assertThat(TestPictures.busy(5, 4).resize(5, 4, filter)).isEqualTo(TestPictures.busy(5, 4));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("of a constant gives the constant")
  void constant(ResampleFilter filter) {
    for (int[] size : SIZES) {
      Picture resized = TestPictures.plain(9, 7, 201).resize(size[0], size[1], filter);
      assertThat(resized).isEqualTo(TestPictures.plain(size[0], size[1], 201));
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NEAREST")
  @DisplayName("weighs old samples with a sum of 1")
  void partitionOfUnity(ResampleFilter filter) {
    for (int newSize = 1; newSize < 60; newSize++) {
      for (double[] weights : ResampleTaps.of(17, newSize, filter).weights()) {
        assertThat(Arrays.stream(weights).sum()).isCloseTo(1, within(1e-12));
      }
    }
  }

  @Test
  @DisplayName("of two samples to four gives what the filters' formulas say")
  void workedExample() {
    assertThat(doubled(ResampleFilter.NEAREST)).containsExactly(0, 0, 100, 100);
    assertThat(doubled(ResampleFilter.BOX)).containsExactly(0, 0, 100, 100);
    assertThat(doubled(ResampleFilter.BILINEAR)).containsExactly(0, 25, 75, 100);
    // Keys' weights at 0.25, 0.75, 1.25: 0.8671875, 0.2265625, -0.0703125, normalised
    float beyond = (float) (100 * -0.0703125 / (0.8671875 - 0.0703125));
    float inside = (float) (100 * 0.2265625 / (0.8671875 + 0.2265625));
    assertThat(doubled(ResampleFilter.BICUBIC))
        .containsExactly(new float[] {beyond, inside, 100 - inside, 100 - beyond}, within(1e-4f));
  }

  @Test
  @DisplayName("averages over the whole area when shrinking")
  void antialiases() {
    float[] stripes = {0, 100, 0, 100, 0, 100, 0, 100};
    assertThat(Resample.floats(stripes, 8, 1, 2, 1, ResampleFilter.BOX)).containsExactly(50, 50);
    assertThat(Resample.floats(stripes, 8, 1, 1, 1, ResampleFilter.BILINEAR)).containsExactly(50);
    assertThat(Resample.floats(stripes, 8, 1, 2, 1, ResampleFilter.NEAREST)).containsExactly(0, 0);
  }

  @Test
  @DisplayName("nearest takes the pixel under the centre of the new one")
  void nearestByCentre() {
    assertThat(Resample.nearestIndices(5, 3)).containsExactly(0, 2, 4);
    assertThat(Resample.nearestIndices(8, 2)).containsExactly(2, 6);
    assertThat(Resample.nearestIndices(2, 5)).containsExactly(0, 0, 1, 1, 1);
  }

  @Test
  @DisplayName("refuses impossible sizes")
  void refusesSizes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TestPictures.busy(3, 3).resize(0, 3, ResampleFilter.BOX))
        .withMessage("cannot resize to 0x3 pixels");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TestPictures.busy(3, 3).resize(1 << 17, 1 << 17, ResampleFilter.NEAREST));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Resample.floats(new float[5], 2, 2, 1, 1, ResampleFilter.BOX))
        .withMessage("expected 1 samples for each of 2x2 pixels but got 5");
  }

  private static float[] doubled(ResampleFilter filter) {
    return Resample.floats(new float[] {0, 100}, 2, 1, 4, 1, filter);
  }
}
