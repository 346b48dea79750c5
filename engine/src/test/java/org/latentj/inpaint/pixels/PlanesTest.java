package org.latentj.inpaint.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.image.Picture;
import org.latentj.image.Region;

class PlanesTest {
  private static Picture noise(int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    new Random(1).nextBytes(rgb);
    return Picture.ofRgb(width, height, rgb);
  }

  @Test
  @DisplayName("a picture comes back as it was; what is beyond 0 to 255 is cut off, rest rounded")
  void pictures() {
    Picture picture = noise(7, 5);
    assertThat(Planes.of(picture).toPicture()).isEqualTo(picture);
    Planes beyond = Planes.constant(1, 1, -3, 255.7f, 12.6f);
    assertThat(beyond.toPicture().rgb(0, 0)).isEqualTo(0x00ff0d);
    assertThatThrownBy(() -> Planes.constant(1, 1, 0).toPicture())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("expected red, green and blue but there are 1 channels");
  }

  @Test
  @DisplayName("a part is cut out as from a picture, and put back")
  void parts() {
    Picture picture = noise(9, 8);
    Region region = new Region(2, 3, 4, 5);
    Planes planes = Planes.of(picture);
    assertThat(planes.crop(region).toPicture()).isEqualTo(picture.crop(region));
    Planes changed = planes.withRegion(region, Planes.constant(4, 5, 1, 2, 3));
    assertThat(changed.toPicture().rgb(2, 3)).isEqualTo(0x010203);
    assertThat(changed.toPicture().rgb(5, 7)).isEqualTo(0x010203);
    assertThat(changed.toPicture().rgb(6, 7)).isEqualTo(picture.rgb(6, 7));
    assertThat(planes.toPicture()).isEqualTo(picture);
    assertThatThrownBy(() -> planes.crop(new Region(6, 0, 4, 4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("9x8");
  }

  @Test
  @DisplayName("arrays of another length are refused, with the numbers")
  void lengths() {
    assertThatThrownBy(() -> Planes.of(3, 2, new float[6], new float[5]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a value for each of 3x2 pixels but got 5");
    assertThatThrownBy(() -> Planes.of(3, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected at least 1x1 pixels of one channel but got 3x2 of 0");
  }
}
