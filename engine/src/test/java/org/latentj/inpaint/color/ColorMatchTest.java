package org.latentj.inpaint.color;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.image.Mask;
import org.latentj.image.Region;
import org.latentj.inpaint.pixels.Planes;

class ColorMatchTest {
  private static final int SIDE = 48;
  private static final Mask MIDDLE = Mask.ofRegion(SIDE, SIDE, new Region(12, 12, 24, 24));

  private static Planes photo() {
    Random random = new Random(5);
    float[][] rgb = new float[3][SIDE * SIDE];
    for (int i = 0; i < SIDE * SIDE; i++) {
      float light = random.nextInt(60);
      for (int c = 0; c < 3; c++) {
        rgb[c][i] = 70 + 20 * c + light + random.nextInt(20);
      }
    }
    return Planes.of(SIDE, SIDE, rgb);
  }

  private static Planes shifted(Planes image, double gain, double offset) {
    float[][] rgb = image.toArrays();
    for (int c = 0; c < 3; c++) {
      for (int i = 0; i < rgb[c].length; i++) {
        rgb[c][i] = (float) (rgb[c][i] * gain + offset * (c + 1));
      }
    }
    return Planes.of(SIDE, SIDE, rgb);
  }

  private static double meanDifference(Planes a, Planes b) {
    double sum = 0;
    for (int c = 0; c < 3; c++) {
      for (int i = 0; i < a.pixels(); i++) {
        sum += Math.abs(a.channel(c)[i] - b.channel(c)[i]);
      }
    }
    return sum / 3 / a.pixels();
  }

  @Test
  @DisplayName("a shift of tones and contrast is taken back, inside the mask too")
  void takenBack() {
    Planes original = photo();
    Planes painted = shifted(original, 0.9, 6);
    Planes matched = ColorMatch.to(original, painted, MIDDLE);
    assertThat(meanDifference(original, painted)).isGreaterThan(3);
    assertThat(meanDifference(original, matched)).isLessThan(0.6);
  }

  @Test
  @DisplayName("what is under the mask has no say")
  void onlyUnmasked() {
    Planes original = photo();
    Planes red =
        original.withRegion(new Region(12, 12, 24, 24), Planes.constant(24, 24, 255, 0, 0));
    Planes matched = ColorMatch.to(original, red, MIDDLE);
    assertThat(meanDifference(matched, red)).isLessThan(0.01);
  }

  @Test
  @DisplayName("flat surroundings give their tone, and no contrast")
  void flat() {
    Planes original = Planes.constant(SIDE, SIDE, 100, 100, 100);
    Planes painted = shifted(photo(), 1, 0);
    Planes sky =
        painted.withRegion(new Region(0, 0, SIDE, 12), Planes.constant(SIDE, 12, 110, 110, 110));
    Mask below = Mask.ofRegion(SIDE, SIDE, new Region(0, 12, SIDE, SIDE - 12));
    Planes matched = ColorMatch.to(original, sky, below);
    assertThat(matched.channel(0)[0]).isBetween(99.5f, 100.5f);
    int below20 = 20 * SIDE;
    float before = sky.channel(1)[below20] - sky.channel(1)[below20 + 1];
    float after = matched.channel(1)[below20] - matched.channel(1)[below20 + 1];
    assertThat(after).isBetween(before - 6, before + 6);
  }

  @Test
  @DisplayName("with hardly a pixel to compare nothing is matched")
  void tooFew() {
    Planes original = photo();
    Planes painted = shifted(original, 0.9, 6);
    Mask nearlyAll = Mask.ofRegion(SIDE, SIDE, new Region(0, 1, SIDE, SIDE - 1));
    assertThat(ColorMatch.to(original, painted, nearlyAll)).isSameAs(painted);
  }
}
