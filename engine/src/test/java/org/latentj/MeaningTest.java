package org.latentj;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latentj.TinyModels.picture;

import java.awt.Color;
import java.awt.Rectangle;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latentj.Sight.Colour;
import org.latentj.image.Mask;
import org.latentj.image.MaskFill;
import org.latentj.image.Picture;
import org.latentj.image.Region;
import org.latentj.request.GeneratedPicture;
import org.latentj.request.ImageToImage;
import org.latentj.request.Inpainting;
import org.latentj.request.Settings;
import org.latentj.request.SettingsBuilder;
import org.latentj.request.TextToImage;

/** The embedded model knows what it draws, so that these tests need no references. */
@DisplayName("With the embedded model")
class MeaningTest {
  private static final int SIDE = 128;

  /** A blue square at the left, high up, on white. */
  private static final Region SQUARE = new Region(12, 16, 44, 44);

  private static StableDiffusion model;

  @BeforeAll
  static void load() {
    model = StableDiffusion.load(TinyModels.onCpu());
  }

  @AfterAll
  static void close() {
    model.close();
  }

  private static SettingsBuilder settings() {
    return Settings.builder().steps(20).seed(1);
  }

  private static Picture blueSquare() {
    return Drawing.on(Color.WHITE)
        .with(
            new Color(0x2850dc),
            new Rectangle(SQUARE.x(), SQUARE.y(), SQUARE.width(), SQUARE.height()))
        .picture();
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("a prompt gives a thing of its colour on a background of its colour")
  @CsvSource({
    "a red circle on a white background, RED, WHITE",
    "a blue square on a yellow background, BLUE, YELLOW",
    "a green triangle on a black background, GREEN, BLACK",
    "a yellow star on a blue background, YELLOW, BLUE",
  })
  void promptDecidesColours(String prompt, Colour object, Colour background) {
    Sight sight = Sight.of(picture(model, TextToImage.of(prompt, settings().build())));

    assertThat(sight.background()).isEqualTo(background);
    assertThat(sight.object()).isEqualTo(object);
    assertThat(sight.objectShare()).isBetween(0.01, 0.7);
    assertThat(sight.shareOfObject(object)).isGreaterThan(0.6);
  }

  @ParameterizedTest(name = "at ({0}, {1})")
  @DisplayName(
      "inpainting puts green where the mask is, more often than not, and nothing elsewhere")
  @CsvSource({
    "64, 64, a blue square and a green star on a white background",
    "8, 8, a green star on a white background",
  })
  void inpaintsWhatWasAskedFor(int x, int y, String prompt) {
    Picture before = blueSquare();
    Region region = new Region(x, y, 56, 56);
    Inpainting request =
        new Inpainting(
            prompt,
            before,
            Mask.ofRegion(SIDE, SIDE, region),
            1,
            MaskFill.ORIGINAL,
            true,
            settings().batchSize(6).build());

    List<Picture> pictures =
        model.generate(request).pictures().stream().map(GeneratedPicture::picture).toList();

    assertThat(pictures).allMatch(after -> levelsChangedOutside(region, before, after) == 0);
    List<Sight> sights = pictures.stream().map(Sight::of).toList();
    assertThat(sights.stream().map(sight -> sight.share(region, Colour.GREEN)))
        .allMatch(share -> share < 0.8)
        .filteredOn(share -> share > 0.05)
        .hasSizeGreaterThanOrEqualTo(5);
    if (!prompt.contains("blue")) {
      assertThat(sights).allMatch(sight -> sight.share(region, Colour.BLUE) < 0.05);
    }
  }

  private static int levelsChangedOutside(Region region, Picture before, Picture after) {
    int changed = 0;
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        boolean inside =
            x >= region.x() && x < region.right() && y >= region.y() && y < region.bottom();
        changed += !inside && before.rgb(x, y) != after.rgb(x, y) ? 1 : 0;
      }
    }
    return changed;
  }

  @Test
  @DisplayName("image to image keeps the scene at 0.3, bends it at 0.6 and replaces it at 0.9")
  void strengthTradesSceneForPrompt() {
    Sight scene = Sight.of(blueSquare());
    List<List<Sight>> byStrength =
        Stream.of(0.3, 0.6, 0.9).map(MeaningTest::greenStarsFromBlueSquare).toList();

    List<Double> layouts =
        byStrength.stream()
            .map(sights -> mean(sights.stream().map(sight -> sight.layoutCorrelation(scene))))
            .toList();
    List<Double> green =
        byStrength.stream()
            .map(sights -> mean(sights.stream().map(sight -> sight.shareOfObject(Colour.GREEN))))
            .toList();

    assertThat(layouts.get(0)).isGreaterThan(0.7);
    assertThat(layouts.get(1)).isLessThan(layouts.get(0));
    assertThat(layouts.get(2)).isLessThan(layouts.get(1) - 0.2);
    assertThat(green.get(0)).isLessThan(0.9);
    assertThat(green.get(1)).isGreaterThan(green.get(0) + 0.05);
    assertThat(green.get(2)).isGreaterThan(green.get(1) - 0.02).isGreaterThan(0.9);
  }

  private static List<Sight> greenStarsFromBlueSquare(double strength) {
    Settings four = settings().batchSize(4).build();
    ImageToImage request =
        new ImageToImage("a green star on a white background", blueSquare(), strength, four);
    return model.generate(request).pictures().stream()
        .map(GeneratedPicture::picture)
        .map(Sight::of)
        .toList();
  }

  private static double mean(Stream<Double> values) {
    return values.mapToDouble(Double::doubleValue).average().orElseThrow();
  }
}
