package org.latentj.imagej.command;

import static org.assertj.core.api.Assertions.assertThat;

import ij.ImagePlus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.latentj.imagej.TestContext;
import org.latentj.imagej.TestImages;
import org.latentj.imagej.pixels.ResultImages;
import org.latentj.request.GenerationRequest;
import org.latentj.request.ImageToImage;
import org.latentj.request.TextToImage;

@DisplayName("Commands on whole images")
class WholeImageCommandsTest extends ImageCommandCase {
  @ParameterizedTest(name = "{0}")
  @EnumSource(TestImages.class)
  @DisplayName("make an RGB image of any type")
  void imageToImage(TestImages type) {
    ImagePlus image = type.make();

    ImagePlus result = image(run(ImageToImageCommand.class, image, "seed", 3L));

    assertThat(result.getType()).isEqualTo(ImagePlus.COLOR_RGB);
    assertThat(result.getWidth()).isEqualTo(72);
    assertThat(result.getCalibration().pixelWidth).isEqualTo(0.25);
    assertThat(result.getCalibration().getUnit()).isEqualTo(image.getCalibration().getUnit());
    assertThat(result.getTitle()).isEqualTo(image.getShortTitle() + "-img2img");
    ImageToImage request = (ImageToImage) host.engine().requests.get(0);
    assertThat(request.image().width()).isEqualTo(72);
    if (type == TestImages.RGB) {
      assertThat(request.image().rgb(5, 5)).isEqualTo(image.getProcessor().get(5, 5) & 0xffffff);
    }
    if (type == TestImages.SHORT) {
      // Through the display range, which ImageJ's own conversion follows.
      int expected = image.getProcessor().convertToByteProcessor(true).get(9, 9);
      assertThat(request.image().rgb(9, 9) & 0xff).isBetween(expected - 1, expected + 1);
    }
  }

  @Test
  @DisplayName("make a stack of a stack")
  void imageToImageStack() {
    ImagePlus image = TestImages.HYPERSTACK.make();

    ImagePlus result = image(run(ImageToImageCommand.class, image, "wholeStack", true, "seed", 1L));

    assertThat(result.getStackSize()).isEqualTo(12);
    assertThat(seeds(0)).containsOnly(1L);
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(
      value = TestImages.class,
      names = {"HYPERSTACK"},
      mode = EnumSource.Mode.EXCLUDE)
  @DisplayName("continue an image beyond its borders with all old pixels kept")
  void outpaint(TestImages type) {
    ImagePlus image = type.make();

    ImagePlus result = image(run(OutpaintCommand.class, image, "left", 8, "right", 16));

    assertThat(result.getWidth()).isEqualTo(96);
    assertThat(result.getHeight()).isEqualTo(64);
    assertThat(result.getType()).isEqualTo(image.getType());
    assertThat(result.getCalibration().xOrigin).isEqualTo(8);
    int[][] old = TestImages.bits(image);
    int[][] fresh = TestImages.bits(result);
    for (int plane = 0; plane < old.length; plane++) {
      for (int i = 0; i < old[plane].length; i++) {
        assertThat(fresh[plane][i / 72 * 96 + 8 + i % 72]).isEqualTo(old[plane][i]);
      }
    }
    assertThat(TestContext.reason(run(OutpaintCommand.class, image, "right", 0)))
        .startsWith("expected borders of 0 or more pixels, not all 0");
  }

  @Test
  @DisplayName("enlarge an image with its prompt, and keep its extent")
  void upscale() {
    ImagePlus image = TestImages.RGB.make();
    image.setProp(ResultImages.PARAMETERS, "a red fox\nSteps: 1, Sampler: PLMS, Seed: 5");

    ImagePlus result = image(run(UpscaleCommand.class, image, "prompt", "", "factor", 2.0));

    assertThat(result.getWidth()).isEqualTo(144);
    assertThat(result.getCalibration().pixelWidth).isEqualTo(0.125);
    ImageToImage request = (ImageToImage) host.engine().requests.get(0);
    assertThat(request.prompt()).isEqualTo("a red fox");
    assertThat(request.strength()).isEqualTo(0.4);
    assertThat(TestContext.reason(run(UpscaleCommand.class, image, "factor", 9.0)))
        .isEqualTo("expected a factor from 1 to 8 but got 9");
  }

  @Test
  @DisplayName("vary an image by its own parameters, or else by its pixels")
  void variations() {
    ImagePlus image = TestImages.RGB.make();
    ImagePlus result = image(run(VariationsCommand.class, image, "count", 3, "seed", 10L));
    assertThat(result.getStackSize()).isEqualTo(3);
    assertThat(seeds(0)).containsExactly(10L, 11L, 12L);

    image.setProp(
        ResultImages.PARAMETERS, "a red fox\nSteps: 1, Sampler: PLMS, Seed: 5, Size: 64x64");
    run(VariationsCommand.class, image, "count", 2, "seed", 10L);
    List<GenerationRequest> varied = new ArrayList<>(host.engine().requests.subList(3, 5));
    assertThat(varied).allMatch(request -> request instanceof TextToImage);
    assertThat(varied).allMatch(request -> request.settings().seed() == 5);
    assertThat(varied.get(1).settings().variationSeed()).hasValue(11);
    assertThat(varied.get(1).settings().variationStrength()).isEqualTo(0.2);
  }
}
