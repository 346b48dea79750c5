package org.latentj.checkpoint.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentj.checkpoint.file.FormatException;
import org.latentj.checkpoint.file.MappedFile;
import org.latentj.checkpoint.fixture.TorchZipWriter;

class ZipDirectoryTest {
  @TempDir Path folder;

  private Map<String, ZipEntryRange> read(byte[] bytes) throws IOException {
    try (MappedFile file = MappedFile.open(Files.write(folder.resolve("z.ckpt"), bytes))) {
      return ZipDirectory.read(file);
    }
  }

  @Test
  @DisplayName(
      "The data of a stored entry are where the directory says, aligned as torch pads them")
  void offsets() throws IOException {
    byte[] bytes =
        new TorchZipWriter().stored("a/b", new byte[] {5, 6}).stored("c", new byte[] {7}).finish();

    Map<String, ZipEntryRange> entries = read(bytes);

    assertThat(entries).containsOnlyKeys("a/b", "c");
    for (ZipEntryRange entry : entries.values()) {
      assertThat(entry.stored()).isTrue();
      assertThat(entry.dataOffset() % 64).isZero();
    }
    assertThat(bytes[(int) entries.get("a/b").dataOffset()]).isEqualTo((byte) 5);
    assertThat(entries.get("a/b").size()).isEqualTo(2);
    assertThat(bytes[(int) entries.get("c").dataOffset()]).isEqualTo((byte) 7);
  }

  @Test
  @DisplayName("Deflated entries with data descriptors, as the JDK writes them, are listed")
  void deflated() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("zeros"));
      zip.write(new byte[1000]);
      zip.putNextEntry(new ZipEntry("empty"));
    }

    ZipEntryRange zeros = read(out.toByteArray()).get("zeros");

    assertThat(zeros.method()).isEqualTo(8);
    assertThat(zeros.size()).isEqualTo(1000);
    assertThat(zeros.storedSize()).isLessThan(100);
  }

  @Test
  @DisplayName("An archive without entries has an empty directory")
  void empty() throws IOException {
    assertThat(read(new TorchZipWriter().finish())).isEmpty();
  }

  @Test
  @DisplayName("End records that lie about the directory are refused before anything is read")
  void lies() {
    byte[] whole = new TorchZipWriter().stored("a", new byte[10]).finish();
    int end64 = whole.length - 22 - 20 - 56;
    Object[][] cases = {
      {end64 + 32, 1L << 40, "is too large"},
      {end64 + 32, -1L, "negative count"},
      {end64 + 32, 2L, "cut off or damaged"},
      {end64 + 40, 1L << 50, "is too large"},
      {end64 + 40, 10_000L, "the zip directory needs 10000 bytes"},
      {end64 + 40, -5L, "the zip directory needs -5 bytes"},
      {end64 + 48, 1L << 60, "the zip directory needs"},
      {end64 + 48, -1L, "at offset -1"},
      {end64 + 48, 3L, "cut off or damaged"},
      {end64, 0L, "zip64 end record is damaged"},
      {end64 + 56 + 8, 1L << 61, "the zip64 end record needs 56 bytes"},
    };
    for (Object[] lie : cases) {
      byte[] bytes = whole.clone();
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong((int) lie[0], (long) lie[1]);

      assertThatThrownBy(() -> read(bytes))
          .as("%d at %s", lie[1], lie[0])
          .isInstanceOf(FormatException.class)
          .hasMessageContaining("z.ckpt")
          .hasMessageContaining((String) lie[2]);
    }
  }

  @Test
  @DisplayName("A zip64 field that is cut short is refused")
  void shortExtra() {
    byte[] bytes = new TorchZipWriter().stored("a", new byte[10]).finish();
    int record = bytes.length - 22 - 20 - 56 - (46 + 1 + 28);
    bytes[record + 46 + 1 + 2] = 8;

    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("z.ckpt: zip entry a has bad sizes");
  }
}
