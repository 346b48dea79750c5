package org.latentj.checkpoint.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentj.checkpoint.file.FormatException;
import org.latentj.checkpoint.file.MappedFile;
import org.latentj.checkpoint.fixture.LegacyWriter;
import org.latentj.checkpoint.fixture.PickleWriter;
import org.latentj.checkpoint.fixture.TorchSample;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.Shape;
import org.latentj.tensor.StoredTensor;

/** What both containers have in common. */
class TorchFileTest {
  @TempDir Path folder;

  private static long[] of(long... values) {
    return values;
  }

  private TorchFile open(TorchSample sample, boolean legacy) throws IOException {
    Path path = folder.resolve("t.ckpt");
    Files.write(path, legacy ? sample.legacy() : sample.zip());
    MappedFile file = MappedFile.open(path);
    try {
      return legacy ? TorchFile.openLegacy(file) : TorchFile.openZip(file);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static TorchSample oneToSix() {
    return new TorchSample().floats("0", 1, 2, 3, 4, 5, 6);
  }

  @ParameterizedTest(name = "legacy {0}")
  @ValueSource(booleans = {false, true})
  @DisplayName("Tensors come out of the root or of state_dict, numbers as remarks")
  void reads(boolean legacy) throws IOException {
    TorchSample flat = oneToSix().tensor("w", "0", 0, of(2, 3), of(3, 1));
    TorchSample nested = oneToSix().tensor("w", "0", 0, of(6), of(1)).nested();

    try (TorchFile file = open(flat, legacy)) {
      assertThat(file.names()).containsExactly("w");
      assertThat(file.type("w")).isEqualTo(ElementType.F32);
      assertThat(file.read("w").shape()).isEqualTo(Shape.of(2, 3));
      assertThat(file.read("w").toFloats().data()).containsExactly(1, 2, 3, 4, 5, 6);
    }
    try (TorchFile file = open(nested, legacy)) {
      assertThat(file.read("w").toFloats().data()).containsExactly(1, 2, 3, 4, 5, 6);
      assertThat(file.metadata()).containsEntry("global_step", "470000");
    }
  }

  @ParameterizedTest(name = "legacy {0}")
  @ValueSource(booleans = {false, true})
  @DisplayName("Tensors share a storage, at offsets, transposed and with gaps")
  void views(boolean legacy) throws IOException {
    TorchSample sample =
        oneToSix()
            .tensor("tail", "0", 4, of(2), of(1))
            .tensor("transposed", "0", 0, of(3, 2), of(1, 3))
            .tensor("every other", "0", 1, of(3), of(2))
            .tensor("swapped", "0", 0, of(1, 2, 1, 3), of(6, 1, 6, 2))
            .tensor("repeated", "0", 2, of(4), of(0))
            .tensor("scalar", "0", 3, of(), of())
            .tensor("none", "0", 0, of(0, 2), of(2, 1));

    try (TorchFile file = open(sample, legacy)) {
      assertThat(file.read("tail").toFloats().data()).containsExactly(5, 6);
      assertThat(file.read("transposed").toFloats().data()).containsExactly(1, 4, 2, 5, 3, 6);
      assertThat(file.read("every other").toFloats().data()).containsExactly(2, 4, 6);
      assertThat(file.read("swapped").toFloats().data()).containsExactly(1, 3, 5, 2, 4, 6);
      assertThat(file.read("repeated").toFloats().data()).containsExactly(3, 3, 3, 3);
      assertThat(file.read("scalar").toFloats().data()).containsExactly(4);
      assertThat(file.read("none").shape()).isEqualTo(Shape.of(0, 2));
      StoredTensor gathered = file.read("transposed");
      assertThat(gathered.data().isDirect()).isTrue();
    }
  }

  @Test
  @DisplayName("Stored zip entries are mapped in place, without a copy")
  void mapped() throws IOException {
    try (TorchFile file = open(oneToSix().tensor("w", "0", 0, of(6), of(1)), false)) {
      assertThat(file.read("w").data().isReadOnly()).isTrue();
    }
  }

  @ParameterizedTest(name = "legacy {0}")
  @ValueSource(booleans = {false, true})
  @DisplayName("A refused value among the weights is listed, named when asked for, never called")
  void refused(boolean legacy) throws IOException {
    Path marker = folder.resolve("executed");
    TorchSample sample =
        oneToSix().tensor("good", "0", 0, of(6), of(1)).entry("bad", out -> out.attack(marker));

    try (TorchFile file = open(sample.nested(), legacy)) {
      assertThat(file.names()).containsExactly("good", "bad");
      assertThat(file.read("good").toFloats().data()).hasSize(6);
      assertThatThrownBy(() -> file.shape("bad"))
          .isInstanceOf(FormatException.class)
          .hasMessageContaining("t.ckpt")
          .hasMessageContaining("tensor bad would be made by calling os.system, which is refused");
      assertThatThrownBy(() -> file.read("bad")).isInstanceOf(FormatException.class);
    }
    assertThat(marker).doesNotExist();
  }

  @Test
  @DisplayName("Trainer entries with classes as keys and rebuilt objects are left out")
  void trainerEntries() throws IOException {
    TorchSample sample = oneToSix().tensor("w", "0", 0, of(6), of(1));
    sample.entry(
        "callbacks",
        out -> {
          out.op('}').global("pytorch_lightning.callbacks", "ModelCheckpoint");
          out.op('}').text("monitor").text("loss").op('s').op('s');
        });
    sample.entry(
        "hparams",
        out -> {
          out.global("copyreg", "_reconstructor").op('(').global("x", "Y").op('N').op('t').op('R');
          out.op('}').text("lr").number(1).op('s').op('b');
        });
    sample.entry("optimizer_states", out -> out.op(']'));

    try (TorchFile file = open(sample, false)) {
      assertThat(file.names()).containsExactly("w", "hparams");
      assertThat(file.read("w").toFloats().data()).hasSize(6);
    }
  }

  @Test
  @DisplayName("A parameter is its tensor")
  void parameter() throws IOException {
    TorchSample sample = oneToSix();
    sample.entry(
        "p",
        out -> {
          out.global("torch._utils", "_rebuild_parameter").op('(');
          out.tensor("FloatStorage", "0", 6, 0, of(6), of(1)).raw(0x88);
          out.global("collections", "OrderedDict").op(')').op('R').op('t').op('R');
        });

    try (TorchFile file = open(sample, false)) {
      assertThat(file.read("p").toFloats().data()).containsExactly(1, 2, 3, 4, 5, 6);
    }
  }

  @Test
  @DisplayName("Half, bfloat16 and integer storages keep their type; complex ones are refused")
  void types() throws IOException {
    TorchSample sample =
        new TorchSample()
            .storage("HalfStorage", "h", 1, new byte[] {0, 0x3c})
            .storage("BFloat16Storage", "b", 1, new byte[] {(byte) 0x80, 0x3f})
            .storage("LongStorage", "l", 1, new byte[] {1, 0, 0, 0, 0, 0, 0, 0})
            .storage("ComplexFloatStorage", "c", 1, new byte[8])
            .tensor("h", "h", 0, of(1), of(1))
            .tensor("b", "b", 0, of(1), of(1))
            .tensor("l", "l", 0, of(1), of(1))
            .tensor("c", "c", 0, of(1), of(1));

    try (TorchFile file = open(sample, true)) {
      for (String name : new String[] {"h", "b", "l"}) {
        assertThat(file.read(name).element(0)).as(name).isEqualTo(1);
      }
      assertThat(file.type("b")).isEqualTo(ElementType.BF16);
      assertThatThrownBy(() -> file.type("c"))
          .isInstanceOf(FormatException.class)
          .hasMessageContaining("tensor c is a ComplexFloatStorage");
    }
  }

  @Test
  @DisplayName("A root that is no dictionary is refused, by name if it is a call")
  void roots() {
    Path marker = folder.resolve("executed");
    PickleWriter attack = new PickleWriter().attack(marker);
    TorchSample wrapped = oneToSix().entry("state_dict", out -> out.attack(marker));

    TorchSample overlong = oneToSix().tensor("n".repeat(1001), "0", 0, of(6), of(1));

    assertThatThrownBy(() -> open(overlong, false))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("name has 1001 characters");
    assertThatThrownBy(() -> openLegacy(attack.stop()))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("expected the checkpoint to be a dictionary")
        .hasMessageContaining("os.system");
    assertThatThrownBy(() -> openLegacy(new PickleWriter().number(1).stop()))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("is something else");
    assertThatThrownBy(() -> open(wrapped, false))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("expected state_dict to be a dictionary")
        .hasMessageContaining("os.system");
    assertThat(marker).doesNotExist();
  }

  private TorchFile openLegacy(byte[] object) throws IOException {
    byte[] bytes = new LegacyWriter().preamble(true).bytes(object).keys(List.of()).finish();
    Path path = Files.write(folder.resolve("t.ckpt"), bytes);
    try (MappedFile file = MappedFile.open(path)) {
      return TorchFile.openLegacy(file);
    }
  }
}
