package org.latentj.samples.miniature.evaluation.selection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.image.Picture;

class SeamMeasureTest {
  private static final int EDGE = 64;
  private static final BitSet SELECTED = new Ellipse(0.5, 0.5, 0.25, 0.2).pixels(EDGE);
  private static final BitSet FEATHERED = new Ellipse(0.5, 0.5, 0.4, 0.35).pixels(EDGE);

  /** Grey with a fine grain, lighter by so many levels in a region. */
  private static Picture grey(BitSet lighter, int levels) {
    byte[] rgb = new byte[3 * EDGE * EDGE];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (100 + i / 3 * 7 % 5 + (lighter.get(i / 3) ? levels : 0));
    }
    return Picture.ofRgb(EDGE, EDGE, rgb);
  }

  private static SeamMeasure measure(BitSet lighter, int levels, BitSet object) {
    return SeamMeasure.of(
        grey(new BitSet(), 0), grey(lighter, levels), SELECTED, FEATHERED, object);
  }

  @Test
  @DisplayName("where nothing changed, borders are as rough as the rest, and no tone has moved")
  void nothing() {
    SeamMeasure none = measure(new BitSet(), 0, new BitSet());
    assertThat(none.seam()).isCloseTo(1, Offset.offset(0.1));
    assertThat(none.feather()).isCloseTo(1, Offset.offset(0.1));
    assertThat(none.outside()).isZero();
    assertThat(none.inside()).isZero();
  }

  @Test
  @DisplayName("a lighter selection shows at its border and in its tone, not around it")
  void selection() {
    SeamMeasure step = measure(SELECTED, 20, new BitSet());
    assertThat(step.seam()).isGreaterThan(3);
    assertThat(step.feather()).isCloseTo(1, Offset.offset(0.2));
    assertThat(step.inside()).isBetween(5.0, 10.0);
    assertThat(step.outside()).isZero();
  }

  @Test
  @DisplayName("a lighter feather shows at the feather's border and around the selection")
  void feather() {
    SeamMeasure step = measure(FEATHERED, 20, new BitSet());
    assertThat(step.seam()).isCloseTo(1, Offset.offset(0.2));
    assertThat(step.feather()).isGreaterThan(3);
    assertThat(step.outside()).isBetween(5.0, 10.0);
  }

  @Test
  @DisplayName("the new object's tone is no shift")
  void object() {
    SeamMeasure step = measure(SELECTED, 20, SELECTED);
    assertThat(step.inside()).isZero();
    assertThat(step.outside()).isZero();
  }
}
