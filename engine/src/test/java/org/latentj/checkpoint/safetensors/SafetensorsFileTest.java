package org.latentj.checkpoint.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentj.checkpoint.file.FormatException;
import org.latentj.checkpoint.file.MappedFile;
import org.latentj.checkpoint.fixture.RawSafetensors;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.Shape;
import org.latentj.tensor.StoredTensor;

class SafetensorsFileTest {
  @TempDir Path folder;

  private SafetensorsFile open(byte[] bytes) throws IOException {
    MappedFile file = MappedFile.open(RawSafetensors.write(folder, "t.safetensors", bytes));
    try {
      return SafetensorsFile.open(file);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static byte[] floats(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return bytes.array();
  }

  private static String tensor(String name, String type, String shape, long begin, long end) {
    return "\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
        .formatted(name, type, shape, begin, end);
  }

  @Test
  @DisplayName("Tensors come out with their type, shape and values, remarks with their text")
  void reads() throws IOException {
    String header =
        "{\"__metadata__\":{\"format\":\"pt\"},"
            + tensor("b", "F32", "[2,1]", 4, 12)
            + ","
            + tensor("a", "F32", "[]", 0, 4)
            + ","
            + tensor("none", "F16", "[0,3]", 12, 12)
            + "}   ";

    try (SafetensorsFile file = open(RawSafetensors.bytes(header, floats(1, 2, 3)))) {
      assertThat(file.names()).containsExactly("b", "a", "none");
      assertThat(file.metadata()).containsEntry("format", "pt");
      assertThat(file.shape("b")).isEqualTo(Shape.of(2, 1));
      assertThat(file.type("none")).isEqualTo(ElementType.F16);
      assertThat(file.read("a").toFloats().data()).containsExactly(1);
      assertThat(file.read("b").toFloats().data()).containsExactly(2, 3);
      assertThat(file.read("none").shape()).isEqualTo(Shape.of(0, 3));
    }
  }

  @Test
  @DisplayName("A tensor is mapped if aligned and copied to a direct buffer if not")
  void alignment() throws IOException {
    // The padding puts the data at a multiple of 4, or one byte further.
    String header = "{" + tensor("a", "F32", "[2]", 0, 8) + "}";
    String aligned = header + " ".repeat(Math.floorMod(-header.length(), 4));

    try (SafetensorsFile file = open(RawSafetensors.bytes(aligned, floats(5, 6)))) {
      StoredTensor tensor = file.read("a");
      assertThat(tensor.data().isReadOnly()).isTrue();
      assertThat(tensor.toFloats().data()).containsExactly(5, 6);
    }
    try (SafetensorsFile file = open(RawSafetensors.bytes(aligned + " ", floats(7, 8)))) {
      StoredTensor tensor = file.read("a");
      assertThat(tensor.data().isDirect()).isTrue();
      assertThat(tensor.data().isReadOnly()).isFalse();
      assertThat(tensor.data().alignedSlice(4).remaining()).isEqualTo(8);
      assertThat(tensor.toFloats().data()).containsExactly(7, 8);
    }
  }

  @Test
  @DisplayName("A tensor beyond the first 2 GiB of a file is read in place")
  void large() throws IOException {
    long half = 1L << 30;
    String header =
        "{%s,%s,%s}"
            .formatted(
                tensor("first", "U8", "[" + half + "]", 0, half),
                tensor("second", "U8", "[" + half + "]", half, 2 * half),
                tensor("last", "F32", "[2]", 2 * half, 2 * half + 8));
    String padded = header + " ".repeat(Math.floorMod(-header.length(), 8));
    byte[] start = RawSafetensors.bytes(padded, new byte[0]);
    Path path = folder.resolve("large.safetensors");
    try (FileChannel out =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE)) {
      out.write(ByteBuffer.wrap(start));
      out.write(ByteBuffer.wrap(floats(1, 2)), start.length + 2 * half);
    }

    try (SafetensorsFile file = SafetensorsFile.open(MappedFile.open(path))) {
      assertThat(file.read("last").toFloats().data()).containsExactly(1, 2);
    }
  }

  static Stream<Arguments> badHeaders() {
    String a = tensor("a", "F32", "[2]", 0, 8);
    return Stream.of(
        Arguments.of("a hole", "{" + a + "," + tensor("b", "F32", "[1]", 12, 16) + "}", "a hole"),
        Arguments.of("overlap", "{" + a + "," + tensor("b", "F32", "[3]", 4, 16) + "}", "overlap"),
        Arguments.of("a start past 0", "{" + tensor("b", "F32", "[3]", 4, 16) + "}", "a hole"),
        Arguments.of("unused data", "{" + a + "}", "the tensors need 8 data bytes"),
        Arguments.of("data cut off", "{" + tensor("a", "F32", "[5]", 0, 20) + "}", "cut off"),
        Arguments.of("a wrong size", "{" + tensor("a", "F32", "[3]", 0, 16) + "}", "needs 12"),
        Arguments.of("ends swapped", "{" + tensor("a", "F32", "[4]", 16, 0) + "}", "[16, 0]"),
        Arguments.of("a duplicate", "{" + a + "," + a + "}", "tensor a: it is listed twice"),
        Arguments.of("an odd type", "{" + tensor("a", "F8_E4M3", "[16]", 0, 16) + "}", "F8_E4M3"),
        Arguments.of("a negative", "{" + tensor("a", "F32", "[-4]", 0, 16) + "}", "found -4"),
        Arguments.of("text as number", "{" + tensor("a", "F32", "[\"4\"]", 0, 16) + "}", "number"),
        Arguments.of("fractions", "{" + tensor("a", "F32", "[4.5]", 0, 16) + "}", "tensor a"),
        Arguments.of(
            "an overflowing shape",
            "{" + tensor("a", "F32", "[4294967296,4294967296,16]", 0, 16) + "}",
            "exceeds 2^63"),
        Arguments.of(
            "an overflowing size",
            "{" + tensor("a", "F64", "[4611686018427387904]", 0, 16) + "}",
            "too large"),
        Arguments.of(
            "a huge number", "{" + tensor("a", "F32", "[99999999999999999999]", 0, 16) + "}", "a"),
        Arguments.of(
            "three offsets", "{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,1,2]}}", "at most 2"),
        Arguments.of(
            "a long name", "{" + tensor("n".repeat(1001), "F32", "[4]", 0, 16) + "}", "has 1001"),
        Arguments.of("no shape", "{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,16]}}", "expected"),
        Arguments.of("other fields", "{\"a\":{\"dtype\":\"F32\",\"x\":1}}", "found x"),
        Arguments.of("a list", "[]", "begins with {"),
        Arguments.of("trailing text", "{" + tensor("a", "F32", "[4]", 0, 16) + "}{", "header"),
        Arguments.of("an open brace", "{" + tensor("a", "F32", "[4]", 0, 16), "header"),
        Arguments.of("bare words", "{a:1}", "header"),
        Arguments.of("odd remarks", "{\"__metadata__\":{\"a\":1}}", "to hold strings"),
        Arguments.of("deep nesting", "{\"a\":" + "[".repeat(50_000), "header"),
        Arguments.of("33 dimensions", "{" + tensor("a", "F32", many(33), 0, 16) + "}", "most 32"));
  }

  private static String many(int ones) {
    return "[1" + ",1".repeat(ones - 1) + "]";
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badHeaders")
  @DisplayName("A wrong header is refused with what is wrong")
  void refuses(String what, String header, String message) {
    assertThatThrownBy(() -> open(RawSafetensors.bytes(header, new byte[16])))
        .as(what)
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("t.safetensors")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 3, 100, 100_000_001, Long.MAX_VALUE, -1, Long.MIN_VALUE})
  @DisplayName("A header length that lies is refused before anything is allocated")
  void lengthLies(long length) {
    byte[] header = "{}".getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> open(RawSafetensors.bytes(length, header, new byte[0])))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("2 to 100000000 bytes")
        .hasMessageContaining(Long.toUnsignedString(length));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7})
  @DisplayName("A file too short for the length field is refused")
  void tooShort(int size) {
    assertThatThrownBy(() -> open(new byte[size]))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("needs 8 bytes at offset 0 but the file has " + size);
  }

  @Test
  @DisplayName("Text that is not UTF-8 is refused")
  void notUtf8() {
    byte[] header = {'{', '"', (byte) 0xff, '"', ':', '{', '}', '}'};

    assertThatThrownBy(() -> open(RawSafetensors.bytes(header.length, header, new byte[0])))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("bad safetensors header");
  }

  @Test
  @DisplayName("A name of 20 million characters is refused without being gathered")
  void endlessName() {
    String header = "{\"" + "x".repeat(20_000_000) + "\":1}";

    assertThatThrownBy(() -> open(RawSafetensors.bytes(header, new byte[0])))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("a string is longer than 16777216");
  }

  @Test
  @DisplayName("Reading a name that is not there says so")
  void missing() throws IOException {
    try (SafetensorsFile file = open(RawSafetensors.bytes("{}", new byte[0]))) {
      assertThatThrownBy(() -> file.read("x"))
          .isInstanceOf(FormatException.class)
          .hasMessageContaining("there is no tensor x");
    }
  }
}
