package org.latentj.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("An EXIF UserComment")
class UserCommentTest {
  private static final String TEXT = "a cat, 猫\nSteps: 20, Sampler: Euler a, Seed: 1";

  @TempDir Path folder;

  @Test
  @DisplayName("survives writing and reading")
  void survives() {
    for (String text : new String[] {TEXT, "", "猫", "🐈 \u0000 x"}) {
      assertThat(read(UserComment.write(text))).contains(text);
    }
  }

  @Test
  @DisplayName("is laid out as piexif does: big-endian TIFF, one pointer, UNICODE and UTF-16BE")
  void layout() {
    ByteBuffer tiff = ByteBuffer.wrap(UserComment.write("Ab"));
    assertThat(tiff.getInt(0)).isEqualTo(0x4d4d002a);
    assertThat(tiff.getInt(4)).isEqualTo(8);
    assertThat(tiff.getShort(8)).isEqualTo((short) 1);
    assertThat(tiff.getInt(10)).isEqualTo(0x87690004);
    assertThat(tiff.getInt(18)).isEqualTo(26);
    assertThat(tiff.getInt(28)).isEqualTo(0x92860007);
    assertThat(tiff.getInt(32)).isEqualTo(12);
    assertThat(tiff.getInt(36)).isEqualTo(44);
    assertThat(new String(tiff.array(), 44, 12, StandardCharsets.ISO_8859_1))
        .isEqualTo("UNICODE\0\0A\0b");
  }

  @Test
  @DisplayName("is read in either byte order of file and text, behind other tags")
  void readsLittleEndian() {
    byte[] comment = prefixed("UNICODE\0", TEXT.getBytes(StandardCharsets.UTF_16LE));
    assertThat(read(littleEndian(comment))).contains(TEXT);
    byte[] bigText = prefixed("UNICODE\0", TEXT.getBytes(StandardCharsets.UTF_16BE));
    assertThat(read(littleEndian(bigText))).contains(TEXT);
    byte[] marked = prefixed("UNICODE\0", ("\uFEFF" + TEXT).getBytes(StandardCharsets.UTF_16BE));
    assertThat(read(littleEndian(marked))).contains(TEXT);
  }

  @Test
  @DisplayName("is read under the ASCII prefix, an empty one, and none")
  void readsOtherPrefixes() {
    byte[] utf8 = TEXT.getBytes(StandardCharsets.UTF_8);
    assertThat(read(littleEndian(prefixed("ASCII\0\0\0", utf8)))).contains(TEXT);
    assertThat(read(littleEndian(prefixed("\0\0\0\0\0\0\0\0", utf8)))).contains(TEXT);
    assertThat(read(littleEndian(utf8))).contains(TEXT);
    assertThat(read(littleEndian("abc".getBytes(StandardCharsets.UTF_8))))
        .as("a value that fits into the entry itself")
        .contains("abc");
  }

  @Test
  @DisplayName("is found in WebP files, with and without JPEG's prefix, past odd chunks")
  void readsWebp() throws IOException {
    byte[] tiff = UserComment.write(TEXT);
    assertThat(PictureFiles.readParameters(webp(tiff))).contains(TEXT);
    assertThat(PictureFiles.readParameters(webp(prefixed("Exif\0\0", tiff)))).contains(TEXT);
    assertThat(PictureFiles.readParameters(webp(new byte[3]))).isEmpty();
  }

  @Test
  @DisplayName("never makes the reader fail, however the data are damaged")
  void survivesDamage() {
    Random random = new Random(3);
    byte[][] wholes = {UserComment.write(TEXT), littleEndian(prefixed("UNICODE\0", new byte[40]))};
    int found = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] whole = wholes[round % 2];
      byte[] damaged = Arrays.copyOf(whole, random.nextInt(whole.length + 1));
      for (int i = random.nextInt(4); i > 0 && damaged.length > 0; i--) {
        damaged[random.nextInt(Math.min(64, damaged.length))] = (byte) random.nextInt();
      }
      found += read(damaged).isPresent() ? 1 : 0;
    }
    assertThat(found).isPositive().isLessThan(20_000);
  }

  @Test
  @DisplayName("is not looked for where there is none")
  void absent() throws IOException {
    assertThat(read(new byte[0])).isEmpty();
    assertThat(read("II*\0\b\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1))).isEmpty();
    Path file = Files.writeString(folder.resolve("note.txt"), "RIFFxxxxWEB! and so on");
    assertThat(PictureFiles.readParameters(file)).isEmpty();
    assertThat(PictureFiles.readParameters(Files.write(folder.resolve("empty"), new byte[0])))
        .isEmpty();
  }

  private static Optional<String> read(byte[] tiff) {
    return UserComment.read(ByteBuffer.wrap(tiff));
  }

  private static byte[] prefixed(String prefix, byte[] data) {
    return PngFiles.concat(PngFiles.latin1(prefix), data);
  }

  /** As Pillow and exiftool on Intel machines write it: an unrelated tag first. */
  private static byte[] littleEndian(byte[] comment) {
    ByteBuffer tiff = ByteBuffer.allocate(200 + comment.length).order(ByteOrder.LITTLE_ENDIAN);
    tiff.put(new byte[] {'I', 'I', 42, 0}).putInt(8);
    tiff.putShort((short) 2);
    tiff.putShort((short) 0x0112).putShort((short) 3).putInt(1).putInt(1);
    tiff.putShort((short) 0x8769).putShort((short) 4).putInt(1).putInt(100);
    tiff.position(100);
    tiff.putShort((short) 2);
    tiff.putShort((short) 0x9000).putShort((short) 7).putInt(4).putInt(0x30333230);
    tiff.putShort((short) 0x9286).putShort((short) 7).putInt(comment.length);
    if (comment.length <= 4) {
      tiff.put(comment);
    } else {
      tiff.putInt(200).position(200).put(comment);
    }
    return tiff.array();
  }

  private Path webp(byte[] exif) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(PngFiles.latin1("RIFF\0\0\0\0WEBP"));
    bytes.writeBytes(riffChunk("VP8 ", new byte[7]));
    bytes.writeBytes(riffChunk("EXIF", exif));
    return Files.write(folder.resolve("picture.webp"), bytes.toByteArray());
  }

  private static byte[] riffChunk(String type, byte[] data) {
    return ByteBuffer.allocate(8 + data.length + data.length % 2)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(PngFiles.latin1(type))
        .putInt(data.length)
        .put(data)
        .array();
  }
}
