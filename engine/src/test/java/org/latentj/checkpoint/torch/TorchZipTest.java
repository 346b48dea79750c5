package org.latentj.checkpoint.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.latentj.checkpoint.file.FormatException;
import org.latentj.checkpoint.file.MappedFile;
import org.latentj.checkpoint.fixture.TorchSample;
import org.latentj.checkpoint.fixture.TorchZipWriter;

class TorchZipTest {
  private static final byte[] DATA = {0, 0, (byte) 0x80, 0x3f, 0, 0, 0, 0x40};
  private static final byte[] PICKLE =
      new TorchSample()
          .floats("0", 1, 2)
          .tensor("w", "0", 0, new long[] {2}, new long[] {1})
          .pickle(false);

  @TempDir Path folder;

  private TorchFile open(byte[] bytes) throws IOException {
    MappedFile file = MappedFile.open(Files.write(folder.resolve("t.ckpt"), bytes));
    try {
      return TorchFile.openZip(file);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static TorchZipWriter zip() {
    return new TorchZipWriter();
  }

  @Test
  @DisplayName("A zip of the JDK without zip64 records is read as well")
  void plainZip() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setComment("a comment behind the directory");
      for (Map.Entry<String, byte[]> file :
          Map.of("x/data.pkl", PICKLE, "x/data/0", DATA).entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        CRC32 crc = new CRC32();
        crc.update(file.getValue());
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(file.getValue().length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(file.getValue());
      }
    }

    try (TorchFile file = open(out.toByteArray())) {
      assertThat(file.read("w").toFloats().data()).containsExactly(1, 2);
    }
  }

  @Test
  @DisplayName("A deflated pickle is read; its size is what it says")
  void deflatedPickle() throws IOException {
    byte[] bytes =
        zip().deflated("a/data.pkl", PICKLE, PICKLE.length).stored("a/data/0", DATA).finish();

    try (TorchFile file = open(bytes)) {
      assertThat(file.read("w").toFloats().data()).containsExactly(1, 2);
    }
  }

  static Stream<Arguments> hostile() {
    byte[] zeros = new byte[80 << 20];
    return Stream.of(
        Arguments.of("no pickle", zip().stored("a/data/0", DATA), "no data.pkl"),
        Arguments.of(
            "two pickles",
            zip().stored("a/data.pkl", PICKLE).stored("b/data.pkl", PICKLE),
            "more than one data.pkl"),
        Arguments.of("a pickle too deep", zip().stored("a/b/data.pkl", PICKLE), "no data.pkl"),
        Arguments.of(
            "missing storage", zip().stored("a/data.pkl", PICKLE), "no zip entry a/data/0"),
        Arguments.of(
            "compressed storage",
            zip().stored("a/data.pkl", PICKLE).deflated("a/data/0", DATA, 8),
            "a/data/0 is compressed (method 8)"),
        Arguments.of(
            "a short storage",
            zip().stored("a/data.pkl", PICKLE).stored("a/data/0", new byte[4]),
            "2 elements of 4 bytes but has 4 bytes"),
        Arguments.of(
            "a duplicate",
            zip().stored("a/data.pkl", PICKLE).stored("a/data/0", DATA).stored("a/data/0", DATA),
            "a/data/0 is listed twice"),
        Arguments.of(
            "a bomb that says so",
            zip().deflated("a/data.pkl", zeros, zeros.length).stored("a/data/0", DATA),
            "at most 67108864 are allowed"),
        Arguments.of(
            "a bomb that lies",
            zip().deflated("a/data.pkl", zeros, 100).stored("a/data/0", DATA),
            "does not have the 100 bytes that it claims"),
        Arguments.of(
            "big-endian",
            zip()
                .stored("a/data.pkl", PICKLE)
                .stored("a/byteorder", ascii("big"))
                .stored("a/data/0", DATA),
            "expected byte order little but found big"),
        Arguments.of(
            "TorchScript",
            zip().stored("a/data.pkl", PICKLE).stored("a/constants.pkl", PICKLE),
            "TorchScript program"),
        Arguments.of(
            "the header of another entry",
            zip().stored("a/data.pkl", PICKLE).misplaced("a/data.pkl ", PICKLE, 0),
            "no local header"),
        Arguments.of(
            "an offset past the end",
            zip().stored("a/data.pkl", PICKLE).misplaced("a/data/0", DATA, 1L << 40),
            "needs 38 bytes at offset 1099511627776"),
        Arguments.of(
            "a negative offset",
            zip().stored("a/data.pkl", PICKLE).misplaced("a/data/0", DATA, -7),
            "at offset -7"),
        Arguments.of(
            "encryption",
            zip().stored("a/data.pkl", PICKLE).flagged("a/data/0", DATA, 1),
            "a/data/0 is encrypted"),
        Arguments.of(
            "a bad pickle", zip().stored("a/data.pkl", new byte[] {1}), "bad pickle: opcode 0x01"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostile")
  @DisplayName("A hostile archive is refused with the reason")
  void refuses(String what, TorchZipWriter zip, String message) {
    assertThatThrownBy(() -> open(zip.finish()))
        .as(what)
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("t.ckpt")
        .hasMessageContaining(message);
  }

  @Test
  @DisplayName("Entries whose data run into the next entry are refused")
  void overlap() {
    TorchZipWriter writer = zip().stored("a/data.pkl", PICKLE).stored("a/data/0", DATA);
    byte[] bytes = writer.finish();
    // The pickle's size in the zip64 field of its directory record: made longer.
    int record = lastIndexOf(bytes, "PK\001\002");
    int first = lastIndexOf(Arrays.copyOf(bytes, record), "PK\001\002");
    int sizes = first + 46 + "a/data.pkl".length() + 4;
    int longer = PICKLE.length + 8;
    for (int field : new int[] {sizes, sizes + 8}) {
      bytes[field] = (byte) longer;
      bytes[field + 1] = (byte) (longer >> 8);
    }

    assertThatThrownBy(() -> open(bytes))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("zip entries a/data.pkl and a/data/0 overlap");
  }

  private static int lastIndexOf(byte[] bytes, String text) {
    return new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf(text);
  }

  @Test
  @DisplayName("An archive cut off anywhere is refused")
  void cutOff() throws IOException {
    byte[] whole = zip().stored("a/data.pkl", PICKLE).stored("a/data/0", DATA).finish();
    for (int length = 0; length < whole.length; length += 13) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> open(part))
          .as("%d of %d bytes", length, whole.length)
          .isInstanceOf(FormatException.class)
          .hasMessageContaining("t.ckpt");
    }
    open(whole).close();
  }
}
