package org.latentj.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latentj.image.PngFiles.concat;
import static org.latentj.image.PngFiles.latin1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("EXIF data in a JPEG")
class ExifBlocksTest {
  private static final byte[] EXIF = concat(latin1("Exif\0\0"), UserComment.write("Steps: 20"));
  private static final byte[] XMP = latin1("http://ns.adobe.com/xap/1.0/\0<x/>");

  @TempDir Path folder;

  @Test
  @DisplayName("are found behind other segments, and other APP1 segments")
  void findsBehindOthers() throws IOException {
    assertThat(read(jpeg(0xffe0, latin1("JFIF\0"), 0xffe1, XMP, 0xfffe, new byte[0], 0xffe1, EXIF)))
        .contains("Steps: 20");
  }

  @Test
  @DisplayName("are not looked for among the compressed pixels")
  void stopsAtScan() throws IOException {
    assertThat(read(jpeg(0xffda, new byte[8], 0xffe1, EXIF))).isEmpty();
  }

  @Test
  @DisplayName("are absent if segments do not follow each other")
  void stopsAtGarbage() throws IOException {
    byte[] whole = jpeg(0xffe0, latin1("JFIF\0"), 0xffe1, EXIF);
    byte[] shifted = whole.clone();
    shifted[5]++;
    assertThat(read(shifted)).isEmpty();
    byte[] noLength = whole.clone();
    noLength[5] = 1;
    assertThat(read(noLength)).as("a length that excludes itself").isEmpty();
    assertThat(read(Arrays.copyOf(whole, whole.length - 1))).as("a segment cut short").isEmpty();
    assertThat(read(jpeg(0xffe1, latin1("Exif")))).isEmpty();
  }

  @Test
  @DisplayName("never make the reader fail, however the file is damaged")
  void survivesDamage() throws IOException {
    byte[] whole = jpeg(0xffe0, latin1("JFIF\0"), 0xffe1, XMP, 0xffe1, EXIF);
    Random random = new Random(9);
    int found = 0;
    for (int round = 0; round < 1500; round++) {
      byte[] damaged = Arrays.copyOf(whole, whole.length - random.nextInt(3) * random.nextInt(40));
      for (int i = random.nextInt(4); i > 0; i--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      found += read(damaged).isPresent() ? 1 : 0;
    }
    assertThat(found).isBetween(1, 1499);
  }

  private Optional<String> read(byte[] file) throws IOException {
    return PictureFiles.readParameters(Files.write(folder.resolve("p.jpg"), file));
  }

  /** A JPEG's beginning, of alternating markers and segment contents. */
  private static byte[] jpeg(Object... parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new byte[] {(byte) 0xff, (byte) 0xd8});
    for (int i = 0; i < parts.length; i += 2) {
      byte[] data = (byte[]) parts[i + 1];
      bytes.writeBytes(
          ByteBuffer.allocate(4)
              .putShort(((Integer) parts[i]).shortValue())
              .putShort((short) (data.length + 2))
              .array());
      bytes.writeBytes(data);
    }
    return bytes.toByteArray();
  }
}
