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
  @DisplayName("writes a picture of the model's own size with its parameters")
  void writesPicture() throws IOException {
    Path file = folder.resolve("fox.png");

    Quickstart.main(new String[] {TINY_MODEL, "a red fox in the snow", file.toString()});

    BufferedImage image = ImageIO.read(file.toFile());
    assertThat(image.getWidth()).isEqualTo(64);
    assertThat(image.getHeight()).isEqualTo(64);
    assertThat(image.getRGB(0, 0)).isNotEqualTo(image.getRGB(32, 32));
    assertThat(PictureFiles.readParameters(file).orElseThrow())
        .startsWith("a red fox in the snow\nSteps: 50, Sampler: PLMS")
        .contains("Seed: 42");
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
