package org.latentj.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The pictures of assets.yaml")
class AssetsTest {
  /** Inside the blue square of images/square.png. */
  private static final Rectangle SQUARE = new Rectangle(20, 48, 32, 32);

  /** The white part of images/mask.png. */
  private static final Rectangle MASKED = new Rectangle(64, 32, 60, 64);

  @ParameterizedTest(name = "{0}")
  @DisplayName("are resources of this project, of the sizes asked for")
  @CsvSource({
    "circle.png, 128, 128",
    "icons/leaf.png, 128, 128",
    "cells/nuclei.png, 192, 128",
    "tiles/bricks.png, 128, 128",
    "edits/red.png, 128, 128",
    "edits/star.png, 128, 128",
  })
  void areResources(String name, int width, int height) throws IOException {
    BufferedImage picture = picture(name);

    assertThat(picture.getWidth()).isEqualTo(width);
    assertThat(picture.getHeight()).isEqualTo(height);
  }

  @ParameterizedTest(name = "{0}: {1} on {2}")
  @DisplayName("show what the prompts ask for, in its colour")
  @CsvSource({
    "circle.png, RED, WHITE, 0.02",
    "icons/leaf.png, GREEN, WHITE, 0.02",
    "cells/nuclei.png, BLUE, BLACK, 0.05",
  })
  void haveTheirColours(String name, Colour object, Colour background, double least)
      throws IOException {
    BufferedImage picture = picture(name);
    Rectangle whole = new Rectangle(picture.getWidth(), picture.getHeight());

    assertThat(object.share(picture, whole)).isBetween(least, 0.8);
    assertThat(background.share(picture, whole)).isGreaterThan(0.15);
    for (Colour other : new Colour[] {Colour.RED, Colour.GREEN, Colour.BLUE}) {
      assertThat(other == object || other.share(picture, whole) < 0.02).as("no %s", other).isTrue();
    }
  }

  @Test
  @DisplayName("tile without a seam")
  void tileWithoutSeam() throws IOException {
    BufferedImage bricks = picture("tiles/bricks.png");

    assertThat(Colour.RED.share(bricks, new Rectangle(128, 128))).isGreaterThan(0.3);
    assertThat(columnDifference(bricks, 127, 0)).isLessThan(2 * meanColumnDifference(bricks));
    assertThat(rowDifference(bricks, 127, 0)).isLessThan(greatestRowDifference(bricks));
  }

  private static double columnDifference(BufferedImage picture, int left, int right) {
    double sum = 0;
    for (int y = 0; y < picture.getHeight(); y++) {
      sum += difference(picture.getRGB(left, y), picture.getRGB(right, y));
    }
    return sum / picture.getHeight();
  }

  private static double meanColumnDifference(BufferedImage picture) {
    double sum = 0;
    for (int x = 1; x < picture.getWidth(); x++) {
      sum += columnDifference(picture, x - 1, x);
    }
    return sum / (picture.getWidth() - 1);
  }

  private static double rowDifference(BufferedImage picture, int upper, int lower) {
    double sum = 0;
    for (int x = 0; x < picture.getWidth(); x++) {
      sum += difference(picture.getRGB(x, upper), picture.getRGB(x, lower));
    }
    return sum / picture.getWidth();
  }

  /** Rows of mortar begin and end sharply, so that a seam may lie on one. */
  private static double greatestRowDifference(BufferedImage picture) {
    double greatest = 0;
    for (int y = 1; y < picture.getHeight(); y++) {
      greatest = Math.max(greatest, rowDifference(picture, y - 1, y));
    }
    return greatest;
  }

  private static int difference(int a, int b) {
    int sum = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      sum += Math.abs((a >> shift & 0xff) - (b >> shift & 0xff));
    }
    return sum;
  }

  @Test
  @DisplayName("take the place of what they began with: a blue square became red")
  void imageToImageFollowsThePrompt() throws IOException {
    BufferedImage before = ImageIO.read(Path.of("src/main/sd/images/square.png").toFile());
    BufferedImage after = picture("edits/red.png");

    assertThat(Colour.BLUE.share(before, SQUARE)).isEqualTo(1);
    assertThat(Colour.BLUE.share(after, SQUARE)).isLessThan(0.05);
    assertThat(Colour.RED.share(after, SQUARE)).isGreaterThan(0.25);
    assertThat(Colour.WHITE.share(after, new Rectangle(64, 0, 64, 128))).isGreaterThan(0.5);
  }

  @Test
  @DisplayName("keep what the mask protects, and have a green star elsewhere")
  void inpaintInsideTheMask() throws IOException {
    BufferedImage before = ImageIO.read(Path.of("src/main/sd/images/square.png").toFile());
    BufferedImage mask = ImageIO.read(Path.of("src/main/sd/images/mask.png").toFile());
    BufferedImage after = picture("edits/star.png");

    for (int y = 0; y < before.getHeight(); y++) {
      for (int x = 0; x < before.getWidth(); x++) {
        boolean repainted = (mask.getRGB(x, y) & 0xff) != 0;
        assertThat(repainted).isEqualTo(MASKED.contains(x, y));
        boolean same = before.getRGB(x, y) == after.getRGB(x, y);
        assertThat(same || repainted).as("pixel %d, %d is kept", x, y).isTrue();
      }
    }
    assertThat(Colour.GREEN.share(after, MASKED)).isBetween(0.05, 0.8);
  }

  private static BufferedImage picture(String name) throws IOException {
    URL resource = AssetsTest.class.getResource("/" + name);
    assertThat(resource).as(name).isNotNull();
    return ImageIO.read(resource);
  }
}
