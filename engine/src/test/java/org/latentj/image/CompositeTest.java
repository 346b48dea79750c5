package org.latentj.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A composite")
class CompositeTest {

  @Test
  @DisplayName("is the original where alpha is 0 and the generated picture where it is 1")
  void keepsExtremes() {
    Picture original = TestPictures.busy(16, 16);
    Picture generated =
        original.resize(8, 8, ResampleFilter.BOX).resize(16, 16, ResampleFilter.BOX);
    Mask alpha = Mask.ofRegion(16, 16, new Region(4, 4, 8, 8));
    Picture result = Composite.over(original, generated, alpha);
    for (int i = 0; i < 256; i++) {
      Picture expected = alpha.value(i % 16, i / 16) == 1 ? generated : original;
      assertThat(result.rgb(i % 16, i / 16)).isEqualTo(expected.rgb(i % 16, i / 16));
    }
    assertThat(result).isNotEqualTo(original).isNotEqualTo(generated);
  }

  @Test
  @DisplayName("rounds halves to even between the two")
  void roundsHalfToEven() {
    Mask half = Mask.of(1, 1, new float[] {0.5f});
    Picture ten = TestPictures.plain(1, 1, 10);
    assertThat(Composite.over(ten, TestPictures.plain(1, 1, 13), half).rgb(0, 0))
        .isEqualTo(0x0c0c0c);
    assertThat(Composite.over(ten, TestPictures.plain(1, 1, 11), half).rgb(0, 0))
        .isEqualTo(0x0a0a0a);
    assertThat(Composite.over(TestPictures.plain(1, 1, 255), ten, half).rgb(0, 0) & 0xff)
        .isEqualTo(132);
  }

  @Test
  @DisplayName("does not change pixels on which both agree, whatever alpha")
  void keepsAgreement() {
    Picture picture = TestPictures.busy(9, 9);
    float[] alpha = new float[81];
    for (int i = 0; i < 81; i++) {
      alpha[i] = i / 80f;
    }
    assertThat(Composite.over(picture, picture, Mask.of(9, 9, alpha))).isEqualTo(picture);
  }

  @Test
  @DisplayName("pastes a part into a larger picture and touches nothing beside it")
  void pastes() {
    Picture original = TestPictures.busy(10, 8);
    Picture part = TestPictures.plain(3, 2, 250);
    Picture result =
        Composite.paste(original, part, Mask.ofRegion(3, 2, new Region(0, 0, 3, 2)), 6, 5);
    for (int i = 0; i < 80; i++) {
      int x = i % 10;
      int y = i / 10;
      boolean inside = x >= 6 && x < 9 && y >= 5 && y < 7;
      assertThat(result.rgb(x, y)).isEqualTo(inside ? 0xfafafa : original.rgb(x, y));
    }
  }

  @Test
  @DisplayName("refuses pictures and masks that do not fit each other")
  void refusesSizes() {
    Picture original = TestPictures.busy(10, 8);
    Picture part = TestPictures.plain(3, 2, 250);
    Mask alpha = Mask.of(3, 2, new float[6]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Composite.paste(original, part, alpha, 8, 0))
        .withMessage("region 3x2 at (8, 0) does not fit into 10x8 pixels");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Composite.paste(original, part, alpha, -1, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Composite.over(original, part, alpha))
        .withMessage("expected pictures of one size but got Picture 10x8 and Picture 3x2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Composite.over(original, original, alpha))
        .withMessage("expected a mask of 10x8 pixels but got 3x2");
  }
}
