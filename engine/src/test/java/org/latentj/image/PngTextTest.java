package org.latentj.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latentj.image.PngFiles.concat;
import static org.latentj.image.PngFiles.deflate;
import static org.latentj.image.PngFiles.latin1;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Text in a PNG")
class PngTextTest {
  @TempDir Path folder;

  @Test
  @DisplayName("is read from tEXt as Latin-1")
  void readsText() throws IOException {
    assertThat(find(new PngFiles().chunk("tEXt", latin1("parameters\0Æther: 20\n"))))
        .contains("Æther: 20\n");
  }

  @Test
  @DisplayName("is read from zTXt, and not if the method is unknown or the data are damaged")
  void readsCompressedText() throws IOException {
    byte[] packed = deflate(latin1("Schöne Grüße"));
    assertThat(find(new PngFiles().chunk("zTXt", concat(latin1("parameters\0\0"), packed))))
        .contains("Schöne Grüße");
    assertThat(find(new PngFiles().chunk("zTXt", concat(latin1("parameters\0\1"), packed))))
        .isEmpty();
    byte[] cut = Arrays.copyOf(packed, packed.length - 5);
    assertThat(find(new PngFiles().chunk("zTXt", concat(latin1("parameters\0\0"), cut)))).isEmpty();
    assertThat(find(new PngFiles().chunk("zTXt", latin1("parameters\0\0not zlib")))).isEmpty();
    assertThat(find(new PngFiles().chunk("zTXt", latin1("parameters\0")))).isEmpty();
  }

  @Test
  @DisplayName("is read from iTXt as UTF-8, plain and compressed, past language and translation")
  void readsInternationalText() throws IOException {
    byte[] text = "桜 🌸".getBytes(StandardCharsets.UTF_8);
    assertThat(
            find(
                new PngFiles().chunk("iTXt", concat(latin1("parameters\0\0\0ja\0settei\0"), text))))
        .contains("桜 🌸");
    assertThat(
            find(
                new PngFiles()
                    .chunk("iTXt", concat(latin1("parameters\0\1\0\0\0"), deflate(text)))))
        .contains("桜 🌸");
    assertThat(
            find(
                new PngFiles()
                    .chunk("iTXt", concat(latin1("parameters\0\1\7\0\0"), deflate(text)))))
        .as("unknown method")
        .isEmpty();
    assertThat(find(new PngFiles().chunk("iTXt", latin1("parameters\0\0\0ja")))).isEmpty();
    assertThat(find(new PngFiles().chunk("iTXt", latin1("parameters\0\0")))).isEmpty();
  }

  @Test
  @DisplayName("is found by its whole keyword, behind other chunks and behind the pixels")
  void findsKeyword() throws IOException {
    PngFiles png =
        new PngFiles()
            .chunk("tEXt", latin1("parameters2\0no"))
            .chunk("tEXt", latin1("param\0no"))
            .chunk("tEXt", latin1("parameters"))
            .chunk("IDAT", new byte[100])
            .chunk("tEXt", latin1("parameters\0yes"))
            .chunk("IEND", new byte[0]);
    assertThat(find(png)).contains("yes");
    assertThat(find(new PngFiles().chunk("tEXt", latin1("Title\0parameters\0")))).isEmpty();
  }

  @Test
  @DisplayName("behind the end of the picture does not count")
  void stopsAtEnd() throws IOException {
    assertThat(
            find(
                new PngFiles()
                    .chunk("IEND", new byte[0])
                    .chunk("tEXt", latin1("parameters\0late"))))
        .isEmpty();
  }

  @Test
  @DisplayName("with a wrong CRC is not believed, but the search goes on")
  void ignoresWrongCrc() throws IOException {
    byte[] text = latin1("parameters\0Seed: 1");
    PngFiles png = new PngFiles().rawChunk(text.length, "tEXt", text, 12345);
    assertThat(find(png)).isEmpty();
    assertThat(find(png.chunk("tEXt", latin1("parameters\0Seed: 2")))).contains("Seed: 2");
  }

  @Test
  @DisplayName("with lengths beyond the file ends the search without allocating them")
  void survivesHugeLengths() throws IOException {
    for (int length : new int[] {Integer.MAX_VALUE, -1, Integer.MIN_VALUE, 1 << 30}) {
      assertThat(find(new PngFiles().rawChunk(length, "tEXt", latin1("parameters\0x"), 0)))
          .isEmpty();
    }
  }

  @Test
  @DisplayName("that would unpack to more than 4 MiB is left out, just below it is read")
  void refusesBombs() throws IOException {
    byte[] bomb = deflate(new byte[64 << 20]);
    assertThat(bomb.length).isLessThan(1 << 20);
    assertThat(find(new PngFiles().chunk("zTXt", concat(latin1("parameters\0\0"), bomb))))
        .isEmpty();
    byte[] large = new byte[TextLimit.MAX_BYTES];
    Arrays.fill(large, (byte) 'x');
    Optional<String> text =
        find(new PngFiles().chunk("zTXt", concat(latin1("parameters\0\0"), deflate(large))));
    assertThat(text.orElseThrow()).hasSize(TextLimit.MAX_BYTES);
    byte[] tooLarge = concat(latin1("parameters\0"), large);
    assertThat(find(new PngFiles().chunk("tEXt", tooLarge))).isEmpty();
  }

  @Test
  @DisplayName("never makes the reader fail, however the file is damaged")
  void survivesDamage() throws IOException {
    byte[] whole =
        new PngFiles()
            .chunk("iTXt", concat(latin1("parameters\0\1\0de\0\0"), deflate(latin1("Steps: 20"))))
            .chunk("zTXt", concat(latin1("other\0\0"), deflate(latin1("Steps: 20"))))
            .chunk("IEND", new byte[0])
            .toArray();
    Random random = new Random(7);
    int found = 0;
    for (int round = 0; round < 2000; round++) {
      byte[] damaged = Arrays.copyOf(whole, random.nextInt(whole.length + 1));
      for (int i = random.nextInt(3); i > 0 && damaged.length > 0; i--) {
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      }
      Path file = Files.write(folder.resolve("damaged.png"), damaged);
      Optional<String> text = PictureFiles.readParameters(file);
      // What passes the CRC is right.
      assertThat(text.orElse("Steps: 20")).isEqualTo("Steps: 20");
      found += text.isPresent() ? 1 : 0;
    }
    assertThat(found).isPositive();
  }

  private Optional<String> find(PngFiles png) throws IOException {
    return PictureFiles.readParameters(Files.write(folder.resolve("picture.png"), png.toArray()));
  }
}
