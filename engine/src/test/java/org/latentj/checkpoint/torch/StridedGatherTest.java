package org.latentj.checkpoint.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.checkpoint.pickle.StorageRef;
import org.latentj.checkpoint.pickle.StorageType;
import org.latentj.checkpoint.pickle.TensorRef;
import org.latentj.tensor.Shape;

class StridedGatherTest {

  /** Element {@code (i, j, k)} of a tensor is element {@code i*s0 + j*s1 + k*s2} of its storage. */
  private static List<Short> byDefinition(long[] size, List<Long> strides) {
    List<Short> values = new ArrayList<>();
    for (long i = 0; i < size[0]; i++) {
      for (long j = 0; j < size[1]; j++) {
        for (long k = 0; k < size[2]; k++) {
          values.add((short) (i * strides.get(0) + j * strides.get(1) + k * strides.get(2)));
        }
      }
    }
    return values;
  }

  private static List<Short> gathered(TensorRef tensor) {
    ByteBuffer storage =
        ByteBuffer.allocate(2 * (int) tensor.span()).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < tensor.span(); i++) {
      storage.putShort(2 * i, (short) i);
    }
    ByteBuffer to =
        ByteBuffer.allocate(2 * (int) tensor.shape().elements()).order(ByteOrder.LITTLE_ENDIAN);
    StridedGather.gather(storage, tensor, to);
    List<Short> values = new ArrayList<>();
    while (to.hasRemaining()) {
      values.add(to.getShort());
    }
    return values;
  }

  @Test
  @DisplayName("Whatever the sizes and strides, elements come in row-major order")
  void random() {
    Random random = new Random(3);
    for (int run = 0; run < 500; run++) {
      long[] size = {1 + random.nextInt(4), 1 + random.nextInt(4), 1 + random.nextInt(4)};
      List<Long> strides =
          List.of((long) random.nextInt(9), (long) random.nextInt(9), (long) random.nextInt(9));
      TensorRef tensor =
          new TensorRef(new StorageRef("0", StorageType.HALF, 100), 0, Shape.of(size), strides);

      assertThat(gathered(tensor))
          .as("size %s strides %s", tensor.shape(), strides)
          .isEqualTo(byDefinition(size, strides));
    }
  }

  @Test
  @DisplayName("Permuting the axes of a contiguous tensor reads each element once")
  void permuted() {
    List<Long> strides = new ArrayList<>(List.of(12L, 4L, 1L));
    List<Integer> axes = new ArrayList<>(List.of(0, 1, 2));
    long[] size = {2, 3, 4};
    Collections.shuffle(axes, new Random(4));
    long[] permutedSize = axes.stream().mapToLong(axis -> size[axis]).toArray();
    List<Long> permutedStrides = axes.stream().map(strides::get).toList();
    TensorRef tensor =
        new TensorRef(
            new StorageRef("0", StorageType.HALF, 24), 0, Shape.of(permutedSize), permutedStrides);

    List<Short> values = gathered(tensor);

    assertThat(values).doesNotHaveDuplicates().hasSize(24);
    assertThat(values).isEqualTo(byDefinition(permutedSize, permutedStrides));
  }
}
