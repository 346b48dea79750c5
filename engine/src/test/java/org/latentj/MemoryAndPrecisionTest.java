package org.latentj;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latentj.image.Picture;
import org.latentj.image.Tiling;
import org.latentj.request.ImageToImage;
import org.latentj.request.Settings;
import org.latentj.request.TextToImage;
import org.latentj.runtime.MemoryMode;
import org.latentj.runtime.Precision;

/** The embedded model's pictures in all memory modes and in half precision. */
class MemoryAndPrecisionTest {
  private static final List<String> PROMPTS =
      List.of(
          "a red circle on a white background",
          "a fluorescence micrograph of dense round blue nuclei");

  private static final List<String> MORE_PROMPTS =
      List.of(
          "a red circle on a white background",
          "a fluorescence micrograph of dense round blue nuclei",
          "an icon of a green leaf on a white background",
          "a texture of brown wood");

  private static StableDiffusion normal;
  private static StableDiffusion lowest;

  @BeforeAll
  static void load() {
    normal = load(Precision.F32, MemoryMode.NORMAL);
    lowest = load(Precision.F32, MemoryMode.LOWEST);
  }

  private static StableDiffusion load(Precision precision, MemoryMode mode) {
    return StableDiffusion.load(
        LoadOptions.defaults().withDevice("cpu").withPrecision(precision).withMemory(mode));
  }

  @AfterAll
  static void close() {
    normal.close();
    lowest.close();
  }

  private static Settings settings(Tiling tiling) {
    return Settings.builder().steps(5).seed(4).tiling(tiling).build();
  }

  @ParameterizedTest
  @CsvSource({"384,256,NONE", "320,384,BOTH", "512,512,NONE"})
  @DisplayName("a picture made in tiles is that made at once, to less than a level on average")
  void tiles(int width, int height, Tiling tiling) {
    // The largest size takes the longest.
    for (String prompt : width < 512 ? PROMPTS : PROMPTS.subList(1, 2)) {
      TextToImage request = TextToImage.of(prompt, settings(tiling)).withSize(width, height);
      Picture whole = TinyModels.picture(normal, request);
      Picture tiles = TinyModels.picture(lowest, request);

      assertThat(TinyModels.meanDifference(whole, tiles)).as(prompt).isBetween(0.0, 1.0);
      assertThat(atSeams(whole, tiles)).as("at the seams").isLessThan(1.5);
    }
  }

  /** The mean difference in the columns at either side of where the tiles meet. */
  private static double atSeams(Picture whole, Picture tiles) {
    byte[] a = whole.toRgb();
    byte[] b = tiles.toRgb();
    int width = whole.width();
    double sum = 0;
    int count = 0;
    for (int i = 0; i < a.length; i++) {
      int x = i / 3 % width;
      if (x == width / 2 || x == width / 2 - 1) {
        sum += Math.abs((a[i] & 0xff) - (b[i] & 0xff));
        count++;
      }
    }
    return sum / count;
  }

  @Test
  @DisplayName("an image that is encoded in tiles begins as it would at once")
  void encoding() {
    Picture photo = TinyModels.photo(384, 256);
    ImageToImage request = new ImageToImage(PROMPTS.get(0), photo, 0.3, settings(Tiling.NONE));

    Picture whole = TinyModels.picture(normal, request);
    Picture tiles = TinyModels.picture(lowest, request);

    assertThat(TinyModels.meanDifference(whole, tiles)).isLessThan(1);
  }

  @Test
  @DisplayName("most bfloat16 pictures differ from float32 ones by less than two levels on average")
  void brainFloats() {
    try (StableDiffusion half = load(Precision.BF16, MemoryMode.NORMAL)) {
      List<Double> all = new ArrayList<>();
      for (String prompt : MORE_PROMPTS) {
        Settings settings = Settings.builder().steps(20).seed(7).build();
        TextToImage request = TextToImage.of(prompt, settings);
        Picture single = TinyModels.picture(normal, request);
        Picture brain = TinyModels.picture(half, request);
        all.add(TinyModels.meanDifference(single, brain));
      }
      // Not all: noise that is undecided between two pictures may fall to the other side.
      assertThat(all.stream().filter(d -> d > 0.001 && d < 2).count())
          .as("of %s", all)
          .isGreaterThanOrEqualTo(3);
    }
  }
}
