package org.latentj.inpaint.composite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Locale;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.latentj.image.Mask;
import org.latentj.image.Region;
import org.latentj.inpaint.pixels.Planes;

class CompositorTest {
  private static final int WIDTH = 75;
  private static final int HEIGHT = 64;
  private static final Mask ALPHA =
      Mask.ofRegion(WIDTH, HEIGHT, new Region(20, 16, 32, 32)).blur(2);

  private static Planes texture(double offset) {
    float[] plane = new float[WIDTH * HEIGHT];
    for (int i = 0; i < plane.length; i++) {
      plane[i] = (float) (100 + offset + 20 * Math.sin(i % WIDTH) * Math.cos(i / WIDTH * 0.7));
    }
    return Planes.of(WIDTH, HEIGHT, plane);
  }

  /** The composite itself. */
  private static float[] laid(Layer layer, Planes original) {
    float[] out = original.channel(0).clone();
    float[] alpha = layer.alpha().toArray();
    for (int i = 0; i < out.length; i++) {
      out[i] += alpha[i] * (layer.pixels().channel(0)[i] - out[i]);
    }
    return out;
  }

  @ParameterizedTest
  @EnumSource(CompositeKind.class)
  @DisplayName("what was not changed is laid back unchanged, and alpha 0 stays 0")
  void identity(CompositeKind kind) {
    Planes image = texture(0);
    Layer layer = Compositor.layer(kind, image, image, ALPHA);
    float[] out = laid(layer, image);
    for (int i = 0; i < out.length; i++) {
      assertThat(out[i]).isCloseTo(image.channel(0)[i], Offset.offset(0.001f));
      boolean inside = ALPHA.toArray()[i] > 0;
      assertThat(layer.alpha().toArray()[i] > 0).isEqualTo(inside);
    }
  }

  @Test
  @DisplayName("the membrane takes a step of tone away altogether and keeps the texture")
  void membrane() {
    Planes original = texture(0);
    Planes brighter = texture(30);
    float[] out =
        laid(Compositor.layer(CompositeKind.MEMBRANE, original, brighter, ALPHA), original);
    for (int i = 0; i < out.length; i++) {
      assertThat(out[i]).isCloseTo(original.channel(0)[i], Offset.offset(0.01f));
    }
    float[] alpha =
        laid(Compositor.layer(CompositeKind.ALPHA, original, brighter, ALPHA), original);
    int middle = 32 * WIDTH + 36;
    assertThat(alpha[middle]).isCloseTo(original.channel(0)[middle] + 30, Offset.offset(0.01f));
  }

  @Test
  @DisplayName("the membrane without a border outside the selection changes nothing")
  void noBorder() {
    float[] ones = new float[WIDTH * HEIGHT];
    Arrays.fill(ones, 1);
    Planes brighter = texture(30);
    Layer layer =
        Compositor.layer(
            CompositeKind.MEMBRANE, texture(0), brighter, Mask.of(WIDTH, HEIGHT, ones));
    assertThat(layer.pixels()).isSameAs(brighter);
  }

  @Test
  @DisplayName("the pyramid turns a step of tone into a slope, and keeps both sides far from it")
  void pyramid() {
    Planes dark = Planes.constant(WIDTH, HEIGHT, 50);
    Planes bright = Planes.constant(WIDTH, HEIGHT, 150);
    Mask right = Mask.ofRegion(WIDTH, HEIGHT, new Region(37, 0, WIDTH - 37, HEIGHT));
    float[] hard = right.toArray();
    float[] out = LaplacianPyramid.blend(dark.channel(0), bright.channel(0), hard, WIDTH, HEIGHT);
    int row = 30 * WIDTH;
    float steepest = 0;
    for (int x = 1; x < WIDTH; x++) {
      float step = out[row + x] - out[row + x - 1];
      assertThat(step).isGreaterThan(-0.5f);
      steepest = Math.max(steepest, step);
    }
    assertThat(steepest).isLessThan(15);
    assertThat(out[row]).isLessThan(60);
    assertThat(out[row + WIDTH - 1]).isGreaterThan(140);
  }

  @Test
  @DisplayName("the pyramid keeps fine texture sharp on its side of the border")
  void pyramidTexture() {
    float[] stripes = new float[WIDTH * HEIGHT];
    for (int i = 0; i < stripes.length; i++) {
      stripes[i] = i % WIDTH % 2 == 0 ? 200 : 0;
    }
    float[] grey = Planes.constant(WIDTH, HEIGHT, 100).channel(0);
    float[] right = Mask.ofRegion(WIDTH, HEIGHT, new Region(37, 0, WIDTH - 37, HEIGHT)).toArray();
    float[] out = LaplacianPyramid.blend(grey, stripes, right, WIDTH, HEIGHT);
    int row = 30 * WIDTH;
    assertThat(Math.abs(out[row + 44] - out[row + 45])).isGreaterThan(150);
    assertThat(Math.abs(out[row + 28] - out[row + 29])).isLessThan(20);
  }

  @Test
  @DisplayName("kinds are found by the labels that dialogs show; others are named")
  void labels() {
    for (CompositeKind kind : CompositeKind.values()) {
      assertThat(CompositeKind.ofLabel(" " + kind.label().toUpperCase(Locale.ROOT)))
          .isEqualTo(kind);
    }
    assertThatThrownBy(() -> CompositeKind.ofLabel("glue"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "expected a composite of feathered alpha, membrane, Laplacian pyramid but got 'glue'");
  }
}
