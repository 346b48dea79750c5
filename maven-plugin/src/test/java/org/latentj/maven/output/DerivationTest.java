package org.latentj.maven.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentj.image.DigitalSource;
import org.latentj.image.Picture;
import org.latentj.image.PictureFiles;
import org.latentj.image.PictureInfo;
import org.latentj.maven.files.StateFolder;
import org.latentj.maven.manifest.Asset;
import org.latentj.maven.manifest.ManifestReader;

@DisplayName("Of a generated picture")
class DerivationTest {
  private static final String PARAMETERS = "a fox\nSteps: 2, Sampler: PLMS, Seed: 7";

  @TempDir private Path root;
  private Path generated;
  private Path out;
  private Derivation derivation;

  @BeforeEach
  void createPicture() throws IOException {
    generated = root.resolve("generated.png");
    out = root.resolve("out");
    derivation = new Derivation(new OutputFolder(out), new StateFolder(root.resolve("state")));
    draw(Color.WHITE);
  }

  @Test
  @DisplayName("comes a copy, byte for byte, if nothing else is asked for")
  void copies() throws Exception {
    Map<String, Path> files = write("name: icons/a");

    assertThat(files).containsExactly(Map.entry("icons/a.png", out.resolve("icons/a.png")));
    assertThat(out.resolve("icons/a.png")).hasSameBinaryContentAs(generated);
    assertThat(root.resolve("state")).isEmptyDirectory();
  }

  @Test
  @DisplayName("come densities, each of its size, with the parameters in all of them")
  void scales() throws Exception {
    write("name: a, scales: [2, 4]");

    assertThat(Picture.read(out.resolve("a.png"))).hasToString("Picture 16x16");
    assertThat(Picture.read(out.resolve("a@2x.png"))).hasToString("Picture 32x32");
    assertThat(Picture.read(out.resolve("a@4x.png"))).isEqualTo(Picture.read(generated));
    assertThat(PictureFiles.readParameters(out.resolve("a.png"))).contains(PARAMETERS);
  }

  @Test
  @DisplayName("come JPEGs of the quality asked for, with the parameters")
  void writesJpegs() throws Exception {
    write("output: a.jpg, quality: 0.9, sizes: [32]");
    write("output: b.jpeg, quality: 0.1");

    assertThat(Files.readAllBytes(out.resolve("a.jpg"))).startsWith(0xff, 0xd8, 0xff);
    assertThat(Files.size(out.resolve("a.jpg"))).isGreaterThan(Files.size(out.resolve("b.jpeg")));
    assertThat(Picture.read(out.resolve("a-32.jpg"))).hasToString("Picture 32x32");
    assertThat(PictureFiles.readParameters(out.resolve("a.jpg"))).contains(PARAMETERS);
  }

  @Test
  @DisplayName("come lossless WebPs with the pixels and the transparency of the PNG")
  void writesLosslessWebps() throws Exception {
    write("name: a, transparent: true, sizes: [32]");
    write("output: a.webp, lossless: true, transparent: true, sizes: [32]");
    write("output: b.webp, lossless: true");

    for (String name : List.of("a", "a-32")) {
      BufferedImage expected = ImageIO.read(out.resolve(name + ".png").toFile());
      BufferedImage webp = OutputImages.read(out.resolve(name + ".webp"));
      assertThat(pixels(webp)).as(name).isEqualTo(pixels(expected));
    }
    assertThat(pixels(OutputImages.read(out.resolve("b.webp"))))
        .isEqualTo(pixels(Picture.read(generated).toBufferedImage()));
    assertThat(PictureFiles.readParameters(out.resolve("a-32.webp"))).contains(PARAMETERS);
    assertThat(Files.readString(out.resolve("b.webp"), StandardCharsets.ISO_8859_1))
        .contains("trainedAlgorithmicMedia");
  }

  @Test
  @DisplayName("come lossy WebPs of the quality asked for, near to the picture")
  void writesLossyWebps() throws Exception {
    write("output: a.webp, quality: 0.9, transparent: true");
    write("output: b.webp, quality: 0.1");

    assertThat(Files.size(out.resolve("a.webp"))).isGreaterThan(Files.size(out.resolve("b.webp")));
    BufferedImage lossy = OutputImages.read(out.resolve("a.webp"));
    assertThat(lossy.getRGB(0, 0) >>> 24).isZero();
    assertThat(lossy.getRGB(32, 14) >>> 24).isEqualTo(255);
    assertThat(green(lossy.getRGB(32, 14))).isCloseTo(0x23, Offset.offset(24));
    assertThat(PictureFiles.readParameters(out.resolve("a.webp"))).contains(PARAMETERS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "output: a.png, transparent: true",
        "output: a.jpg",
        "output: a.webp, transparent: true",
        "output: a.webp, lossless: true"
      })
  @DisplayName("come the same bytes every time")
  void isReproducible(String entry) throws Exception {
    Path file = write(entry + ", sizes: [16]").values().iterator().next();
    byte[] first = Files.readAllBytes(file);

    write(entry + ", sizes: [16]");

    assertThat(file).hasBinaryContent(first);
    assertThat(root.resolve("state")).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "RIFF", "RIFF    WEBPVP8L", "no picture at all, but a text"})
  @DisplayName("come no pictures if somebody put something else in their place")
  void refusesDamagedWebps(String contents) throws IOException {
    Path file = Files.writeString(root.resolve("a.webp"), contents);

    assertThatThrownBy(() -> OutputImages.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("a.webp is no WebP picture, or a damaged one");
  }

  @Test
  @DisplayName("comes no size that was not generated")
  void refusesToEnlarge() {
    assertThatThrownBy(() -> write("name: a, sizes: [100]"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "sizes: 100x100 is larger than the generated picture, 64x64; generate a larger one");
    assertThat(out).doesNotExist();
  }

  @Test
  @DisplayName("the plain background becomes transparent, and laid over it again it is the same")
  void cutsOut() throws Exception {
    write("name: a, transparent: true");

    BufferedImage cut = ImageIO.read(out.resolve("a.png").toFile());
    assertThat(cut.getRGB(0, 0) >>> 24).isZero();
    assertThat(cut.getRGB(32, 14)).isEqualTo(0xffdc2323);
    assertThat(cut.getRGB(32, 32)).as("a hole that no border reaches").isEqualTo(0xffffffff);
    Picture original = Picture.read(generated);
    Picture again = Picture.of(cut, 0xffffff);
    int partial = 0;
    for (int i = 0; i < 64 * 64; i++) {
      int alpha = cut.getRGB(i % 64, i / 64) >>> 24;
      partial += alpha > 0 && alpha < 255 ? 1 : 0;
      assertThat(green(again.rgb(i % 64, i / 64)))
          .as("pixel %d, %d", i % 64, i / 64)
          .isCloseTo(green(original.rgb(i % 64, i / 64)), Offset.offset(34));
    }
    assertThat(partial).as("antialiased").isGreaterThan(40);
  }

  @Test
  @DisplayName("a smaller transparent copy has no fringe of the background's colour")
  void shrinksWithoutFringe() throws Exception {
    write("name: a, transparent: true, sizes: [16]");

    BufferedImage cut = ImageIO.read(out.resolve("a-16.png").toFile());
    for (int x = 0; x < 16; x++) {
      int argb = cut.getRGB(x, 3);
      if (argb >>> 24 > 64) {
        assertThat(green(argb)).as("column %d", x).isLessThan(0x70);
      }
    }
  }

  @Test
  @DisplayName("a background of several colours is no background")
  void refusesBusyBackgrounds() throws Exception {
    BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 64 * 64; i++) {
      image.setRGB(i % 64, i / 64, i % 64 < 32 ? 0x00ff00 : 0xff00ff);
    }
    PictureFiles.writePng(generated, Picture.of(image), PictureInfo.NONE);

    assertThatThrownBy(() -> write("name: a, transparent: true"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("transparent: the background is not plain: 50 % of the border is")
        .hasMessageEndingWith("or raise 'transparentTolerance' above 32");
  }

  @Test
  @DisplayName("a seam above the limit is refused, along the axes that tile")
  void measuresSeams() throws Exception {
    BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 64 * 64; i++) {
      image.setRGB(i % 64, i / 64, i % 64 * 0x040404 | i / 64 % 2);
    }
    PictureFiles.writePng(generated, Picture.of(image), PictureInfo.NONE);

    write("name: a, tiling: y, seamLimit: 1.5");
    assertThatThrownBy(() -> write("name: b, tiling: both, seamLimit: 1.5"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "seamLimit: the seams measure 63.00 (left-right) and 1.00 (top-bottom), at most 1.5 is"
                + " allowed. Try another seed, or raise the limit");
    assertThat(out.resolve("b.png")).doesNotExist();
  }

  private static int[] pixels(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }

  private static int green(int rgb) {
    return rgb >> 8 & 0xff;
  }

  /** A red ring. */
  private void draw(Color background) throws IOException {
    BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setColor(background);
    graphics.fillRect(0, 0, 64, 64);
    graphics.setColor(new Color(0xdc2323));
    graphics.setStroke(new BasicStroke(10));
    graphics.draw(new Ellipse2D.Double(14, 14, 36, 36));
    graphics.dispose();
    PictureFiles.writePng(
        generated,
        Picture.of(image),
        PictureInfo.of(PARAMETERS, DigitalSource.TRAINED_ALGORITHMIC_MEDIA));
  }

  private Map<String, Path> write(String entry) throws Exception {
    Path manifest =
        Files.writeString(root.resolve("sd.yaml"), "assets: [{prompt: x, " + entry + "}]");
    Asset asset = ManifestReader.read(List.of(manifest)).get(0).assets().get(0);
    return derivation.write(generated, asset);
  }
}
