package org.latentj.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentj.checkpoint.fixture.PickleWriter;
import org.latentj.checkpoint.fixture.TinyModel;
import org.latentj.checkpoint.fixture.TorchSample;

/**
 * Damages checkpoints at random. Whatever happens to a file, reading it must either work or end in
 * a {@link CheckpointException} with a message; any other exception or error fails the test.
 */
class CheckpointFuzzTest {
  private static final int MUTATIONS = 800;

  /** Lengths and offsets that readers get wrong. */
  private static final List<Long> LIES =
      List.of(0L, 1L, -1L, 1L << 31, (1L << 31) - 1, 1L << 32, 1L << 62, Long.MIN_VALUE, 4096L);

  @TempDir Path folder;

  private int opened;
  private int refused;

  @Test
  @DisplayName("Damaged safetensors files give a CheckpointException or weights")
  void safetensors() throws IOException {
    Path whole = TinyModel.version1().safetensors(folder.resolve("whole"), Map.of());
    byte[] bytes = Files.readAllBytes(whole);
    // Damage in the data changes values only: aim at the length and the header.
    int header = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong() + 8;

    fuzz(bytes, 0, header, 1);
  }

  @Test
  @DisplayName("Damaged zip checkpoints give a CheckpointException or weights")
  void zip() throws IOException {
    byte[] bytes = sample().zip();
    int directory = lastIndexOf(bytes, "archive/data.pkl") - 46;

    fuzz(bytes, 0, 20_000, 2);
    fuzz(bytes, directory, bytes.length, 3);
  }

  @Test
  @DisplayName("Damaged legacy checkpoints give a CheckpointException or weights")
  void legacy() throws IOException {
    byte[] bytes = sample().legacy();

    fuzz(bytes, 0, 60_000, 4);
  }

  /** With something to execute in it, so that damage might set it free. */
  private TorchSample sample() {
    return TinyModel.version1()
        .torch()
        .entry("attack", out -> out.attack(folder.resolve("executed")))
        .entry("class", out -> out.global("os", "system"))
        .entry("list", CheckpointFuzzTest::junk)
        .nested();
  }

  private static void junk(PickleWriter out) {
    out.op(']').op('(').number(1L << 40).text("x").numbers(1, 2).op('e');
  }

  private static int lastIndexOf(byte[] bytes, String text) {
    return new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf(text);
  }

  private void fuzz(byte[] whole, int from, int to, long seed) throws IOException {
    Random random = new Random(seed);
    Path file = folder.resolve("damaged");
    List<UnaryOperator<byte[]>> damages = damages(random, from, Math.min(to, whole.length));
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] bytes = whole.clone();
      for (int times = 1 + random.nextInt(3); times > 0; times--) {
        bytes = damages.get(random.nextInt(damages.size())).apply(bytes);
      }
      Files.write(file, bytes);
      attempt(file);
    }
    assertThat(folder.resolve("executed")).doesNotExist();
    assertThat(refused).as("mutations that were noticed").isGreaterThan(MUTATIONS / 3);
    assertThat(opened + refused).isGreaterThanOrEqualTo(MUTATIONS);
  }

  private static List<UnaryOperator<byte[]>> damages(Random random, int from, int to) {
    return List.of(
        bytes -> {
          int at = position(random, from, to, bytes);
          bytes[at] ^= (byte) (1 << random.nextInt(8));
          return bytes;
        },
        bytes -> {
          bytes[position(random, from, to, bytes)] = (byte) random.nextInt();
          return bytes;
        },
        bytes -> {
          int at = position(random, from, to, bytes);
          long lie = LIES.get(random.nextInt(LIES.size()));
          if (at + 8 <= bytes.length) {
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(at, lie);
          }
          return bytes;
        },
        bytes -> {
          // Digits in JSON and lines in pickles: swap a byte with its neighbour.
          int at = position(random, from, to, bytes);
          byte kept = bytes[at];
          bytes[at] = bytes[(at + 1) % bytes.length];
          bytes[(at + 1) % bytes.length] = kept;
          return bytes;
        },
        bytes ->
            random.nextInt(4) == 0
                ? Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length))
                : bytes);
  }

  private static int position(Random random, int from, int to, byte[] bytes) {
    return Math.min(from + random.nextInt(to - from), bytes.length - 1);
  }

  private void attempt(Path file) {
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      for (Weights weights :
          List.of(checkpoint.unet(), checkpoint.vae(), checkpoint.textEncoder())) {
        String first = weights.names().iterator().next();
        weights.read(first).element(0);
      }
      opened++;
    } catch (CheckpointException e) {
      assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(20_000);
      refused++;
    }
  }
}
