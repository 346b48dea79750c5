package org.latentj;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.latentj.TinyModels.difference;
import static org.latentj.TinyModels.meanDifference;
import static org.latentj.TinyModels.photo;
import static org.latentj.TinyModels.picture;
import static org.latentj.TinyModels.quick;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentj.TinyModels.Recorder;
import org.latentj.image.DigitalSource;
import org.latentj.image.Picture;
import org.latentj.image.Seams;
import org.latentj.image.Tiling;
import org.latentj.request.GenerationResult;
import org.latentj.request.ImageToImage;
import org.latentj.request.SettingsBuilder;
import org.latentj.request.TextToImage;
import org.latentj.sampler.SamplerKind;

/** Sizes, strengths and seams. */
class PictureSizesTest extends OnTinyModel {
  private static ImageToImage edit(Picture image, double strength) {
    return new ImageToImage("a cat", image, strength, quick().steps(10).build());
  }

  @ParameterizedTest
  @CsvSource({"64,64,64,64,0", "100,65,104,64,2", "1,3,8,8,2", "92,72,96,72,1", "0,20,64,24,1"})
  @DisplayName("sizes are rounded to the nearest multiple of 8, each with a remark")
  void rounding(int width, int height, int roundedWidth, int roundedHeight, int remarks) {
    GenerationResult result =
        model.generate(TextToImage.of("x", quick().steps(1).build()).withSize(width, height));

    assertThat(result.first().picture())
        .hasToString("Picture " + roundedWidth + "x" + roundedHeight);
    assertThat(result.remarks()).hasSize(remarks);
    assertThat(result.first().parameters().width()).hasValue(roundedWidth);
    assertThat(result.first().parameters().height()).hasValue(roundedHeight);
  }

  @Test
  @DisplayName("a remark says which side, from what, to what and why")
  void remark() {
    List<String> remarks =
        model.generate(TextToImage.of("x", quick().steps(1).build()).withSize(100, 65)).remarks();

    assertThat(remarks)
        .containsExactly(
            "width 100 was rounded to 104: sizes are multiples of 8",
            "height 65 was rounded to 64: sizes are multiples of 8");
  }

  @Test
  @DisplayName("an image of another size is fitted, with a remark, and comes back at that size")
  void fittedImage() {
    GenerationResult result = model.generate(edit(photo(70, 50), 0.3));

    assertThat(result.first().picture()).hasToString("Picture 72x48");
    assertThat(result.remarks()).hasSize(2);
    assertThat(result.first().source())
        .isEqualTo(DigitalSource.COMPOSITE_WITH_TRAINED_ALGORITHMIC_MEDIA);
    assertThat(result.first().parameters().denoisingStrength()).hasValue(0.3);
  }

  @Test
  @DisplayName("a picture made from nothing says so")
  void source() {
    GenerationResult result = model.generate(TextToImage.of("x", quick().steps(1).build()));

    assertThat(result.first().source()).isEqualTo(DigitalSource.TRAINED_ALGORITHMIC_MEDIA);
    assertThat(result.first().parameters().denoisingStrength()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0,0", "0.05,0", "0.1,1", "0.5,5", "0.99,9", "1,10"})
  @DisplayName("strength is the part of the steps that is run, rounded down")
  void strength(double strength, int calls) {
    Recorder recorder = new Recorder();
    model.generate(edit(photo(64, 64), strength), recorder);

    assertThat(recorder.modelCalls()).isEqualTo(calls);
  }

  @Test
  @DisplayName("without a step the image only goes through the autoencoder: no prompt, no guidance")
  void strengthZero() {
    Picture kept = picture(model, edit(photo(64, 64), 0));

    assertThat(picture(model, edit(photo(64, 64), 0.09))).isEqualTo(kept);
    ImageToImage other =
        new ImageToImage(
            "a dog", photo(64, 64), 0, quick().guidanceScale(1).sampler(SamplerKind.EULER).build());
    assertThat(picture(model, other)).isEqualTo(kept);
  }

  @Test
  @DisplayName("the more strength, the further from the image")
  void strengthOrder() {
    Picture kept = picture(model, edit(photo(64, 64), 0));
    double some = meanDifference(picture(model, edit(photo(64, 64), 0.2)), kept);
    double more = meanDifference(picture(model, edit(photo(64, 64), 0.8)), kept);

    assertThat(some).isGreaterThan(0).isLessThan(more);
    Picture full = picture(model, edit(photo(64, 64), 1));
    assertThat(difference(full, picture(model, edit(TinyModels.photo(64, 64), 1)))).isZero();
    assertThat(meanDifference(full, kept)).isGreaterThan(some);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.01, 1.01, Double.NaN})
  @DisplayName("a strength outside 0 to 1 is refused")
  void strangeStrength(double strength) {
    assertThatThrownBy(() -> edit(photo(8, 8), strength))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("from 0 (keep the image) to 1")
        .hasMessageEndingWith("but got " + strength);
  }

  @Test
  @DisplayName("negative and boundless sizes are refused before anything is computed")
  void strangeSizes() {
    TextToImage request = TextToImage.of("x");
    for (int side : new int[] {-1, 16385, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      assertThatThrownBy(() -> request.withSize(64, side))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "expected sides of 0 (the model's own) to 16384 pixels but got 64 x %d", side);
    }
  }

  @Test
  @DisplayName("tiling hides the seams, along the chosen axes only")
  void seams() {
    Seams none = seams(Tiling.NONE);
    Seams both = seams(Tiling.BOTH);
    Seams x = seams(Tiling.X);
    Seams y = seams(Tiling.Y);

    // Pictures of random weights are rough inside too, so that seams show less than in real ones.
    double less = 0.1;
    assertThat(both.leftRight()).isLessThan(none.leftRight() - less);
    assertThat(both.topBottom()).isLessThan(none.topBottom() - less);
    assertThat(x.leftRight()).isLessThan(y.leftRight() - less);
    assertThat(y.topBottom()).isLessThan(x.topBottom() - less);
  }

  /** The mean over some pictures. */
  private static Seams seams(Tiling tiling) {
    SettingsBuilder settings = quick().guidanceScale(1).tiling(tiling).batchSize(5);
    TextToImage request = TextToImage.of("a cat", settings.build()).withSize(128, 128);
    List<Seams> all =
        model.generate(request).pictures().stream().map(p -> Seams.of(p.picture())).toList();
    return new Seams(
        all.stream().mapToDouble(Seams::leftRight).average().orElseThrow(),
        all.stream().mapToDouble(Seams::topBottom).average().orElseThrow());
  }
}
