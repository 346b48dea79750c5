package org.latentj.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

class PhiloxNoiseTest {

  @ParameterizedTest
  @CsvSource({
    "00000000 00000000 00000000 00000000, 00000000 00000000, 6627e8d5 e169c58d bc57ac4c 9b00dbd8",
    "ffffffff ffffffff ffffffff ffffffff, ffffffff ffffffff, 408f276d 41c83b0e a20bc7c6 6d5451fd",
    "243f6a88 85a308d3 13198a2e 03707344, a4093822 299f31d0, d16cfe09 94fdcceb 5001e420 24126ea1"
  })
  @DisplayName("the known-answer vectors of Random123 (philox4x32-10) hold")
  void knownAnswers(String counter, String key, String expected) {
    int[] words = words(counter);
    int[] keys = words(key);
    Philox4x32.encrypt(words, keys[0], keys[1]);
    assertThat(words).containsExactly(words(expected));
  }

  private static int[] words(String hex) {
    return java.util.Arrays.stream(hex.split(" "))
        .mapToInt(w -> Integer.parseUnsignedInt(w, 16))
        .toArray();
  }

  @Test
  @DisplayName("seed 0 begins as in webui's documentation of its NV generator")
  void seedZero() {
    float[] data = new PhiloxNoise(0).normal(Shape.of(3, 4)).data();
    float[] expected = {
      -0.9246624f, -0.42534396f, -2.6438457f, 0.14518388f, -0.12086647f, -0.57972564f,
      -0.62285122f, -0.32838709f, -1.07454231f, -0.36314407f, -1.67105067f, 2.26550497f
    };
    assertThat(data).containsExactly(expected, offset(5e-7f));
    assertThat(data[0]).isEqualTo(-0.9246624f);
    assertThat(data[1]).isEqualTo(-0.42534396f);
  }

  @Test
  @DisplayName("each call counts once, whatever its size, and begins new numbers")
  void offsets() {
    PhiloxNoise small = new PhiloxNoise(5);
    PhiloxNoise large = new PhiloxNoise(5);
    small.normal(Shape.of(1));
    large.normal(Shape.of(1, 4, 64, 64));
    assertThat(small.normal(Shape.of(8)).data()).containsExactly(large.normal(Shape.of(8)).data());
  }

  @Test
  @DisplayName("a short draw is a prefix of a long one")
  void prefix() {
    float[] small = new PhiloxNoise(-3).normal(Shape.of(2)).data();
    float[] large = new PhiloxNoise(-3).normal(Shape.of(50)).data();
    assertThat(small).containsExactly(large[0], large[1]);
  }

  @Test
  @DisplayName("seeds differ in all 64 bits")
  void highBitsCount() {
    FloatTensor low = new PhiloxNoise(1).normal(Shape.of(64));
    FloatTensor high = new PhiloxNoise(1L << 32 | 1).normal(Shape.of(64));
    assertThat(low.maxAbsDifference(high)).isGreaterThan(0.5);
  }
}
