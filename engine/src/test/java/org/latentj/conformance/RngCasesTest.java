package org.latentj.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

@DisplayName("A case of random numbers")
class RngCasesTest {
  private static final String ROWS =
      "{'rows': [{'key': 'seed0.one', 'seed': 0, 'shape': [1, 4]},"
          + " {'key': 'seed0.sequence.*', 'seed': 0, 'shapes_in_order': [[1], [2]]}]}";

  @TempDir Path root;

  /** The first numbers of torch.randn and torch.rand after {@code torch.manual_seed(0)}. */
  private String run(String changed) throws IOException {
    TestPack pack = TestPack.in(root).listed("rng", "rng", ROWS, 1e-6);
    vector(pack, "one", changed, 1.54099602f, -0.29342890f, -2.17878938f, 0.56843126f);
    vector(pack, "sequence.0", changed, 1.54099602f);
    vector(pack, "sequence.1", changed, -0.29342890f, -2.17878938f);
    vector(pack, "uniform", changed, 0.49625659f, 0.76822180f);
    // The reference implementation of MT19937, seeded with 0.
    pack.longs("seed0.raw_uint32", 2357136044L, changed.equals("raw_uint32") ? 0 : 2546248239L);
    return RunningCase.line(pack.file("cases/rng"));
  }

  private static void vector(TestPack pack, String name, String changed, float... values) {
    values[values.length - 1] += name.equals(changed) ? 1e-5f : 0;
    Shape shape = name.equals("one") ? Shape.of(1, 4) : Shape.of(values.length);
    pack.tensor("seed0." + name, new FloatTensor(shape, values));
  }

  @Test
  @DisplayName("passes with what PyTorch draws")
  void passes() throws IOException {
    assertThat(run("")).endsWith("pass");
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("fails if one number of any of its tensors is another")
  @ValueSource(strings = {"one", "sequence.0", "sequence.1", "uniform", "raw_uint32"})
  void everyTensorCounts(String changed) throws IOException {
    assertThat(run(changed)).contains("fail  seed0." + changed);
  }
}
