package org.latentj;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latentj.TinyModels.difference;
import static org.latentj.TinyModels.picture;
import static org.latentj.TinyModels.pictures;
import static org.latentj.TinyModels.quick;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.latentj.image.Picture;
import org.latentj.noise.BatchSeeding;
import org.latentj.noise.NoiseKind;
import org.latentj.request.GeneratedPicture;
import org.latentj.request.GenerationResult;
import org.latentj.request.ImageToImage;
import org.latentj.request.SettingsBuilder;
import org.latentj.request.TextToImage;
import org.latentj.sampler.SamplerKind;

class SeedsAndBatchesTest extends OnTinyModel {
  @ParameterizedTest
  @EnumSource(NoiseKind.class)
  @DisplayName("a seed gives the same picture again, and another seed another one")
  void seeds(NoiseKind noise) {
    Picture first = picture(model, "a cat", quick().noise(noise).seed(5));

    assertThat(picture(model, "a cat", quick().noise(noise).seed(5))).isEqualTo(first);
    assertThat(picture(model, "a cat", quick().noise(noise).seed(6))).isNotEqualTo(first);
  }

  @Test
  @DisplayName("each kind of noise gives a picture of its own")
  void noiseKinds() {
    List<Picture> all =
        List.of(NoiseKind.values()).stream()
            .map(kind -> picture(model, "a cat", quick().noise(kind)))
            .toList();

    assertThat(all).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource(names = {"DDIM", "EULER_A", "DPMPP_2M_SDE"})
  @DisplayName("a batch with a seed an image gives what the seeds give alone")
  void perImage(SamplerKind sampler) {
    SettingsBuilder settings = quick().sampler(sampler).seed(40);

    List<Picture> batch = pictures(model, "a dog", settings.batchSize(3));

    for (int i = 0; i < 3; i++) {
      Picture alone = picture(model, "a dog", settings.batchSize(1).seed(40 + i));
      // Convolutions of a batch may sum in another order.
      assertThat(difference(batch.get(i), alone)).as("image %d", i).isLessThanOrEqualTo(1);
    }
    assertThat(difference(batch.get(0), batch.get(1))).isGreaterThan(10);
  }

  @Test
  @DisplayName("a batch of image to image with a seed an image does, too")
  void perImageFromPicture() {
    Picture photo = TinyModels.photo(64, 64);
    SettingsBuilder settings = quick().sampler(SamplerKind.EULER_A).seed(40).batchSize(2);
    List<GeneratedPicture> batch =
        model.generate(new ImageToImage("a dog", photo, 0.7, settings.build())).pictures();

    for (int i = 0; i < 2; i++) {
      Picture alone =
          picture(
              model,
              new ImageToImage("a dog", photo, 0.7, settings.batchSize(1).seed(40 + i).build()));
      assertThat(difference(batch.get(i).picture(), alone)).isLessThanOrEqualTo(1);
    }
  }

  @Test
  @DisplayName("a batch from one sequence shares only its first image's noise with the other kind")
  void sequential() {
    SettingsBuilder settings = quick().seed(40).batchSize(3);

    List<Picture> own = pictures(model, "a dog", settings);
    List<Picture> one = pictures(model, "a dog", settings.batchSeeding(BatchSeeding.SEQUENTIAL));

    assertThat(difference(own.get(0), one.get(0))).isLessThanOrEqualTo(1);
    assertThat(difference(own.get(1), one.get(1))).isGreaterThan(10);
    assertThat(difference(own.get(2), one.get(2))).isGreaterThan(10);
    assertThat(pictures(model, "a dog", settings)).isEqualTo(one);
  }

  @Test
  @DisplayName("results name each picture's own seed, the model, device and precision")
  void results() {
    GenerationResult result =
        model.generate(TextToImage.of("x", quick().seed(-1).batchSize(2).build()));

    assertThat(result.pictures()).extracting(GeneratedPicture::seed).containsExactly(-1L, 0L);
    assertThat(result.pictures())
        .allSatisfy(p -> assertThat(p.parameters().seed()).hasValue(p.seed()));
    assertThat(result.model()).isEqualTo("tiny-diffusers").isEqualTo(model.name());
    assertThat(result.modelHash()).matches("[0-9a-f]{64}").isEqualTo(model.modelHash());
    assertThat(result.device()).isEqualTo("cpu");
    assertThat(result.precision()).isEqualTo("F32");
    assertThat(result.remarks()).isEmpty();
    assertThat(result.duration()).isPositive();
    assertThat(result.first().picture().width()).isEqualTo(model.nativeSize()).isEqualTo(64);
  }

  @ParameterizedTest
  @EnumSource(NoiseKind.class)
  @DisplayName("a variation of strength 0 is none, of strength 1 it is the other seed's picture")
  void variationEnds(NoiseKind noise) {
    SettingsBuilder settings = quick().noise(noise);
    Picture plain = picture(model, "a cat", settings.seed(5));
    Picture other = picture(model, "a cat", settings.seed(9));
    settings.seed(5).variationSeed(9);

    assertThat(difference(picture(model, "a cat", settings.variationStrength(0)), plain))
        .isLessThanOrEqualTo(1);
    assertThat(difference(picture(model, "a cat", settings.variationStrength(1)), other))
        .isLessThanOrEqualTo(1);
  }

  @Test
  @DisplayName("a weak variation stays nearer to the picture than a strong one")
  void variationBetween() {
    Picture plain = picture(model, "a cat", quick().seed(5));
    SettingsBuilder settings = quick().seed(5).variationSeed(9);

    double weak =
        TinyModels.meanDifference(plain, picture(model, "a cat", settings.variationStrength(0.05)));
    double strong =
        TinyModels.meanDifference(plain, picture(model, "a cat", settings.variationStrength(0.5)));

    assertThat(weak).isGreaterThan(0).isLessThan(strong / 2);
  }

  @Test
  @DisplayName("in a batch all images start from one seed and vary towards seeds of their own")
  void variationOfBatches() {
    SettingsBuilder settings = quick().seed(5).variationSeed(9).variationStrength(0.3);

    List<Picture> batch = pictures(model, "a cat", settings.batchSize(2));
    Picture second = picture(model, "a cat", settings.batchSize(1).variationSeed(10));

    assertThat(difference(batch.get(1), second)).isLessThanOrEqualTo(1);
  }
}
