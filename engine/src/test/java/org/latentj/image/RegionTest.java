package org.latentj.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A region")
class RegionTest {

  @Test
  @DisplayName("ends before its right and bottom edges")
  void edges() {
    Region region = new Region(3, 5, 10, 20);
    assertThat(region.right()).isEqualTo(13);
    assertThat(region.bottom()).isEqualTo(25);
  }

  @Test
  @DisplayName("is neither empty nor left of or above the picture")
  void refusesEmpty() {
    int[][] bad = {{0, 0, 0, 1}, {0, 0, 1, 0}, {-1, 0, 1, 1}, {0, -1, 1, 1}, {0, 0, -5, 1}};
    for (int[] b : bad) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Region(b[0], b[1], b[2], b[3]))
          .withMessage(
              "expected a region at (0, 0) or beyond of at least 1x1 pixels but got %dx%d at (%d, %d)",
              b[2], b[3], b[0], b[1]);
    }
  }

  @Test
  @DisplayName("fits a picture up to its last row and column, without overflow")
  void fits() {
    assertThatCode(() -> new Region(2, 3, 8, 7).requireInside(10, 10)).doesNotThrowAnyException();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Region(2, 3, 9, 7).requireInside(10, 10));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Region(2, 3, 8, 8).requireInside(10, 10));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Region(11, 0, 1, 1).requireInside(10, 10));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Region(1, 0, Integer.MAX_VALUE, 1).requireInside(10, 10));
  }
}
