package org.latentj.inpaint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.image.Mask;
import org.latentj.image.Region;

class SelectionMasksTest {
  private static final int SIDE = 300;

  private static Mask ellipse() {
    float[] values = new float[SIDE * SIDE];
    for (int i = 0; i < values.length; i++) {
      double x = (i % SIDE - 150) / 60.0;
      double y = (i / SIDE - 140) / 35.0;
      values[i] = x * x + y * y <= 1 ? 1 : 0;
    }
    return Mask.of(SIDE, SIDE, values);
  }

  private static SelectionMasks masks(InpaintingOptions options, InpaintingPlan[] plan) {
    plan[0] = InpaintingPlan.of(ellipse(), options, 128);
    return SelectionMasks.of(ellipse(), plan[0]);
  }

  @Test
  @DisplayName(
      "all of the selection is repainted from the first steps on and opaque; it fades to 0")
  void fades() {
    InpaintingPlan[] plan = new InpaintingPlan[1];
    SelectionMasks masks = masks(InpaintingOptions.defaults(), plan);
    Mask selected = ellipse().crop(plan[0].crop());
    int reach = plan[0].grow() + plan[0].feather() + plan[0].blend() / 2;
    Mask near = selected.grow(reach);
    for (int y = 0; y < selected.height(); y++) {
      for (int x = 0; x < selected.width(); x++) {
        if (selected.value(x, y) == 1) {
          assertThat(masks.denoise().value(x, y)).isGreaterThan(0.95f);
          assertThat(masks.alpha().value(x, y)).isEqualTo(1);
        } else if (near.value(x, y) == 0) {
          assertThat(masks.alpha().value(x, y)).as("%d, %d", x, y).isZero();
        }
      }
    }
    assertThat(masks.alpha().value(0, 0)).isZero();
    assertThat(masks.filled().toArray()).contains(0, 1).doesNotContain(0.5f);
  }

  @Test
  @DisplayName("with growth and feather 0 the selection itself is all that changes")
  void exactly() {
    InpaintingPlan[] plan = new InpaintingPlan[1];
    SelectionMasks masks = masks(InpaintingOptions.builder().grow(0).feather(0).build(), plan);
    Mask selected = ellipse().crop(plan[0].crop());
    assertThat(masks.alpha()).isEqualTo(selected);
    assertThat(masks.denoise()).isEqualTo(selected);
  }

  @Test
  @DisplayName("a selection at the image's edge stays selected there")
  void edge() {
    Mask corner = Mask.ofRegion(SIDE, SIDE, new Region(0, 0, 70, 60));
    InpaintingPlan plan = InpaintingPlan.of(corner, InpaintingOptions.defaults(), 128);
    SelectionMasks masks = SelectionMasks.of(corner, plan);
    assertThat(masks.denoise().value(0, 0)).isEqualTo(1);
    assertThat(masks.alpha().value(0, 0)).isEqualTo(1);
    assertThat(masks.alpha().value(69, 59)).isEqualTo(1);
  }

  @Test
  @DisplayName("every pixel of a block takes the block's greatest value, incomplete ones too")
  void blocks() {
    float[] values = new float[5 * 3];
    values[2 * 5 + 4] = 0.25f;
    values[1] = 1;
    Mask blocks = SelectionMasks.blockMaximum(Mask.of(5, 3, values), 2);
    assertThat(blocks.toArray()).containsExactly(1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0.25f);
  }
}
