package org.latentj.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.latentj.tensor.StoredTensor;

/** Compares weights bit by bit. */
final class WeightsAssert {

  private WeightsAssert() {}

  static void assertSame(Weights actual, Map<String, StoredTensor> expected) {
    assertThat(actual.names()).containsExactlyInAnyOrderElementsOf(expected.keySet());
    expected.forEach(
        (name, tensor) -> {
          StoredTensor read = actual.read(name);
          assertThat(read.name()).isEqualTo(name);
          assertThat(read.type()).as(name).isEqualTo(tensor.type()).isEqualTo(actual.type(name));
          assertThat(read.shape()).as(name).isEqualTo(tensor.shape()).isEqualTo(actual.shape(name));
          assertThat(read.data()).as(name).isEqualTo(tensor.data());
        });
  }
}
