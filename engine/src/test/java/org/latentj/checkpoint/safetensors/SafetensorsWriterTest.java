package org.latentj.checkpoint.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentj.checkpoint.file.MappedFile;
import org.latentj.checkpoint.safetensors.SafetensorsWriter.Entry;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.Shape;
import org.latentj.tensor.StoredTensor;

class SafetensorsWriterTest {
  @TempDir Path folder;

  private static Entry bytes(String name, ElementType type, int elements) {
    Shape shape = Shape.of(elements);
    byte[] data = new byte[elements * type.bytes()];
    Arrays.fill(data, (byte) name.charAt(0));
    return new Entry(
        name, type, shape, () -> new StoredTensor(name, type, shape, ByteBuffer.wrap(data)));
  }

  @Test
  @DisplayName("What is written is read back, every tensor aligned to its elements")
  void roundTrip() throws IOException {
    Path target = folder.resolve("out.safetensors");
    List<Entry> entries =
        List.of(
            bytes("odd", ElementType.U8, 3),
            bytes("half", ElementType.F16, 5),
            bytes("long", ElementType.I64, 1),
            bytes("empty", ElementType.F32, 0));

    SafetensorsWriter.write(target, entries, Map.of("made by", "a \"test\""));

    try (SafetensorsFile file = SafetensorsFile.open(MappedFile.open(target))) {
      assertThat(file.names()).containsExactly("long", "empty", "half", "odd");
      assertThat(file.metadata()).containsEntry("made by", "a \"test\"");
      for (Entry entry : entries) {
        StoredTensor read = file.read(entry.name());
        assertThat(read.type()).isEqualTo(entry.type());
        assertThat(read.shape()).isEqualTo(entry.shape());
        assertThat(read.data()).isEqualTo(entry.contents().read().data());
        // A copy would be writable: it would mean that the data were not aligned.
        assertThat(read.data().isReadOnly()).isEqualTo(read.data().capacity() > 0);
      }
    }
  }

  @Test
  @DisplayName("A file that exists is not overwritten")
  void exists() throws IOException {
    Path target = Files.writeString(folder.resolve("precious"), "kept");

    assertThatThrownBy(() -> SafetensorsWriter.write(target, List.of(), Map.of()))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining("choose another name");
    assertThat(target).hasContent("kept");
  }

  @Test
  @DisplayName("A failure half-way leaves neither the file nor a part of it")
  void failure() throws IOException {
    Entry broken =
        new Entry(
            "broken",
            ElementType.U8,
            Shape.of(1),
            () -> {
              throw new IOException("disk on fire");
            });
    List<Entry> entries = List.of(bytes("a", ElementType.F32, 2), broken);

    assertThatThrownBy(() -> SafetensorsWriter.write(folder.resolve("x"), entries, Map.of()))
        .hasMessage("disk on fire");
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  @DisplayName("Two tensors of one name, or contents of another shape, are a caller's mistake")
  void mistakes() throws IOException {
    Entry a = bytes("a", ElementType.U8, 1);
    Entry liar = new Entry("b", ElementType.U8, Shape.of(2), a.contents());

    assertThatThrownBy(() -> SafetensorsWriter.write(folder.resolve("x"), List.of(a, a), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tensor a is given twice");
    assertThatThrownBy(() -> SafetensorsWriter.write(folder.resolve("x"), List.of(liar), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected tensor b as U8 (2) but got U8 (1)");
    assertThat(folder).isEmptyDirectory();
  }
}
