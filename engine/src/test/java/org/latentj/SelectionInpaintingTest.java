package org.latentj;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latentj.TinyModels.onCpu;
import static org.latentj.TinyModels.photo;
import static org.latentj.TinyModels.quick;
import static org.latentj.TinyModels.square;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.latentj.image.Mask;
import org.latentj.image.Picture;
import org.latentj.inpaint.InpaintingOptions;
import org.latentj.inpaint.InpaintingResult;
import org.latentj.inpaint.SelectionInpainter;
import org.latentj.inpaint.composite.CompositeKind;
import org.latentj.inpaint.fill.FillKind;
import org.latentj.request.MaskBlending;

@DisplayName("Selections inpainted by real networks")
class SelectionInpaintingTest {
  private static final InProcessGenerator GENERATOR = new InProcessGenerator();

  @AfterAll
  static void close() {
    GENERATOR.close();
  }

  private static InpaintingResult paint(
      Path model, Picture image, Mask selection, InpaintingOptions options) {
    return new SelectionInpainter(GENERATOR, ModelReference.of(model, onCpu()))
        .inpaint("a cat", image, selection, options);
  }

  @ParameterizedTest
  @EnumSource(MaskBlending.class)
  @DisplayName("either way of blending repaints the selection and leaves the rest bit for bit")
  void blendings(MaskBlending blending) {
    Picture image = photo(150, 101);
    Mask selection = square(150, 101, 60, 40, 24);
    for (Path model : new Path[] {TinyModels.V1, TinyModels.INPAINTING}) {
      InpaintingResult result =
          paint(
              model,
              image,
              selection,
              InpaintingOptions.builder().blending(blending).settings(quick().build()).build());

      assertThat(result.first().report().changedOutside()).isZero();
      assertThat(result.first().report().changedPixels()).isGreaterThan(24 * 24 / 2);
      assertThat(result.first().image().toPicture()).hasToString("Picture 150x101");
      assertThat(result.generation().pictures()).hasSize(1);
    }
  }

  @Test
  @DisplayName("the same options give the same picture; seeds, composites and fills others")
  void repeatable() {
    Picture image = photo(96, 96);
    Mask selection = square(96, 96, 30, 30, 24);
    InpaintingOptions options =
        InpaintingOptions.builder().settings(quick().build()).grow(4).feather(4).build();
    Picture once = paint(TinyModels.V1, image, selection, options).first().image().toPicture();

    assertThat(paint(TinyModels.V1, image, selection, options).first().image().toPicture())
        .isEqualTo(once);
    for (InpaintingOptions other :
        new InpaintingOptions[] {
          options.toBuilder().settings(quick().seed(12).build()).build(),
          options.toBuilder().composite(CompositeKind.ALPHA).build(),
          options.toBuilder().fill(FillKind.LATENT_NOISE).build(),
          options.toBuilder().strength(0.5).build()
        }) {
      assertThat(paint(TinyModels.V1, image, selection, other).first().image().toPicture())
          .isNotEqualTo(once);
    }
  }

  @Test
  @DisplayName("a region beyond the model's window is painted twice, the second time larger")
  void twoPasses() {
    Picture image = photo(200, 160);
    InpaintingResult result =
        paint(
            TinyModels.V1,
            image,
            square(200, 160, 40, 20, 110),
            InpaintingOptions.builder().settings(quick().build()).build());

    assertThat(result.plan().refined()).isPresent();
    assertThat(result.first().report().changedOutside()).isZero();
    assertThat(result.first().parameters().denoisingStrength()).hasValue(1);
    assertThat(result.first().parameters().setting("Refining strength")).contains("0.4");
    assertThat(result.first().parameters().setting("Inpaint area")).contains("Only masked");
    assertThat(result.first().parameters().setting("Masked content")).contains("automatic");
    assertThat(result.first().parameters().steps()).hasValue(4);
  }
}
