package org.latentj.noise;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentj.tensor.Shape;

/** Compares with the libtorch that runs these tests, whose seed is one for the whole process. */
class LibtorchNoiseTest {
  private static final List<Integer> COUNTS = List.of(1, 3, 256, 17, 5, 15, 16, 100, 2, 4096, 33);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 42, -1, 2147483647})
  @DisplayName("float32 draws of mixed sizes agree within rounding")
  void float32(int seed) {
    assertAgrees(TorchNoise.float32(seed), seed, DataType.FLOAT32, 1e-6f);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 42, -1, 2147483647})
  @DisplayName("float16 draws of mixed sizes agree within one rounding step of a half")
  void float16(int seed) {
    assertAgrees(TorchNoise.float16(seed), seed, DataType.FLOAT16, 2.1e-3f);
  }

  private static void assertAgrees(TorchNoise ours, int seed, DataType type, float tolerance) {
    Engine engine = Engine.getEngine("PyTorch");
    try (NDManager manager = engine.newBaseManager()) {
      engine.setRandomSeed(seed);
      for (int count : COUNTS) {
        float[] theirs = draw(manager, count, type);
        float[] drawn = ours.normal(Shape.of(count)).data();
        for (int i = 0; i < count; i++) {
          assertThat(drawn[i])
              .as("element %d of %d", i, count)
              .isBetween(theirs[i] - tolerance, theirs[i] + tolerance);
        }
      }
    }
  }

  @Test
  @DisplayName("float16 draws are nearly always the same half")
  void float16MostlyExact() {
    int count = 40_000;
    Engine engine = Engine.getEngine("PyTorch");
    try (NDManager manager = engine.newBaseManager()) {
      engine.setRandomSeed(7);
      float[] theirs = draw(manager, count, DataType.FLOAT16);
      float[] ours = TorchNoise.float16(7).normal(Shape.of(count)).data();
      int different = 0;
      for (int i = 0; i < count; i++) {
        different += ours[i] == theirs[i] ? 0 : 1;
      }
      assertThat(different).isLessThan(count / 1000);
    }
  }

  private static float[] draw(NDManager manager, int count, DataType type) {
    ai.djl.ndarray.types.Shape shape = new ai.djl.ndarray.types.Shape(count);
    try (NDArray drawn = manager.randomNormal(0, 1, shape, type);
        NDArray floats = drawn.toType(DataType.FLOAT32, true)) {
      return floats.toFloatArray();
    }
  }
}
