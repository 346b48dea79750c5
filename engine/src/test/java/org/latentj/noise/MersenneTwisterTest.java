package org.latentj.noise;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentj.tensor.StoredTensor;

class MersenneTwisterTest {

  @Test
  @DisplayName("the 10000th number of seed 5489 is the one the C++ standard demands of mt19937")
  void standardCheck() {
    MersenneTwister twister = new MersenneTwister(5489);
    for (int i = 1; i < 10_000; i++) {
      twister.next32();
    }
    assertThat(Integer.toUnsignedLong(twister.next32())).isEqualTo(4123659995L);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 42, 2147483655L, 123456789012L})
  @DisplayName("the first 1300 numbers are PyTorch's")
  void matchesPyTorch(long seed) {
    StoredTensor expected = ReferenceNoise.load().tensor("seed" + seed + ".raw_uint32");
    MersenneTwister twister = new MersenneTwister(seed);
    for (int i = 0; i < expected.shape().size(0); i++) {
      assertThat((double) Integer.toUnsignedLong(twister.next32())).isEqualTo(expected.element(i));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 4294967295",
    "-1, 9223372036854775807",
    "0, 4294967296",
    "0, -9223372036854775808",
    "7, 4294967303"
  })
  @DisplayName("only the low 32 bits of a seed count, and negative seeds are two's complement")
  void seedsModulo32Bits(long seed, long same) {
    MersenneTwister one = new MersenneTwister(seed);
    MersenneTwister other = new MersenneTwister(same);
    for (int i = 0; i < 700; i++) {
      assertThat(one.next32()).isEqualTo(other.next32());
    }
  }

  @Test
  @DisplayName("64 bits are two draws, the first in the upper half")
  void sixtyFourBits() {
    MersenneTwister pairs = new MersenneTwister(42);
    MersenneTwister singles = new MersenneTwister(42);
    for (int i = 0; i < 1000; i++) {
      long high = Integer.toUnsignedLong(singles.next32());
      long low = Integer.toUnsignedLong(singles.next32());
      assertThat(pairs.next64()).isEqualTo(high * 0x1_0000_0000L + low);
    }
  }
}
