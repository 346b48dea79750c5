package org.latentj;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Rectangle;
import java.awt.geom.Ellipse2D;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latentj.Sight.Colour;
import org.latentj.image.Region;

/** The measure itself, on pictures whose contents are known. */
@DisplayName("What a picture shows")
class SightTest {
  private static final Region LEFT = new Region(0, 0, 64, 128);
  private static final Region RIGHT = new Region(64, 0, 64, 128);

  @ParameterizedTest(name = "{0} is {1}")
  @DisplayName("is told by colours as they are named")
  @CsvSource({
    "ffffff, WHITE",
    "e8ecea, WHITE",
    "808080, GREY",
    "101418, BLACK",
    "dc2828, RED",
    "a01830, RED",
    "f08c1e, ORANGE",
    "f0dc28, YELLOW",
    "28a046, GREEN",
    "1ec8d2, CYAN",
    "2850dc, BLUE",
    "823cb4, PURPLE",
  })
  void namesColours(String rgb, Colour colour) {
    assertThat(Colour.of(Integer.parseInt(rgb, 16))).isEqualTo(colour);
  }

  @Test
  @DisplayName("is an object before a background, each with its colour")
  void tellsObjectFromBackground() {
    Sight sight =
        Sight.of(
            Drawing.on(Color.YELLOW)
                .with(Color.BLUE, new Rectangle(16, 32, 32, 64))
                .with(Color.RED, new Rectangle(96, 64, 8, 8))
                .picture());

    assertThat(sight.background()).isEqualTo(Colour.YELLOW);
    assertThat(sight.object()).isEqualTo(Colour.BLUE);
    assertThat(sight.object(RIGHT)).isEqualTo(Colour.RED);
    assertThat(sight.objectShare(LEFT)).isEqualTo(0.25);
    assertThat(sight.share(LEFT, Colour.BLUE)).isEqualTo(0.25);
    assertThat(sight.shareOfObject(Colour.BLUE)).isCloseTo(2048 / 2112.0, Offset.offset(1e-9));
  }

  @Test
  @DisplayName("may be a background alone")
  void emptyPicture() {
    Sight sight = Sight.of(Drawing.on(Color.BLACK).picture());

    assertThat(sight.object()).isEqualTo(Colour.BLACK);
    assertThat(sight.objectShare()).isZero();
    assertThat(sight.shareOfObject(Colour.RED)).isZero();
    assertThat(sight.layoutCorrelation(sight)).isZero();
  }

  @Test
  @DisplayName("is laid out alike whatever its colours, and less alike the farther it moves")
  void correlatesLayouts() {
    Sight square = square(16, Color.BLUE);

    assertThat(square.layoutCorrelation(square(16, Color.RED))).isCloseTo(1, Offset.offset(1e-9));
    double near = square.layoutCorrelation(square(24, Color.BLUE));
    double far = square.layoutCorrelation(square(64, Color.BLUE));
    assertThat(near).isBetween(0.5, 0.99);
    assertThat(far).isLessThan(0);
    assertThat(square.layoutCorrelation(circle())).isBetween(0.7, 0.99);
  }

  private static Sight square(int x, Color color) {
    return Sight.of(Drawing.on(Color.WHITE).with(color, new Rectangle(x, 32, 48, 48)).picture());
  }

  private static Sight circle() {
    return Sight.of(
        Drawing.on(Color.WHITE).with(Color.GREEN, new Ellipse2D.Double(16, 32, 48, 48)).picture());
  }
}
