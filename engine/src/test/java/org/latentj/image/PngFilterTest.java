package org.latentj.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A PNG line filter")
class PngFilterTest {

  @Test
  @DisplayName("is chosen so that what is left is small")
  void chooses() {
    byte[] zeros = new byte[30];
    byte[] constant = filled(30, i -> 90);
    byte[] ramp = filled(30, i -> 50 + i / 3);
    byte[] noise = filled(30, i -> i * i * 77 % 251);
    assertThat(new PngFilter(3).best(zeros, noise)[0]).as("nothing to do").isEqualTo((byte) 0);
    assertThat(new PngFilter(3).best(ramp, zeros)[0])
        .as("like its left neighbour")
        .isEqualTo((byte) 1);
    assertThat(new PngFilter(3).best(noise, noise)[0])
        .as("like the line above")
        .isEqualTo((byte) 2);
    assertThat(new PngFilter(3).best(constant, zeros)).startsWith(1, 90, 90, 90, 0, 0, 0);
  }

  @Test
  @DisplayName("can be undone by the rules of the specification")
  void isReversible() {
    Random random = new Random(4);
    boolean[] used = new boolean[5];
    for (int round = 0; round < 3000; round++) {
      byte[] above = smooth(random);
      byte[] row = random.nextBoolean() ? smooth(random) : filled(60, i -> above[i] + i / 20);
      byte[] filtered = new PngFilter(3).best(row, above);
      used[filtered[0]] = true;
      assertThat(undo(filtered, above)).isEqualTo(row);
    }
    assertThat(used).containsOnly(true);
  }

  /** Section 9.2 of the specification, from the reader's side. */
  private static byte[] undo(byte[] filtered, byte[] above) {
    byte[] row = new byte[filtered.length - 1];
    for (int x = 0; x < row.length; x++) {
      int a = x < 3 ? 0 : Byte.toUnsignedInt(row[x - 3]);
      int b = Byte.toUnsignedInt(above[x]);
      int c = x < 3 ? 0 : Byte.toUnsignedInt(above[x - 3]);
      int p = a + b - c;
      int nearest = c;
      if (Math.abs(p - a) <= Math.abs(p - b) && Math.abs(p - a) <= Math.abs(p - c)) {
        nearest = a;
      } else if (Math.abs(p - b) <= Math.abs(p - c)) {
        nearest = b;
      }
      int[] predictions = {0, a, b, (a + b) >> 1, nearest};
      row[x] = (byte) (filtered[x + 1] + predictions[filtered[0]]);
    }
    return row;
  }

  private static byte[] smooth(Random random) {
    int start = random.nextInt(256);
    int slope = random.nextInt(41) - 20;
    int roughness = 1 + random.nextInt(60);
    return filled(60, i -> start + i / 3 * slope + random.nextInt(roughness));
  }

  private static byte[] filled(int length, IntUnaryOperator value) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) value.applyAsInt(i);
    }
    return bytes;
  }
}
