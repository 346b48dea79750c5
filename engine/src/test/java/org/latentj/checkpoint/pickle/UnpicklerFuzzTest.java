package org.latentj.checkpoint.pickle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentj.checkpoint.fixture.PickleWriter;

/**
 * Runs the interpreter on random pickles. It must end with a value or a {@link PickleException};
 * any other exception or error fails the test.
 */
class UnpicklerFuzzTest {
  private static final int RUNS = 50_000;

  /** Opcodes of all groups and names, whole, so that random programs get further than a byte. */
  private static final String[] OPCODES = {
    "N",
    "\u0088",
    "K\u0001",
    "(",
    "(",
    ")",
    ")",
    "t",
    "\u0085",
    "\u0086",
    "]",
    "l",
    "a",
    "e",
    "}",
    "d",
    "s",
    "u",
    "0",
    "1",
    "2",
    "q\0",
    "h\0",
    "\u0094",
    "R",
    "R",
    "\u0081",
    "\u0092",
    "o",
    "b",
    "Q",
    "\u0093",
    "\u008f",
    "\u0090",
    "\u0091",
    "Vx\n",
    "Vstorage\n",
    "ctorch\nFloatStorage\n",
    "ccollections\nOrderedDict\n",
    "ctorch._utils\n_rebuild_tensor_v2\n",
    "ctorch._utils\n_rebuild_parameter\n",
    "cos\nsystem\n"
  };

  @Test
  @DisplayName("Damaged pickles end with a value or a PickleException, and execute nothing")
  void damaged(@TempDir Path folder) {
    Path marker = folder.resolve("executed");
    byte[] whole =
        new PickleWriter()
            .op('}')
            .op('(')
            .text("w")
            .tensor("FloatStorage", "0", 12, 2, new long[] {2, 3}, new long[] {5, 1})
            .text("attack")
            .attack(marker)
            .text("list")
            .op(']')
            .op('(')
            .number(1L << 40)
            .numbers(1, 2)
            .op('e')
            .op('u')
            .stop();
    Random random = new Random(11);
    int values = 0;
    for (int i = 0; i < RUNS; i++) {
      byte[] bytes = whole.clone();
      for (int times = 1 + random.nextInt(4); times > 0; times--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      values += attempt(bytes);
    }
    assertThat(values).as("pickles that survived").isBetween(1, RUNS - 1);
    assertThat(marker).doesNotExist();
  }

  @Test
  @DisplayName("Random programs end with a value or a PickleException")
  void programs() {
    Random random = new Random(12);
    int values = 0;
    for (int i = 0; i < RUNS; i++) {
      StringBuilder program = new StringBuilder();
      for (int length = random.nextInt(40); length >= 0; length--) {
        program.append(OPCODES[random.nextInt(OPCODES.length)]);
      }
      byte[] bytes = program.append('.').toString().getBytes(StandardCharsets.ISO_8859_1);
      values += attempt(bytes);
    }
    assertThat(values).as("programs that worked").isBetween(1, RUNS - 1);
  }

  private static int attempt(byte[] bytes) {
    try {
      Unpickler.Result result = Unpickler.load(ByteBuffer.wrap(bytes));
      assertThat(result.length()).isBetween(1, bytes.length);
      return 1;
    } catch (PickleException e) {
      assertThat(e.getMessage()).isNotBlank();
      return 0;
    }
  }
}
