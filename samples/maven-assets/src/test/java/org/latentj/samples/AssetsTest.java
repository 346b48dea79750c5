package org.latentj.samples;

import static org.assertj.core.api.Assertions.assertThat;

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

  @ParameterizedTest(name = "{0}")
  @DisplayName("are resources of this project, of the sizes asked for")
  @CsvSource({
    "fox.png, 64, 64",
    "icons/owl.png, 64, 64",
    "banners/river.png, 128, 64",
    "tiles/moss.png, 64, 64",
    "edits/evening.png, 64, 64",
    "edits/moon.png, 64, 64",
  })
  void areResources(String name, int width, int height) throws IOException {
    BufferedImage picture = picture(name);

    assertThat(picture.getWidth()).isEqualTo(width);
    assertThat(picture.getHeight()).isEqualTo(height);
  }

  @Test
  @DisplayName("keep what the mask protects, and repaint the rest")
  void inpaintInsideTheMask() throws IOException {
    BufferedImage before = ImageIO.read(Path.of("src/main/sd/images/hill.png").toFile());
    BufferedImage mask = ImageIO.read(Path.of("src/main/sd/images/sky-mask.png").toFile());
    BufferedImage after = picture("edits/moon.png");

    int repainted = 0;
    for (int y = 0; y < before.getHeight(); y++) {
      for (int x = 0; x < before.getWidth(); x++) {
        boolean protectedPixel = (mask.getRGB(x, y) & 0xff) == 0;
        boolean same = before.getRGB(x, y) == after.getRGB(x, y);
        assertThat(same || !protectedPixel).as("pixel %d, %d is kept", x, y).isTrue();
        repainted += same ? 0 : 1;
      }
    }
    assertThat(repainted).isGreaterThan(200);
  }

  @Test
  @DisplayName("differ from the picture that they began with")
  void imageToImageChangesPixels() throws IOException {
    BufferedImage before = ImageIO.read(Path.of("src/main/sd/images/hill.png").toFile());
    BufferedImage after = picture("edits/evening.png");

    assertThat(after.getRGB(10, 10)).isNotEqualTo(before.getRGB(10, 10));
  }

  private static BufferedImage picture(String name) throws IOException {
    URL resource = AssetsTest.class.getResource("/" + name);
    assertThat(resource).as(name).isNotNull();
    return ImageIO.read(resource);
  }
}
