package org.latentj.inpaint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latentj.image.Mask;
import org.latentj.image.Region;
import org.latentj.inpaint.InpaintingPlan.Size;

class InpaintingPlanTest {
  private static InpaintingPlan plan(
      int width, int height, Region box, double strength, int nativeSize) {
    InpaintingOptions options = InpaintingOptions.builder().strength(strength).build();
    return InpaintingPlan.of(Mask.ofRegion(width, height, box), options, nativeSize);
  }

  @ParameterizedTest
  @CsvSource({
    // A selection of 300x400 has a diagonal of 500.
    "1, 50, 29, 25",
    "0.5, 25, 16, 25",
    "0.1, 5, 6, 8"
  })
  @DisplayName("widths follow the selection's diagonal and the strength, as Krita's")
  void widths(double strength, int feather, int grow, int blend) {
    InpaintingPlan plan = plan(2000, 2000, new Region(700, 800, 300, 400), strength, 512);
    assertThat(plan.feather()).isEqualTo(feather);
    assertThat(plan.grow()).isEqualTo(grow);
    assertThat(plan.blend()).isEqualTo(blend);
  }

  @Test
  @DisplayName("a small selection fades over 32 pixels at full strength, of 512; 8 of 128")
  void small() {
    Region box = new Region(40, 40, 30, 30);
    assertThat(plan(600, 600, box, 1, 512).feather()).isEqualTo(32);
    assertThat(plan(600, 600, box, 0.5, 512).feather()).isEqualTo(16);
    assertThat(plan(128, 128, box, 1, 128).feather()).isEqualTo(8);
    assertThat(plan(128, 128, box, 1, 128).blend()).isEqualTo(6);
  }

  @Test
  @DisplayName("a small selection is cut out at the model's size, at less strength at half of it")
  void smallest() {
    Region box = new Region(900, 1000, 40, 30);
    assertThat(plan(1600, 1600, box, 1, 512).crop()).isEqualTo(new Region(664, 759, 512, 512));
    assertThat(plan(1600, 1600, box, 0.5, 512).crop()).isEqualTo(new Region(792, 887, 256, 256));
    InpaintingPlan half = plan(1600, 1600, box, 0.5, 512);
    assertThat(half.painted()).isEqualTo(new Size(512, 512));
    assertThat(half.refined()).isEmpty();
  }

  @Test
  @DisplayName("the crop stays inside the image, and holds all that may change")
  void inside() {
    for (int x : new int[] {0, 1, 333, 899}) {
      Region box = new Region(x, 0, 101, 77);
      InpaintingPlan plan = plan(1000, 700, box, 1, 512);
      int reach = plan.grow() + plan.feather() + plan.blend() / 2;
      Region crop = plan.crop();
      assertThat(crop.right()).isLessThanOrEqualTo(1000);
      assertThat(crop.bottom()).isLessThanOrEqualTo(700);
      assertThat(crop.width() % 16).isZero();
      assertThat(crop.x()).isLessThanOrEqualTo(Math.max(0, box.x() - reach));
      assertThat(crop.right()).isGreaterThanOrEqualTo(Math.min(1000, box.right() + reach));
      assertThat(crop.bottom()).isGreaterThanOrEqualTo(Math.min(700, box.bottom() + reach));
    }
    assertThat(plan(90, 61, new Region(2, 2, 4, 4), 1, 512).crop())
        .isEqualTo(new Region(0, 0, 90, 61));
  }

  @Test
  @DisplayName("within the window a crop is painted as it is, below it enlarged")
  void window() {
    assertThat(plan(700, 600, new Region(200, 200, 200, 200), 1, 512).painted())
        .isEqualTo(new Size(512, 512));
    InpaintingPlan whole = plan(700, 600, new Region(100, 100, 500, 400), 1, 512);
    assertThat(whole.crop()).isEqualTo(new Region(0, 0, 700, 600));
    assertThat(whole.painted()).isEqualTo(new Size(700, 600));
    assertThat(whole.refined()).isEmpty();
    InpaintingPlan tiny = plan(100, 50, new Region(20, 20, 20, 20), 1, 512);
    assertThat(tiny.painted()).isEqualTo(new Size(728, 360));
  }

  @Test
  @DisplayName("beyond the window there are two passes, the second not beyond thrice the size")
  void twoPasses() {
    InpaintingPlan large = plan(2000, 2000, new Region(500, 500, 500, 500), 1, 512);
    assertThat(large.crop().width()).isEqualTo(1008);
    assertThat(large.painted()).isEqualTo(new Size(512, 512));
    assertThat(large.refined()).contains(new Size(1008, 1008));
    InpaintingPlan huge = plan(4000, 2000, new Region(0, 0, 4000, 2000), 1, 512);
    assertThat(huge.refined()).contains(new Size(2176, 1088));
    InpaintingPlan miniature = plan(256, 256, new Region(40, 40, 180, 180), 1, 128);
    assertThat(miniature.painted()).isEqualTo(new Size(128, 128));
    assertThat(miniature.refined()).contains(new Size(256, 256));
    InpaintingOptions once = InpaintingOptions.builder().twoPasses(false).build();
    Mask selection = Mask.ofRegion(2000, 2000, new Region(500, 500, 500, 500));
    assertThat(InpaintingPlan.of(selection, once, 512).refined()).isEmpty();
  }

  @Test
  @DisplayName("options override the widths; grow and feather 0 leave no blend either")
  void overridden() {
    InpaintingOptions options =
        InpaintingOptions.builder().strength(0.5).grow(0).feather(0).context(200).build();
    Mask selection = Mask.ofRegion(2000, 2000, new Region(500, 500, 100, 100));
    InpaintingPlan plan = InpaintingPlan.of(selection, options, 512);
    assertThat(plan.grow() + plan.feather() + plan.blend()).isZero();
    assertThat(plan.crop()).isEqualTo(new Region(294, 294, 512, 512));
  }

  @Test
  @DisplayName("an empty selection is refused, and options out of range with their range")
  void refused() {
    Mask empty = Mask.of(8, 8, new float[64]);
    assertThatThrownBy(() -> InpaintingPlan.of(empty, InpaintingOptions.defaults(), 512))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nothing is selected");
    assertThatThrownBy(() -> InpaintingOptions.builder().strength(Double.NaN).build())
        .hasMessage("expected a strength from 0 to 1 but got NaN");
    assertThatThrownBy(() -> InpaintingOptions.builder().feather(-1).build())
        .hasMessage("expected a feather from 0 to 1024 but got -1.0");
    assertThatThrownBy(() -> InpaintingOptions.builder().context(4097).build())
        .hasMessage("expected a context from 0 to 4096 but got 4097.0");
  }
}
