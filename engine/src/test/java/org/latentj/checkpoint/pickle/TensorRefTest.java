package org.latentj.checkpoint.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.latentj.checkpoint.pickle.Pickles.load;

import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.latentj.checkpoint.fixture.PickleWriter;
import org.latentj.tensor.Shape;

class TensorRefTest {

  private static long[] of(long... values) {
    return values;
  }

  private static TensorRef tensor(long elements, long offset, long[] size, long[] stride)
      throws PickleException {
    return (TensorRef)
        load(new PickleWriter().tensor("FloatStorage", "0", elements, offset, size, stride).stop());
  }

  @Test
  @DisplayName("A tensor keeps its storage, offset, size and stride")
  void fields() throws PickleException {
    TensorRef tensor = tensor(12, 2, of(2, 3), of(5, 1));

    assertThat(tensor.storage()).isEqualTo(new StorageRef("0", StorageType.FLOAT, 12));
    assertThat(tensor.offset()).isEqualTo(2);
    assertThat(tensor.shape()).isEqualTo(Shape.of(2, 3));
    assertThat(tensor.strides()).containsExactly(5L, 1L);
    assertThat(tensor.contiguous()).isFalse();
    assertThat(tensor.span()).isEqualTo(8);
  }

  static Stream<Arguments> layouts() {
    return Stream.of(
        Arguments.of(of(), of(), true),
        Arguments.of(of(2, 3), of(3, 1), true),
        Arguments.of(of(2, 3), of(1, 2), false),
        Arguments.of(of(1, 3), of(99, 1), true),
        Arguments.of(of(3, 1), of(1, 7), true),
        Arguments.of(of(3), of(2), false),
        Arguments.of(of(2, 0, 3), of(7, 7, 7), true));
  }

  @ParameterizedTest
  @MethodSource("layouts")
  @DisplayName("Contiguous is what is row-major without gaps, whatever axes of one element say")
  void contiguous(long[] size, long[] stride, boolean expected) throws PickleException {
    assertThat(tensor(6, 0, size, stride).contiguous()).isEqualTo(expected);
  }

  static Stream<Arguments> outOfBounds() {
    long max = Long.MAX_VALUE;
    return Stream.of(
        Arguments.of("one too many", 5, 0, of(2, 3), of(3, 1)),
        Arguments.of("offset", 6, 1, of(2, 3), of(3, 1)),
        Arguments.of("stride", 6, 0, of(2, 3), of(4, 1)),
        Arguments.of("huge offset", 6, max, of(1), of(1)),
        Arguments.of("huge stride", 6, 0, of(2), of(max)),
        Arguments.of("strides that overflow together", 6, 0, of(2, 2), of(max, max)),
        Arguments.of("huge size", 6, 0, of(max), of(1)),
        Arguments.of("sizes that overflow together", 6, 0, of(max, max), of(0, 0)),
        Arguments.of("repetition by stride 0", 6, 0, of(1_000_000), of(0)),
        Arguments.of("empty storage", 0, 0, of(1), of(1)),
        Arguments.of("negative offset", 6, -1, of(1), of(1)),
        Arguments.of("negative size", 6, 0, of(-1), of(1)),
        Arguments.of("negative stride", 6, 3, of(2), of(-1)),
        Arguments.of("more strides than sizes", 6, 0, of(2), of(1, 1)),
        Arguments.of("40 dimensions", 6, 0, new long[40], new long[40]));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("outOfBounds")
  @DisplayName("A tensor that reaches out of its storage is refused")
  void refused(String what, long elements, long offset, long[] size, long[] stride) {
    assertThatThrownBy(() -> tensor(elements, offset, size, stride))
        .as(what)
        .isInstanceOf(PickleException.class)
        .hasMessageMatching("(?s).*(a tensor of size|expected a number of 0 or more).*");
  }

  @Test
  @DisplayName("A storage given twice with different sizes, or of no known class, is refused")
  void storages() {
    PickleWriter twice = new PickleWriter().op('(');
    twice.storage("FloatStorage", "7", 4).storage("FloatStorage", "7", 5).op('t');
    PickleWriter overlong = new PickleWriter().storage("FloatStorage", "7".repeat(201), 4);
    PickleWriter unknown = new PickleWriter().storage("EvilStorage", "7", 4);

    assertThatThrownBy(() -> load(twice.stop()))
        .isInstanceOf(PickleException.class)
        .hasMessageContaining("storage 7 is given twice");
    assertThatThrownBy(() -> load(overlong.stop()))
        .isInstanceOf(PickleException.class)
        .hasMessageContaining("not that of a tensor storage");
    assertThatThrownBy(() -> load(unknown.stop()))
        .isInstanceOf(PickleException.class)
        .hasMessageContaining("torch.EvilStorage is not a known storage class");
  }
}
