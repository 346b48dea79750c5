package org.latentj.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Reading a picture file")
class PictureReaderTest {
  @TempDir Path folder;

  @ParameterizedTest(name = "{0}")
  @DisplayName("gives the pixels of lossless formats")
  @ValueSource(strings = {"png", "bmp"})
  void readsLossless(String format) throws IOException {
    Path file = folder.resolve("picture." + format);
    ImageIO.write(TestPictures.busy(19, 11).toBufferedImage(), format, file.toFile());
    assertThat(Picture.read(file)).isEqualTo(TestPictures.busy(19, 11));
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("gives nearly the pixels of lossy formats")
  @ValueSource(strings = {"jpg", "gif"})
  void readsLossy(String format) throws IOException {
    Path file = folder.resolve("picture." + format);
    ImageIO.write(TestPictures.plain(16, 8, 200).toBufferedImage(), format, file.toFile());
    Picture picture = Picture.read(file);
    assertThat(picture).hasToString("Picture 16x8");
    assertThat(picture.rgb(7, 3) & 0xff).isBetween(190, 210);
  }

  @Test
  @DisplayName("says so if there is no such file")
  void missing() {
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> Picture.read(folder.resolve("none.png")))
        .withMessageContaining("none.png: there is no such picture file");
  }

  @Test
  @DisplayName("says so if the file is no picture")
  void notAPicture() throws IOException {
    Path file = Files.writeString(folder.resolve("note.png"), "Dear diary,");
    assertThatIOException()
        .isThrownBy(() -> Picture.read(file))
        .withMessageContaining("note.png: it is no PNG, JPEG, BMP or GIF");
  }

  @Test
  @DisplayName("refuses a small file that would unpack to a huge picture")
  void refusesBombs() throws IOException {
    // Given a PNG whose header promises 10 gigapixels
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeLong(0x89504e470d0a1a0aL);
    chunk(
        out,
        "IHDR",
        new byte[] {0, 1, (byte) 0x86, (byte) 0xa0, 0, 1, (byte) 0x86, (byte) 0xa0, 8, 2, 0, 0, 0});
    chunk(out, "IDAT", new byte[9]);
    Path file = Files.write(folder.resolve("bomb.png"), bytes.toByteArray());
    // Then
    assertThatIOException()
        .isThrownBy(() -> Picture.read(file))
        .withMessageContaining("has 100000x100000 pixels but at most 64000000 are read");
  }

  @Test
  @DisplayName("either gives a picture or an IOException, whatever is wrong with the file")
  void survivesDamage() throws IOException {
    Random random = new Random(1);
    for (String format : new String[] {"png", "gif", "bmp", "jpg"}) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      ImageIO.write(TestPictures.busy(20, 20).toBufferedImage(), format, bytes);
      for (int round = 0; round < 150; round++) {
        byte[] damaged = Arrays.copyOf(bytes.toByteArray(), 1 + random.nextInt(bytes.size()));
        for (int i = random.nextInt(8); i > 0; i--) {
          damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
        }
        Path file = Files.write(folder.resolve("damaged"), damaged);
        try {
          assertThat(Picture.read(file)).isNotNull();
        } catch (IOException e) {
          assertThat(e).hasMessageContaining("damaged");
        }
      }
    }
  }

  private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(type.getBytes());
    crc.update(data);
    out.writeInt(data.length);
    out.writeBytes(type);
    out.write(data);
    out.writeInt((int) crc.getValue());
  }
}
