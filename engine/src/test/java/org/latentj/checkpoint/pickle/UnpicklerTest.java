package org.latentj.checkpoint.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.latentj.checkpoint.pickle.Pickles.load;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentj.checkpoint.fixture.PickleWriter;

class UnpicklerTest {
  private static PickleWriter pickle() {
    return new PickleWriter();
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest(name = "{0} is {1}")
  @DisplayName("Numbers of all protocols come out as Python reads them")
  @CsvSource({
    "4b ff 2e, 255",
    "4d ffff 2e, 65535",
    "4a ffffffff 2e, -1",
    "8a 00 2e, 0",
    "8a 01 ff 2e, -1",
    "8a 02 ff00 2e, 255",
    "8a 08 ffffffffffffff7f 2e, 9223372036854775807",
    "8b 01000000 80 2e, -128",
    "49 3432 0a 2e, 42",
    "4c 3432 4c 0a 2e, 42",
  })
  void integers(String hex, long expected) throws PickleException {
    assertThat(load(hex)).isEqualTo(expected);
  }

  @Test
  @DisplayName("A number beyond 64 bits becomes a BigInteger")
  void bigInteger() throws PickleException {
    assertThat(load("8a 0a 6cfc9c46f9206aa85019 2e"))
        .isEqualTo(new BigInteger("1950a86a20f9469cfc6c", 16));
  }

  @Test
  @DisplayName("Text, floats, flags and None come out as themselves, byte strings as nothing")
  void scalars() throws PickleException {
    assertThat(load(pickle().text("größe").stop())).isEqualTo("größe");
    assertThat(load(latin1("\u0080\u0004\u008c\u0002ab."))).isEqualTo("ab");
    assertThat(load(latin1("\u008d\u0001\0\0\0\0\0\0\0z."))).isEqualTo("z");
    assertThat(load(latin1("Vline\n."))).isEqualTo("line");
    assertThat(load("47 3ff8000000000000 2e")).isEqualTo(1.5);
    assertThat(load(latin1("F2.5\n."))).isEqualTo(2.5);
    assertThat(load("88 2e")).isEqualTo(true);
    assertThat(load("89 2e")).isEqualTo(false);
    assertThat(load("4e 2e")).isNull();
    assertThat(load("43 02 0102 2e")).isNull();
  }

  @Test
  @DisplayName("Lists, tuples and dictionaries nest; keys that are not text are dropped")
  void containers() throws PickleException {
    PickleWriter writer = pickle().op('}').op('(');
    writer.text("list").op(']').op('(').number(1).number(2).op('e');
    writer.text("tuple").numbers(3, 4);
    writer.number(5).text("dropped");
    writer.global("some", "Class").text("dropped too").op('u');

    PickleDict dict = (PickleDict) load(writer.stop());

    assertThat(dict.entries()).containsOnlyKeys("list", "tuple");
    assertThat(((PickleList) dict.entries().get("list")).items()).containsExactly(1L, 2L);
    assertThat(((PickleTuple) dict.entries().get("tuple")).items()).containsExactly(3L, 4L);
  }

  @Test
  @DisplayName("The memo gives back the same object, also one that contains itself")
  void memo() throws PickleException {
    // A list, put under 0, with itself appended.
    PickleList list = (PickleList) load("5d 71 00 68 00 61 2e");

    assertThat(list.items()).hasSize(1);
    assertThat(list.items().get(0)).isSameAs(list);
  }

  @Test
  @DisplayName("Protocol 4 frames, memoised text and stacked globals are read")
  void protocol4() throws PickleException {
    byte[] bytes =
        latin1(
            "\u0080\u0004\u0095\u0010\0\0\0\0\0\0\0\u008c\u0002os\u0094\u008c\u0006system\u0094\u0093.");

    assertThat(load(bytes)).isEqualTo(new Global("os", "system"));
  }

  @Test
  @DisplayName("An ordered dictionary can be built from pairs and carry attributes")
  void orderedDict() throws PickleException {
    PickleWriter writer = pickle().global("collections", "OrderedDict").op(')').op('R');
    writer.op('(').text("a").number(1).op('u');
    // A state dict's _metadata.
    writer.op('}').text("_metadata").op('}').op('s').op('b');
    PickleWriter pairs = pickle().global("collections", "OrderedDict");
    pairs.op(']').op('(').text("b").number(2).op('t').op('a').raw(0x85).op('R');

    assertThat(((PickleDict) load(writer.stop())).entries()).containsOnlyKeys("a");
    assertThat(((PickleDict) load(pairs.stop())).entries()).containsEntry("b", 2L);
  }

  @Test
  @DisplayName("Calling os.system gives an inert mark that remembers the name")
  void attack(@TempDir Path folder) throws PickleException {
    Path marker = folder.resolve("executed");

    Object result = load(pickle().attack(marker).stop());

    assertThat(result).isEqualTo(new Refused(new Global("os", "system")));
    assertThat(marker).doesNotExist();
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("No way of calling gets past the allow-list")
  @ValueSource(
      strings = {
        // REDUCE, NEWOBJ, NEWOBJ_EX, INST, OBJ of builtins.eval
        "cbuiltins\neval\n(Vx\ntR.",
        "cbuiltins\neval\n(Vx\nt\u0081.",
        "cbuiltins\neval\n(Vx\nt}\u0092.",
        "(Vx\nibuiltins\neval\n.",
        "(cbuiltins\neval\nVx\no.",
        // what eval returned is called, set and built on
        "cbuiltins\neval\n(Vx\ntR(Vy\ntR.",
        "cbuiltins\neval\n(Vx\ntR}b.",
        "cbuiltins\neval\n(Vx\ntRVk\nVv\ns.",
        "cbuiltins\neval\n(Vx\ntRVv\na.",
      })
  void calls(String opcodes) throws PickleException {
    assertThat(load(latin1(opcodes))).isEqualTo(new Refused(new Global("builtins", "eval")));
  }

  @Test
  @DisplayName("A tensor made of something refused is refused under that name")
  void dependsOnRefused() throws PickleException {
    PickleWriter writer = pickle().global("torch._utils", "_rebuild_tensor_v2").op('(');
    writer.global("evil", "storage").op(')').op('R');
    writer.number(0).numbers(1).numbers(1).raw(0x89).op('N').op('t').op('R');
    PickleWriter parameter = pickle().global("torch._utils", "_rebuild_parameter").op('(');
    parameter.global("evil", "tensor").op(')').op('R').raw(0x88).op('N').op('t').op('R');

    assertThat(load(writer.stop())).isEqualTo(new Refused(new Global("evil", "storage")));
    assertThat(load(parameter.stop())).isEqualTo(new Refused(new Global("evil", "tensor")));
  }

  @ParameterizedTest(name = "{index}: {1}")
  @DisplayName("A malformed pickle is refused with what is wrong")
  @CsvSource({
    "'', needed at byte 0",
    "2e, stack is empty",
    "4b, needed at byte 1",
    "58 ffffffff 2e, at most 16777216",
    "58 10000000 6162 2e, cut off",
    "8d ffffffffffffffff 2e, 18446744073709551615",
    "43 ff 00 2e, cut off",
    "8b ffffffff 2e, at most 1024",
    "74 2e, a mark is needed",
    "28 2e, stack is empty",
    "28 52 2e, stack is empty",
    "68 05 2e, nothing was remembered under 5",
    "80 06 4e 2e, protocol 0 to 5",
    "4e 4e 52 2e, a tuple or list but found None",
    "4e 29 52 2e, not a name but None",
    "7d 28 4e 75 2e, a key without a value",
    "4e 4e 4e 73 2e, items are set in None",
    "4e 4e 61 2e, items are appended to None",
    "4e 7d 62 2e, attributes are set on None",
    "4e 4e 93 2e, not text",
    "28 6f 2e, an instance is made of no class",
    "4e 51 2e, a tuple or list but found None",
    "29 51 2e, not that of a tensor storage",
    "82 01 2e, opcode 0x82 at byte 0",
    "50 31 0a 2e, opcode 0x50",
    "49 78 0a 2e, a decimal number",
    "46 78 0a 2e, a number",
    "56 78, cut off",
  })
  void malformed(String hex, String message) {
    assertThatThrownBy(() -> load(hex))
        .isInstanceOf(PickleException.class)
        .hasMessageContaining(message);
  }

  @Test
  @DisplayName("Endless pickles end at the limits of opcodes, depth and marks")
  void limits() {
    assertThatThrownBy(() -> load(repeated("4e 30", Unpickler.MAX_OPCODES)))
        .hasMessageContaining("more than 1000000 opcodes");
    assertThatThrownBy(() -> load(repeated("28", 20_000))).hasMessageContaining("nested marks");
  }

  @Test
  @DisplayName("One list of pairs cannot be made into dictionaries without end")
  void pairs() {
    PickleWriter writer = pickle().op(']').raw('q', 0).op('(');
    for (int i = 0; i < 1000; i++) {
      writer.numbers(i, i);
    }
    writer.op('e').global("collections", "OrderedDict").raw('q', 1);
    for (int i = 0; i < 1001; i++) {
      writer.raw('h', 1, 'h', 0, 0x85).op('R').op('0');
    }

    assertThatThrownBy(() -> load(writer.stop()))
        .isInstanceOf(PickleException.class)
        .hasMessageContaining("more than 1000000 pairs");
  }

  @Test
  @DisplayName("A million nested tuples neither overflow the stack nor the heap")
  void deepNesting() throws PickleException {
    String tuples = "85".repeat(Unpickler.MAX_OPCODES - 10);

    Object outer = load("4e" + tuples + "2e");

    assertThat(outer).isInstanceOf(PickleTuple.class);
    assertThat(((PickleTuple) outer).items().get(0)).isInstanceOf(PickleTuple.class);
  }

  @Test
  @DisplayName("What follows STOP is left alone")
  void length() throws PickleException {
    Unpickler.Result result = Unpickler.load(ByteBuffer.wrap(new byte[] {'N', '.', 'x', 'x'}));

    assertThat(result.length()).isEqualTo(2);
    assertThat(result.storages()).isEmpty();
  }

  @Test
  @DisplayName("A dictionary that is its own key does not make the reader hang")
  void ownKey() throws PickleException {
    PickleDict dict = (PickleDict) load("7d 71 00 68 00 68 00 73 2e");

    assertThat(dict.entries()).isEmpty();
  }

  private static String repeated(String hex, int times) {
    return hex.repeat(times);
  }
}
