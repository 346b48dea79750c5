package org.latentj.inpaint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.image.Mask;
import org.latentj.inpaint.pixels.DeepImage;
import org.latentj.inpaint.pixels.DisplayChannel;
import org.latentj.inpaint.pixels.Planes;
import org.latentj.inpaint.pixels.SampleType;

class ChangeReportTest {
  private static final Mask RIGHT = Mask.of(4, 1, new float[] {0, 0, 0.5f, 1});

  private static DeepImage image(float... values) {
    return DeepImage.grey(4, 1, values, 0, 1, SampleType.FLOAT32);
  }

  @Test
  @DisplayName("changes inside are counted, NaN that stays NaN is none")
  void inside() {
    ChangeReport report =
        ChangeReport.of(image(Float.NaN, 2, 3, 4), image(Float.NaN, 2, 3.5f, 0), RIGHT);
    assertThat(report.changedPixels()).isEqualTo(2);
    assertThat(report.changed().toArray()).containsExactly(0, 0, 1, 1);
    assertThat(report.sentence())
        .isEqualTo(
            "2 changed pixels, all inside the feathered selection; largest change outside = 0");
  }

  @Test
  @DisplayName("changes outside are told, with the largest, and a NaN is the largest of all")
  void outside() {
    ChangeReport report = ChangeReport.of(image(1, 2, 3, 4), image(1.5f, -1, 3, 4), RIGHT);
    assertThat(report.changedOutside()).isEqualTo(2);
    assertThat(report.largestChangeOutside()).isEqualTo(3);
    assertThat(report.sentence())
        .isEqualTo(
            "2 changed pixels, 2 of them OUTSIDE the feathered selection;"
                + " largest change outside = 3.0");
    assertThat(
            ChangeReport.of(image(1, 2, 3, 4), image(Float.NaN, 2, 3, 4), RIGHT)
                .largestChangeOutside())
        .isInfinite();
  }

  @Test
  @DisplayName("a pixel that changed in several channels counts once")
  void channels() {
    var display = List.of(DisplayChannel.grey(0, 1), DisplayChannel.grey(0, 1));
    DeepImage before = new DeepImage(Planes.constant(4, 1, 1, 2), display, SampleType.FLOAT32);
    DeepImage after = new DeepImage(Planes.constant(4, 1, 5, 6), display, SampleType.FLOAT32);
    ChangeReport report = ChangeReport.of(before, after, RIGHT);
    assertThat(report.changedPixels()).isEqualTo(4);
    assertThat(report.changedOutside()).isEqualTo(2);
    assertThat(report.largestChangeOutside()).isEqualTo(4);
  }
}
