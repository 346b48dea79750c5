package org.latentj.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.model.UNetConfig;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

class TimestepEmbeddingTest {
  private static final double[] TIMESTEPS = {0, 1, 20.5, 500, 981, 999};

  private static UNetConfig config(int width, boolean flip, double shift) {
    return UNetConfig.builder()
        .blockOutChannels(List.of(width))
        .layersPerBlock(1)
        .crossAttention(List.of(false))
        .heads(List.of(1))
        .crossAttentionDim(8)
        .normGroups(4)
        .flipSinToCos(flip)
        .freqShift(shift)
        .sampleSize(8)
        .build();
  }

  @Test
  @DisplayName("the row of t is cos and sin of t / 10000^(i/half), cosines first")
  void formula() {
    int half = 160;
    FloatTensor rows = TimestepEmbedding.of(TIMESTEPS, config(2 * half, true, 0));

    assertThat(rows.shape()).isEqualTo(Shape.of(TIMESTEPS.length, 2 * half));
    for (int row = 0; row < TIMESTEPS.length; row++) {
      for (int i = 0; i < half; i++) {
        double angle = TIMESTEPS[row] / Math.pow(10000, (double) i / half);
        // The frequencies are float32 upstream too, which turns the angle by some 1e-7 of it.
        Offset<Double> tolerance = within(1e-6 + 3e-7 * angle);
        assertThat((double) rows.data()[row * 2 * half + i])
            .as("cos, t %s, i %d", TIMESTEPS[row], i)
            .isEqualTo(Math.cos(angle), tolerance);
        assertThat((double) rows.data()[row * 2 * half + half + i])
            .as("sin, t %s, i %d", TIMESTEPS[row], i)
            .isEqualTo(Math.sin(angle), tolerance);
      }
    }
  }

  @Test
  @DisplayName("a guidance scale is embedded as sines, then cosines, of 1000 times what exceeds 1")
  void guidance() {
    FloatTensor row = TimestepEmbedding.ofGuidance(7.5, config(8, true, 0).withGuidanceWidth(6));

    assertThat(row.shape()).isEqualTo(Shape.of(1, 6));
    double[] angles = {6500, 65, 0.65};
    for (int i = 0; i < 3; i++) {
      // Angles are float32 upstream, too.
      Offset<Double> tolerance = within(1e-6 + 2e-7 * angles[i]);
      assertThat((double) row.data()[i]).isEqualTo(Math.sin(angles[i]), tolerance);
      assertThat((double) row.data()[3 + i]).isEqualTo(Math.cos(angles[i]), tolerance);
    }
    assertThat(TimestepEmbedding.ofGuidance(1, config(8, true, 0).withGuidanceWidth(4)).data())
        .containsExactly(0, 0, 1, 1);
  }

  @Test
  @DisplayName("without the flip the sines come first, and nothing else changes")
  void notFlipped() {
    float[] flipped = TimestepEmbedding.of(TIMESTEPS, config(8, true, 0)).data();
    float[] plain = TimestepEmbedding.of(TIMESTEPS, config(8, false, 0)).data();

    for (int row = 0; row < TIMESTEPS.length; row++) {
      for (int i = 0; i < 4; i++) {
        assertThat(plain[row * 8 + i]).isEqualTo(flipped[row * 8 + 4 + i]);
        assertThat(plain[row * 8 + 4 + i]).isEqualTo(flipped[row * 8 + i]);
      }
    }
  }

  @Test
  @DisplayName("a shift of 1 makes the slowest frequency exactly 1/10000")
  void shift() {
    float[] row = TimestepEmbedding.of(new double[] {1000}, config(8, true, 1)).data();

    assertThat(row[0]).isEqualTo((float) Math.cos(1000));
    assertThat(row[3]).isCloseTo((float) Math.cos(0.1), within(1e-6f));
    assertThat(row[7]).isCloseTo((float) Math.sin(0.1), within(1e-6f));
  }

  @Test
  @DisplayName("every pair has length 1, timestep 0 is (1, 0), and -t mirrors the sines")
  void symmetries() {
    float[] rows =
        TimestepEmbedding.of(new double[] {0, 713.25, -713.25}, config(16, true, 0)).data();

    for (int i = 0; i < 8; i++) {
      assertThat(rows[i]).isEqualTo(1f);
      assertThat(rows[8 + i]).isEqualTo(0f);
      assertThat(Math.hypot(rows[16 + i], rows[24 + i])).isCloseTo(1, within(1e-6));
      assertThat(rows[32 + i]).isEqualTo(rows[16 + i]);
      assertThat(rows[40 + i]).isEqualTo(-rows[24 + i]);
    }
  }

  @Test
  @DisplayName("an odd width ends with a zero, as upstream pads it")
  void oddWidth() {
    float[] row = TimestepEmbedding.of(new double[] {1}, config(5, true, 0)).data();

    assertThat(row).hasSize(5);
    assertThat(row[4]).isZero();
    assertThat(row[3]).isNotZero();
  }
}
