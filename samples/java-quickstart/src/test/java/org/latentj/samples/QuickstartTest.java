package org.latentj.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentj.image.PictureFiles;

@DisplayName("The quick start")
class QuickstartTest {
  private static final String TINY_MODEL =
      "../../engine/src/test/resources/conformance/tiny-diffusers";

  @TempDir private Path folder;

  @Test
  @DisplayName("needs no checkpoint: the embedded model draws what is asked for")
  void drawsWithTheEmbeddedModel() throws IOException {
    Path file = folder.resolve("circle.png");

    Quickstart.main(new String[] {"a red circle on a white background", file.toString()});

    BufferedImage image = ImageIO.read(file.toFile());
    assertThat(image.getWidth()).isEqualTo(128);
    assertThat(image.getHeight()).isEqualTo(128);
    assertThat(PictureFiles.readParameters(file).orElseThrow())
        .startsWith("a red circle on a white background\nSteps: 50, Sampler: PLMS")
        .contains("Seed: 42", "Model: miniature");
    assertThat(count(image, 160, 255, 0, 90, 0, 90)).as("red pixels").isBetween(300, 10000);
    assertThat(count(image, 215, 255, 215, 255, 215, 255)).as("white pixels").isGreaterThan(4000);
  }

  @Test
  @DisplayName("takes a checkpoint, and draws at its size")
  void drawsWithACheckpoint() throws IOException {
    Path file = folder.resolve("fox.png");

    Quickstart.main(new String[] {"a red fox in the snow", file.toString(), TINY_MODEL});

    BufferedImage image = ImageIO.read(file.toFile());
    assertThat(image.getWidth()).isEqualTo(64);
    assertThat(image.getHeight()).isEqualTo(64);
    assertThat(PictureFiles.readParameters(file).orElseThrow()).contains("Model: tiny-diffusers");
  }

  /** Pixels within these levels, inclusive: red, green, blue, each from and to. */
  private static int count(BufferedImage image, int... levels) {
    int count = 0;
    for (int i = 0; i < image.getWidth() * image.getHeight(); i++) {
      int rgb = image.getRGB(i % image.getWidth(), i / image.getWidth());
      boolean within = true;
      for (int channel = 0; channel < 3; channel++) {
        int level = rgb >> 16 - 8 * channel & 0xff;
        within &= level >= levels[2 * channel] && level <= levels[2 * channel + 1];
      }
      count += within ? 1 : 0;
    }
    return count;
  }

  @Test
  @DisplayName("is what the README shows")
  void readmeShowsIt() throws IOException {
    String readme = Files.readString(Path.of("../../README.md"));
    int begin = readme.indexOf("```java\n") + "```java\n".length();
    String shown = readme.substring(begin, readme.indexOf("```", begin));
    Path source = Path.of("src/main/java/org/latentj/samples/Quickstart.java");

    assertThat(Files.readString(source)).containsIgnoringWhitespaces(shown);
  }
}
