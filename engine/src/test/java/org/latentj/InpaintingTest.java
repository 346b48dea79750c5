package org.latentj;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.latentj.TinyModels.constant;
import static org.latentj.TinyModels.difference;
import static org.latentj.TinyModels.photo;
import static org.latentj.TinyModels.picture;
import static org.latentj.TinyModels.quick;
import static org.latentj.TinyModels.square;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.latentj.image.Composite;
import org.latentj.image.DigitalSource;
import org.latentj.image.Mask;
import org.latentj.image.MaskFill;
import org.latentj.image.Picture;
import org.latentj.image.Region;
import org.latentj.image.ResampleFilter;
import org.latentj.request.GenerationResult;
import org.latentj.request.ImageToImage;
import org.latentj.request.Inpainting;
import org.latentj.request.MaskBlending;
import org.latentj.request.TextToImage;
import org.latentj.sampler.SamplerKind;

class InpaintingTest {
  private static StableDiffusion four;
  private static StableDiffusion nine;

  @BeforeAll
  static void load() {
    four = TinyModels.load(TinyModels.V1);
    nine = TinyModels.load(TinyModels.INPAINTING);
  }

  @AfterAll
  static void close() {
    four.close();
    nine.close();
  }

  /** Kinds of models by the channels of their UNets' input. */
  enum Channels {
    FOUR,
    NINE;

    StableDiffusion model() {
      return this == FOUR ? four : nine;
    }
  }

  static Stream<Arguments> channelsAndFills() {
    return Arrays.stream(Channels.values())
        .flatMap(kind -> Arrays.stream(MaskFill.values()).map(fill -> Arguments.of(kind, fill)));
  }

  private static Inpainting request(
      Picture image, Mask mask, double strength, MaskFill fill, boolean composite) {
    return new Inpainting("a cat", image, mask, strength, fill, composite, quick().build());
  }

  private static Picture paint(Channels kind, Picture image, Mask mask, double strength) {
    return picture(kind.model(), request(image, mask, strength, MaskFill.ORIGINAL, true));
  }

  /** Whether all pixels with a mask of 0 are the original's, and how many others are not. */
  private static int repainted(Picture original, Picture result, Mask mask) {
    int changed = 0;
    for (int y = 0; y < original.height(); y++) {
      for (int x = 0; x < original.width(); x++) {
        boolean same = original.rgb(x, y) == result.rgb(x, y);
        if (mask.value(x, y) == 0) {
          assertThat(same).as("pixel %d, %d outside the mask", x, y).isTrue();
        } else if (!same) {
          changed++;
        }
      }
    }
    return changed;
  }

  @ParameterizedTest
  @EnumSource(Channels.class)
  @DisplayName("a picture of any size keeps it, and its pixels outside the mask bit for bit")
  void oddSizes(Channels kind) {
    Picture image = photo(69, 51);
    Mask mask = square(69, 51, 40, 24, 27);

    GenerationResult result =
        kind.model().generate(request(image, mask, 0.8, MaskFill.ORIGINAL, true));

    assertThat(result.remarks()).isEmpty();
    assertThat(result.first().picture()).hasToString("Picture 69x51");
    assertThat(repainted(image, result.first().picture(), mask)).isGreaterThan(27 * 27 / 2);
    assertThat(result.first().source())
        .isEqualTo(DigitalSource.COMPOSITE_WITH_TRAINED_ALGORITHMIC_MEDIA);
  }

  @ParameterizedTest
  @EnumSource(Channels.class)
  @DisplayName("a soft mask mixes original and new picture by its value")
  void softMasks(Channels kind) {
    Picture image = photo(64, 64);
    Mask soft = square(64, 64, 16, 16, 32).blur(4);

    Picture mixed = picture(kind.model(), request(image, soft, 0.8, MaskFill.ORIGINAL, true));
    Picture raw = picture(kind.model(), request(image, soft, 0.8, MaskFill.ORIGINAL, false));

    assertThat(mixed).isEqualTo(Composite.over(image, raw, soft));
    assertThat(repainted(image, mixed, soft)).isPositive();
    assertThat(raw).isNotEqualTo(mixed);
  }

  @ParameterizedTest
  @MethodSource("channelsAndFills")
  @DisplayName("every fill works at every strength, and the rest of the picture stays")
  void fills(Channels kind, MaskFill fill) {
    Picture image = photo(64, 72);
    Mask mask = square(64, 72, 16, 16, 24);
    for (double strength : new double[] {0, 0.5, 1}) {
      Picture result = picture(kind.model(), request(image, mask, strength, fill, true));

      assertThat(repainted(image, result, mask)).as("strength %s", strength).isPositive();
    }
  }

  @ParameterizedTest
  @EnumSource(Channels.class)
  @DisplayName("below strength 1 the fills give different pictures")
  void fillsDiffer(Channels kind) {
    Picture image = photo(64, 64);
    Mask mask = square(64, 64, 16, 16, 32);

    assertThat(Arrays.stream(MaskFill.values()))
        .extracting(fill -> picture(kind.model(), request(image, mask, 0.5, fill, true)))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource(Channels.class)
  @DisplayName("an empty mask gives the original back")
  void emptyMask(Channels kind) {
    Picture image = photo(40, 33);

    for (MaskFill fill : MaskFill.values()) {
      Picture result = picture(kind.model(), request(image, constant(40, 33, 0), 0.9, fill, true));
      assertThat(result).isEqualTo(image);
    }
  }

  @ParameterizedTest
  @MethodSource("channelsAndFills")
  @DisplayName("a full mask leaves nothing of the original at strength 1")
  void fullMask(Channels kind, MaskFill fill) {
    Mask full = constant(64, 64, 1);

    Picture one = picture(kind.model(), request(photo(64, 64), full, 1, MaskFill.ORIGINAL, true));
    Picture other =
        picture(
            kind.model(),
            request(
                photo(64, 64).crop(region()).resize(64, 64, ResampleFilter.BILINEAR),
                full,
                1,
                fill,
                true));

    // Seeds are equal, and so is the hole in the picture that nine channels show.
    assertThat(difference(one, other)).isLessThanOrEqualTo(kind == Channels.NINE ? 0 : 2);
  }

  private static Region region() {
    return new Region(0, 0, 8, 8);
  }

  @Test
  @DisplayName("with a full mask, four channels paint what image to image paints")
  void fullMaskIsImageToImage() {
    Picture image = photo(64, 64);
    ImageToImage whole = new ImageToImage("a cat", image, 0.6, quick().steps(10).build());
    Inpainting masked =
        new Inpainting(
            "a cat",
            image,
            constant(64, 64, 1),
            0.6,
            MaskFill.ORIGINAL,
            true,
            quick().steps(10).build());

    assertThat(difference(picture(four, masked), picture(four, whole))).isZero();
  }

  @ParameterizedTest
  @EnumSource(Channels.class)
  @DisplayName("with strength 0 even the mask's inside only goes through the autoencoder")
  void strengthZero(Channels kind) {
    Picture image = photo(64, 64);
    ImageToImage kept = new ImageToImage("a dog", image, 0, quick().build());
    Mask mask = square(64, 64, 8, 8, 24);

    assertThat(picture(kind.model(), request(image, mask, 0, MaskFill.ORIGINAL, false)))
        .isEqualTo(picture(kind.model(), kept));
    Picture once = paint(kind, image, mask, 0);
    assertThat(paint(kind, image, mask, 0.1)).isEqualTo(once);
  }

  @ParameterizedTest
  @EnumSource(names = {"PLMS", "HEUN", "EULER_A", "DPMPP_2M", "DPM2_A", "LCM"})
  @DisplayName("every family of samplers inpaints with both kinds of models")
  void samplers(SamplerKind sampler) {
    Picture image = photo(64, 64);
    Mask mask = square(64, 64, 16, 16, 32);
    for (Channels kind : Channels.values()) {
      Inpainting request =
          Inpainting.of("a cat", image, mask, 0.75, quick().sampler(sampler).build());

      assertThat(repainted(image, picture(kind.model(), request), mask)).isGreaterThan(500);
    }
  }

  @Test
  @DisplayName("an inpainting model also paints from nothing, by prompt and seed")
  void textToImage() {
    Picture cat = picture(nine, TextToImage.of("a cat", quick().build()));

    assertThat(cat).hasToString("Picture 64x64");
    assertThat(picture(nine, TextToImage.of("a cat", quick().build()))).isEqualTo(cat);
    assertThat(picture(nine, TextToImage.of("a dog", quick().build()))).isNotEqualTo(cat);
    assertThat(TinyModels.pictures(nine, "a cat", quick().batchSize(2)).get(0))
        .satisfies(first -> assertThat(difference(first, cat)).isLessThanOrEqualTo(1));
  }

  @Test
  @DisplayName("an inpainting model also repaints whole pictures")
  void imageToImage() {
    ImageToImage request = new ImageToImage("a cat", photo(64, 64), 0.5, quick().build());
    Picture result = picture(nine, request);
    ImageToImage other = new ImageToImage("a dog", photo(64, 64), 0.5, quick().build());

    assertThat(picture(nine, request)).isEqualTo(result);
    assertThat(picture(nine, other)).isNotEqualTo(result);
  }

  @Test
  @DisplayName("a mask of another size is refused with both sizes")
  void wrongMask() {
    assertThatThrownBy(() -> request(photo(64, 48), constant(48, 64, 1), 0.5, MaskFill.FILL, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a mask of the image's size 64 x 48 but got 48 x 64");
  }

  @ParameterizedTest
  @EnumSource(Channels.class)
  @DisplayName("differential diffusion: odd sizes and soft masks, and the rest bit for bit")
  void differential(Channels kind) {
    Picture image = photo(69, 51);
    Mask soft = square(69, 51, 30, 14, 27).feather(6);
    Inpainting request =
        new Inpainting(
            "a cat",
            image,
            soft,
            1,
            MaskFill.ORIGINAL,
            true,
            quick().build(),
            MaskBlending.DIFFERENTIAL);

    GenerationResult result = kind.model().generate(request);

    assertThat(result.first().picture()).hasToString("Picture 69x51");
    assertThat(repainted(image, result.first().picture(), soft)).isGreaterThan(27 * 27 / 2);
    assertThat(result.first().parameters().setting("Mask blending"))
        .contains("Differential diffusion");
    assertThat(picture(kind.model(), request)).isEqualTo(result.first().picture());
  }
}
