package org.latentj.checkpoint.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappedFileTest {
  private static final byte[] BYTES = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};

  @TempDir Path folder;
  private Path path;

  @BeforeEach
  void write() throws IOException {
    path = Files.write(folder.resolve("bytes"), BYTES);
  }

  @Test
  @DisplayName("A range is mapped read-only and little-endian, wherever it begins")
  void maps() throws IOException {
    try (MappedFile file = MappedFile.open(path)) {
      ByteBuffer mapped = file.map(3, 4, "four");

      assertThat(file.size()).isEqualTo(10);
      assertThat(mapped.remaining()).isEqualTo(4);
      assertThat(mapped.isReadOnly()).isTrue();
      assertThat(mapped.order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
      assertThat(mapped.getInt()).isEqualTo(0x06050403);
      assertThat(file.map(10, 0, "nothing").remaining()).isZero();
    }
  }

  @ParameterizedTest(name = "{1} bytes at {0}")
  @DisplayName("A range outside the file is refused, however the numbers are chosen")
  @CsvSource({
    "10, 1",
    "0, 11",
    "-1, 1",
    "1, -1",
    "9223372036854775807, 1",
    "1, 9223372036854775807",
    "9223372036854775807, 9223372036854775807",
    "-9223372036854775808, 8",
  })
  void outside(long offset, long length) throws IOException {
    try (MappedFile file = MappedFile.open(path)) {
      String found = "tensor w needs %d bytes at offset %d".formatted(length, offset);

      assertThatThrownBy(() -> file.map(offset, length, "tensor w"))
          .isInstanceOf(FormatException.class)
          .hasMessageContaining(found + " but the file has 10 bytes");
      assertThatThrownBy(() -> file.tensorBytes(offset, length, 4, "tensor w"))
          .isInstanceOf(FormatException.class)
          .hasMessageContaining(found);
    }
  }

  @Test
  @DisplayName("Bytes at a multiple of the element size are mapped, others are copied")
  void alignment() throws IOException {
    try (MappedFile file = MappedFile.open(path)) {
      ByteBuffer aligned = file.tensorBytes(4, 4, 4, "aligned");
      ByteBuffer copied = file.tensorBytes(5, 4, 4, "misaligned");

      assertThat(aligned.isReadOnly()).isTrue();
      assertThat(aligned.getInt(0)).isEqualTo(0x07060504);
      assertThat(copied.isReadOnly()).isFalse();
      assertThat(copied.isDirect()).isTrue();
      assertThat(copied.getInt(0)).isEqualTo(0x08070605);
    }
  }

  @Test
  @DisplayName("A few bytes are copied to the heap")
  void reads() throws IOException {
    try (MappedFile file = MappedFile.open(path)) {
      assertThat(file.read(7, 3, "three")).isEqualTo(ByteBuffer.wrap(new byte[] {7, 8, 9}));
      assertThatThrownBy(() -> file.read(8, 3, "three"))
          .isInstanceOf(FormatException.class)
          .hasMessageContaining("three needs 3 bytes at offset 8");
    }
  }

  @Test
  @DisplayName("A range of 2 GiB is refused, because no buffer is that large")
  void tooLarge() throws IOException {
    Path large = folder.resolve("large");
    try (FileChannel out =
        FileChannel.open(
            large,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE)) {
      out.write(ByteBuffer.wrap(BYTES), 1L << 31);
    }
    try (MappedFile file = MappedFile.open(large)) {
      assertThatThrownBy(() -> file.map(0, 1L << 31, "tensor w"))
          .isInstanceOf(FormatException.class)
          .hasMessageContaining("tensor w has 2147483648 bytes; at most 2147483647");
      assertThat(file.map((1L << 31) + 2, 1, "one").get()).isEqualTo((byte) 2);
    }
  }

  @Test
  @DisplayName("Memory that the JVM does not have is a clear failure, not an OutOfMemoryError")
  void noMemory() throws IOException {
    try (MappedFile file = MappedFile.open(path)) {
      assertThatThrownBy(() -> file.allocate(1L << 40, "tensor w"))
          .isInstanceOf(FormatException.class)
          .hasMessageContaining("tensor w needs a direct buffer of 1099511627776 bytes")
          .hasMessageContaining("-XX:MaxDirectMemorySize");
    }
  }

  @Test
  @DisplayName("A file cut off after it was opened is noticed where bytes are copied")
  void cutOffLater() throws IOException {
    try (MappedFile file = MappedFile.open(path)) {
      try (FileChannel out = FileChannel.open(path, StandardOpenOption.WRITE)) {
        out.truncate(6);
      }

      assertThatThrownBy(() -> file.tensorBytes(5, 4, 4, "tensor w"))
          .isInstanceOf(FormatException.class)
          .hasMessageContaining("tensor w: the file was cut off while it was read");
    }
  }

  @Test
  @DisplayName("Mappings outlive the file; after closing there are no new ones")
  void closed() throws IOException {
    MappedFile file = MappedFile.open(path);
    ByteBuffer before = file.map(2, 2, "two");

    file.close();

    assertThat(before.get(0)).isEqualTo((byte) 2);
    assertThatThrownBy(() -> file.map(2, 2, "two")).isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(() -> MappedFile.open(folder.resolve("none")))
        .isInstanceOf(NoSuchFileException.class);
  }
}
