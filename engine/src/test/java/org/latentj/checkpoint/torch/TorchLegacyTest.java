package org.latentj.checkpoint.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.latentj.checkpoint.file.FormatException;
import org.latentj.checkpoint.file.MappedFile;
import org.latentj.checkpoint.fixture.LegacyWriter;
import org.latentj.checkpoint.fixture.PickleWriter;
import org.latentj.checkpoint.fixture.TorchSample;

class TorchLegacyTest {
  private static final TorchSample SAMPLE =
      new TorchSample().floats("0", 1, 2).tensor("w", "0", 0, new long[] {2}, new long[] {1});
  private static final byte[] OBJECT = SAMPLE.pickle(true);

  @TempDir Path folder;

  private TorchFile open(byte[] bytes) throws IOException {
    MappedFile file = MappedFile.open(Files.write(folder.resolve("t.ckpt"), bytes));
    try {
      return TorchFile.openLegacy(file);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static LegacyWriter start() {
    return new LegacyWriter().preamble(true).bytes(OBJECT);
  }

  static Stream<Arguments> hostile() {
    byte[] view =
        new PickleWriter()
            .op('(')
            .text("storage")
            .global("torch", "FloatStorage")
            .text("0")
            .text("cpu")
            .number(2)
            .numbers(1, 2, 3)
            .op('t')
            .op('Q')
            .stop();
    return Stream.of(
        Arguments.of(
            "another pickle",
            new LegacyWriter().bytes(new PickleWriter().number(1).stop()),
            "not a checkpoint made by torch.save"),
        Arguments.of("big-endian", new LegacyWriter().preamble(false), "expected a little-endian"),
        Arguments.of("no keys", start(), "cut off"),
        Arguments.of(
            "keys that are no list",
            start().bytes(new PickleWriter().number(1).stop()),
            "list of storage keys"),
        Arguments.of("too few keys", start().keys(List.of()), "no data for the storages [0]"),
        Arguments.of(
            "a key twice",
            start().keys(List.of("0", "0")).storage(2, new byte[8]).storage(2, new byte[8]),
            "or twice"),
        Arguments.of(
            "an unknown key",
            start().keys(List.of("1")).storage(2, new byte[8]),
            "no tensor views"),
        Arguments.of(
            "a count that lies",
            start().keys(List.of("0")).storage(3, new byte[12]),
            "should have 2 elements but its count says 3"),
        Arguments.of(
            "a negative count", start().keys(List.of("0")).storage(-1, new byte[8]), "says -1"),
        Arguments.of(
            "data cut off",
            start().keys(List.of("0")).storage(2, new byte[7]),
            "storage 0 needs 8 bytes"),
        Arguments.of(
            "a view of a storage",
            new LegacyWriter().preamble(true).bytes(view),
            "storage 0 is a view"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostile")
  @DisplayName("A hostile file is refused with the reason")
  void refuses(String what, LegacyWriter writer, String message) {
    assertThatThrownBy(() -> open(writer.finish()))
        .as(what)
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("t.ckpt")
        .hasMessageContaining(message);
  }

  @Test
  @DisplayName("A storage that claims 2^60 elements is refused without being allocated")
  void hugeStorage() {
    long elements = 1L << 60;
    byte[] object =
        new PickleWriter(true)
            .op('}')
            .text("w")
            .tensor("DoubleStorage", "0", elements, 0, new long[] {1}, new long[] {1})
            .op('s')
            .stop();
    LegacyWriter file = new LegacyWriter().preamble(true).bytes(object).keys(List.of("0"));

    assertThatThrownBy(() -> open(file.storage(elements, new byte[8]).finish()))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("storage of " + elements + " elements is too large");
  }

  @Test
  @DisplayName("A file cut off anywhere is refused")
  void cutOff() throws IOException {
    byte[] whole = SAMPLE.legacy();
    for (int length = 0; length < whole.length; length += 7) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> open(part))
          .as("%d of %d bytes", length, whole.length)
          .isInstanceOf(FormatException.class)
          .hasMessageContaining("t.ckpt");
    }
    try (TorchFile file = open(whole)) {
      assertThat(file.read("w").toFloats().data()).containsExactly(1, 2);
    }
  }
}
