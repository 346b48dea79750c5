package org.latentj.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latentj.image.Picture;
import org.latentj.model.ImagePreprocessing;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

@DisplayName("CLIP's preprocessing")
class ClipPixelsTest {
  private static final double[] MEAN = {0.48145466, 0.4578275, 0.40821073};
  private static final double[] DEVIATION = {0.26862954, 0.26130258, 0.27577711};

  private static Picture picture(int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < rgb.length; i++) {
      double x = i / 3 % width;
      double y = i / 3 / width;
      double wave = Math.sin(x * 0.11 + i % 3) * 60 + Math.cos(y * 0.07 - i % 3) * 50;
      rgb[i] = (byte) (int) (128 + wave + (x > width * 0.6 ? 17 : 0));
    }
    return Picture.ofRgb(width, height, rgb);
  }

  /** Keys' kernel with a = -0.5. */
  private static double cubic(double signed) {
    double x = Math.abs(signed);
    if (x < 1) {
      return 1.5 * x * x * x - 2.5 * x * x + 1;
    }
    return x < 2 ? -0.5 * x * x * x + 2.5 * x * x - 4 * x + 2 : 0;
  }

  /** A sample of a row or column at place {@code at} of {@code count}, antialiased. */
  private static double sample(double[] line, int at, int count) {
    double scale = (double) line.length / count;
    double stretch = Math.max(1, scale);
    double centre = (at + 0.5) * scale;
    double sum = 0;
    double weights = 0;
    for (int i = 0; i < line.length; i++) {
      double weight = cubic((i + 0.5 - centre) / stretch);
      sum += weight * line[i];
      weights += weight;
    }
    return sum / weights;
  }

  /** The preprocessed pixel without any rounding in between. */
  private static double expected(
      Picture picture, int channel, int x, int y, int newWidth, int newHeight) {
    double[] column = new double[picture.height()];
    for (int row = 0; row < column.length; row++) {
      double[] line = new double[picture.width()];
      for (int i = 0; i < line.length; i++) {
        line[i] = picture.rgb(i, row) >> (16 - 8 * channel) & 0xff;
      }
      column[row] = sample(line, x, newWidth);
    }
    double value = Math.max(0, Math.min(255, sample(column, y, newHeight)));
    return (value / 255 - MEAN[channel]) / DEVIATION[channel];
  }

  @ParameterizedTest
  // The longer side of the resized picture is cut to a whole number: 28 * 61 / 40 = 42.7.
  @CsvSource({"64, 64, 28, 28", "61, 40, 42, 28", "40, 61, 28, 42", "20, 15, 37, 28"})
  @DisplayName("is a bicubic resize of the shorter side, the middle, and a normalisation")
  void resized(int width, int height, int newWidth, int newHeight) {
    Picture picture = picture(width, height);

    FloatTensor pixels = ClipPixels.of(picture, ImagePreprocessing.clip(28));

    assertThat(pixels.shape()).isEqualTo(Shape.of(1, 3, 28, 28));
    int left = (newWidth - 28) / 2;
    int top = (newHeight - 28) / 2;
    for (int i = 0; i < pixels.data().length; i += 29) {
      int channel = i / (28 * 28);
      int x = left + i % 28;
      int y = top + i / 28 % 28;
      double wanted = expected(picture, channel, x, y, newWidth, newHeight);
      // Pillow rounds to 8 bits after each direction.
      double rounding = 1.6 / 255 / DEVIATION[channel];
      assertThat((double) pixels.data()[i]).isCloseTo(wanted, within(rounding));
    }
  }

  @Test
  @DisplayName("of a picture of the right size is exact")
  void exact() {
    Picture picture = picture(28, 28);
    float[] pixels = ClipPixels.of(picture, ImagePreprocessing.clip(28)).data();
    for (int i = 0; i < pixels.length; i++) {
      int channel = i / (28 * 28);
      int value = picture.rgb(i % 28, i / 28 % 28) >> (16 - 8 * channel) & 0xff;
      double wanted = (value / 255.0 - MEAN[channel]) / DEVIATION[channel];
      assertThat((double) pixels[i]).isCloseTo(wanted, within(1e-6));
    }
  }
}
