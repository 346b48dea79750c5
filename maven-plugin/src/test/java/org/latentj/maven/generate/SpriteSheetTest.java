package org.latentj.maven.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentj.image.Picture;
import org.latentj.maven.RecordingLog;
import org.latentj.maven.files.StateFolder;
import org.latentj.maven.manifest.ManifestException;
import org.latentj.maven.manifest.ManifestFolder;
import org.latentj.maven.manifest.ManifestReader;
import org.latentj.maven.progress.Footer;

@DisplayName("A sprite sheet")
class SpriteSheetTest {
  private static final String MANIFEST =
      """
      model: model.safetensors
      assets:
        - {output: ui/a.png, prompt: a}
        - {output: ui/b.jpg, prompt: b}
        - {output: ui/c.webp, prompt: c, lossless: true}
        - {output: ui/deep/d.png, prompt: d}
      spriteSheets:
        - {output: sheets/ui.png, atlas: atlas/ui.json, assets: 'ui/*', padding: 2, columns: 2}
      """;

  @TempDir private Path root;
  private ManifestFolder folder;
  private Path out;
  private RecordingLog log;
  private FakePictures pictures;

  @BeforeEach
  void createFolder() throws IOException {
    folder = ManifestFolder.in(root);
    out = root.resolve("out");
    log = new RecordingLog();
    pictures = new FakePictures();
    byte[] rgb = new byte[3 * 10 * 6];
    Arrays.fill(rgb, (byte) 0x40);
    pictures.picture = Picture.ofRgb(10, 6, rgb);
  }

  @Test
  @DisplayName("holds its assets row by row, and its atlas says where")
  void laysOut() throws Exception {
    run(MANIFEST);

    BufferedImage sheet = ImageIO.read(out.resolve("sheets/ui.png").toFile());
    assertThat(sheet.getWidth()).isEqualTo(2 + 10 + 2 + 10 + 2);
    assertThat(sheet.getHeight()).isEqualTo(2 + 6 + 2 + 6 + 2);
    assertThat(sheet.getRGB(1, 1) >>> 24).isZero();
    assertThat(sheet.getRGB(2, 2)).isEqualTo(0xff404040);
    assertThat(sheet.getRGB(2, 10)).as("a WebP").isEqualTo(0xff404040);
    assertThat(sheet.getRGB(23, 15) >>> 24).as("nothing beside the third").isZero();
    JsonObject atlas =
        JsonParser.parseString(Files.readString(out.resolve("atlas/ui.json"))).getAsJsonObject();
    assertThat(atlas.getAsJsonObject("frames").keySet())
        .containsExactly("ui/a.png", "ui/b.jpg", "ui/c.webp");
    assertThat(atlas.getAsJsonObject("frames").getAsJsonObject("ui/c.webp").get("frame"))
        .hasToString("{\"x\":2,\"y\":10,\"w\":10,\"h\":6}");
    assertThat(atlas.getAsJsonObject("meta").get("image").getAsString())
        .isEqualTo("../sheets/ui.png");
    assertThat(log.lines()).contains("info: sheets/ui.png of 3 assets");
  }

  @Test
  @DisplayName("is made again only when one of its assets or its entry changes, or it is edited")
  void isIncremental() throws Exception {
    run(MANIFEST);
    assertThat(count()).isEqualTo(1);
    run(MANIFEST);
    assertThat(count()).isEqualTo(1);
    run(MANIFEST.replace("padding: 2", "padding: 3"));
    assertThat(count()).isEqualTo(2);
    Files.writeString(out.resolve("atlas/ui.json"), "{}");
    run(MANIFEST.replace("padding: 2", "padding: 3"));
    assertThat(count()).isEqualTo(3);
  }

  @Test
  @DisplayName("is verified as its assets are")
  void isVerified() throws Exception {
    run(MANIFEST);
    assertThat(verify(MANIFEST)).isEmpty();

    Files.delete(out.resolve("sheets/ui.png"));
    Files.write(out.resolve("ui/c.webp"), new byte[] {1}, StandardOpenOption.APPEND);
    List<String> differences = verify(MANIFEST.replace("padding: 2", "padding: 3"));

    assertThat(differences).hasSize(3);
    assertThat(differences.get(0)).startsWith("ui/c.webp: the file was changed: its SHA-256 is ");
    assertThat(differences.get(1))
        .startsWith("sheets/ui.png: its entry or its pictures changed since it was made (");
    assertThat(differences.get(2)).startsWith("sheets/ui.png: the file is missing (");
  }

  @Test
  @DisplayName("needs assets that are there")
  void refusesUnknownAssets() {
    assertThatThrownBy(() -> run(MANIFEST.replace("'ui/*'", "[ui/a.png, ui/bb.jpg, '*']")))
        .isInstanceOf(ManifestException.class)
        .hasMessageStartingWith("2 problems")
        .hasMessageContaining(
            "sd.yaml:8:59: assets: no output of this manifest matches 'ui/bb.jpg'; did you mean"
                + " 'ui/b.jpg'?")
        .hasMessageContaining("no output of this manifest matches '*'");
  }

  private long count() {
    return log.lines().stream().filter(line -> line.contains("sheets/ui.png of")).count();
  }

  private List<String> verify(String manifest) throws ManifestException, IOException {
    Path file = folder.write("sd.yaml", manifest);
    return new Verification(
            out,
            root.resolve("sd.lock.json"),
            new StateFolder(root.resolve("verify")),
            new FakeModels(),
            Optional.empty(),
            true)
        .differences(List.of(file), ManifestReader.read(List.of(file)));
  }

  private void run(String manifest) throws ManifestException, IOException {
    GenerationSettings settings = TestSettings.in(root).build();
    new Generation(settings, log, Footer.hidden(), pictures)
        .run(List.of(folder.write("sd.yaml", manifest)));
  }
}
