package org.latentj.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.image.ContactSheet.Tile;

@DisplayName("A contact sheet")
class ContactSheetTest {
  private static final Picture WIDE = TestPictures.busy(90, 40);
  private static final Picture TALL = TestPictures.busy(30, 60);

  @Test
  @DisplayName("lays pictures out row by row in cells of the largest")
  void laysOut() {
    BufferedImage sheet =
        ContactSheet.draw(
            List.of(new Tile(WIDE, "a"), new Tile(TALL, "b"), new Tile(WIDE, "c")), 2);
    // 8 + 2 * (90 + 8) by 8 + 2 * (60 + 20 + 8)
    assertThat(sheet.getWidth()).isEqualTo(204);
    assertThat(sheet.getHeight()).isEqualTo(184);
    Picture drawn = Picture.of(sheet);
    assertThat(drawn.crop(new Region(8, 8, 90, 40))).isEqualTo(WIDE);
    assertThat(drawn.crop(new Region(106, 8, 30, 60))).isEqualTo(TALL);
    assertThat(drawn.crop(new Region(8, 96, 90, 40))).isEqualTo(WIDE);
    // The cell that no picture fills stays white.
    assertThat(drawn.crop(new Region(106, 96, 98, 88))).isEqualTo(TestPictures.plain(98, 88, 255));
  }

  @Test
  @DisplayName("writes captions under the pictures, cut to their column")
  void writesCaptions() {
    String caption = "Euler a, 20 steps, guidance 7.5, a very long prompt\nof two lines";
    Picture drawn =
        Picture.of(ContactSheet.draw(List.of(new Tile(WIDE, caption), new Tile(WIDE, "")), 2));
    Picture left = drawn.crop(new Region(8, 48, 90, 20));
    assertThat(left).isNotEqualTo(TestPictures.plain(90, 20, 255));
    assertThat(drawn.crop(new Region(98, 0, 8, 76)))
        .as("the gap between the columns")
        .isEqualTo(TestPictures.plain(8, 76, 255));
    assertThat(drawn.crop(new Region(106, 48, 90, 20)))
        .as("an empty caption")
        .isEqualTo(TestPictures.plain(90, 20, 255));
  }

  @Test
  @DisplayName("is no wider than its pictures need")
  void shrinksColumns() {
    assertThat(ContactSheet.draw(List.of(new Tile(TALL, "x")), 5).getWidth()).isEqualTo(46);
  }

  @Test
  @DisplayName("needs a picture and a column")
  void refuses() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ContactSheet.draw(List.of(), 3))
        .withMessage("expected at least one picture and column but got 0 pictures, 3 columns");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ContactSheet.draw(List.of(new Tile(TALL, "")), 0));
  }
}
