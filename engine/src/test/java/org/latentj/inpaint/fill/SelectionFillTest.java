package org.latentj.inpaint.fill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.latentj.image.Mask;
import org.latentj.image.Region;
import org.latentj.inpaint.pixels.DeepImage;
import org.latentj.inpaint.pixels.Planes;
import org.latentj.inpaint.pixels.SampleType;
import org.latentj.request.GenerationCancelledException;

class SelectionFillTest {
  private static final int WIDTH = 70;
  private static final int HEIGHT = 61;
  private static final Region HOLE = new Region(25, 20, 18, 16);
  private static final Mask MASK = Mask.ofRegion(WIDTH, HEIGHT, HOLE);

  /** A value a pixel. */
  private interface Pattern {
    double at(int x, int y);
  }

  static Stream<FillKind> standalone() {
    return FillKind.standaloneKinds().stream();
  }

  private static Planes plane(Pattern pattern) {
    float[] values = new float[WIDTH * HEIGHT];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) pattern.at(i % WIDTH, i / WIDTH);
    }
    return Planes.of(WIDTH, HEIGHT, values);
  }

  /** As {@link #plane}, with nonsense in the hole. */
  private static Planes damaged(Pattern pattern) {
    Planes whole = plane(pattern);
    return whole.withRegion(HOLE, Planes.constant(HOLE.width(), HOLE.height(), -7777));
  }

  private static float[] filled(Pattern pattern, FillKind kind) {
    return SelectionFill.fill(damaged(pattern), MASK, kind, 1).channel(0);
  }

  /** Mean difference to the pattern in the hole. */
  private static double error(Pattern pattern, FillKind kind) {
    float[] out = filled(pattern, kind);
    double sum = 0;
    for (int y = HOLE.y(); y < HOLE.bottom(); y++) {
      for (int x = HOLE.x(); x < HOLE.right(); x++) {
        sum += Math.abs(out[y * WIDTH + x] - pattern.at(x, y));
      }
    }
    return sum / HOLE.width() / HOLE.height();
  }

  @ParameterizedTest
  @MethodSource("standalone")
  @DisplayName("an even surface is continued evenly, at any value")
  void even(FillKind kind) {
    for (double value : new double[] {0, 201, 40_000, -1e-3}) {
      assertThat(error((x, y) -> value, kind)).isLessThan(1e-5 * Math.abs(value) + 1e-9);
    }
  }

  @ParameterizedTest
  @MethodSource("standalone")
  @DisplayName("outside the mask, bits are kept; inside, nothing of what was there is left")
  void bits(FillKind kind) {
    Pattern noise = (x, y) -> (x * 31 + y * 17) % 23 - 5;
    Planes image = damaged(noise);
    float[] before = image.channel(0).clone();
    float[] odd = image.channel(0);
    odd[0] = Float.intBitsToFloat(0x7fc12345);
    odd[30 * WIDTH + 10] = Float.POSITIVE_INFINITY;
    // Beside the hole: whatever learns from it shows it.
    odd[HOLE.y() * WIDTH + HOLE.x() - 1] = Float.NaN;
    float[] kept = odd.clone();
    float[] out = SelectionFill.fill(image, MASK, kind, 1).channel(0);
    for (int i = 0; i < out.length; i++) {
      if (MASK.toArray()[i] == 0) {
        assertThat(Float.floatToRawIntBits(out[i])).isEqualTo(Float.floatToRawIntBits(kept[i]));
      } else {
        assertThat(out[i]).isBetween(-6f, 19f);
      }
    }
    assertThat(odd).as("the image given is not modified").isEqualTo(kept).isNotEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("standalone")
  @DisplayName("fills follow the range of the values")
  void linear(FillKind kind) {
    Pattern wave = (x, y) -> 50 + 30 * Math.sin(x * 0.4) + 20 * Math.cos(y * 0.3);
    float[] small = filled(wave, kind);
    float[] large = filled((x, y) -> 200 * wave.at(x, y) + 1000, kind);
    for (int i = 0; i < small.length; i++) {
      if (MASK.toArray()[i] > 0) {
        assertThat(large[i]).isCloseTo(200 * small[i] + 1000, Offset.offset(20f));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("standalone")
  @DisplayName("between 0 and 1 the mask mixes")
  void soft(FillKind kind) {
    float[] half = MASK.toArray();
    for (int i = 0; i < half.length; i++) {
      half[i] *= 0.25f;
    }
    Planes image = plane((x, y) -> HOLE.x() <= x && x < HOLE.right() ? 100 : 20);
    float[] whole = SelectionFill.fill(image, MASK, kind, 1).channel(0);
    float[] mixed = SelectionFill.fill(image, Mask.of(WIDTH, HEIGHT, half), kind, 1).channel(0);
    int middle = 28 * WIDTH + 33;
    assertThat(mixed[middle]).isCloseTo(100 + (whole[middle] - 100) / 4, Offset.offset(0.01f));
  }

  @ParameterizedTest
  @MethodSource("standalone")
  @DisplayName("a hole at the image's corner is filled, and of several channels each")
  void corner(FillKind kind) {
    Mask corner = Mask.ofRegion(WIDTH, HEIGHT, new Region(0, 0, 30, 30));
    Planes gray = plane((x, y) -> 10);
    Planes other = plane((x, y) -> 99);
    Planes image = Planes.of(WIDTH, HEIGHT, gray.channel(0), other.channel(0));
    Planes out = SelectionFill.fill(image, corner, kind, 1);
    assertThat(out.channel(0)[0]).isCloseTo(10, Offset.offset(0.01f));
    assertThat(out.channel(1)[0]).isCloseTo(99, Offset.offset(0.01f));
  }

  @Test
  @DisplayName("the membrane restores a ramp, where blurs and neutral do not")
  void membrane() {
    Pattern ramp = (x, y) -> 3 * x - 2 * y + 400;
    assertThat(error(ramp, FillKind.MEMBRANE)).isLessThan(0.01);
    assertThat(error(ramp, FillKind.BLUR)).isBetween(0.5, 30.0);
    assertThat(error(ramp, FillKind.NEUTRAL)).isGreaterThan(5);
  }

  @Test
  @DisplayName("Navier-Stokes continues edges along either diagonal, better than the membrane")
  void navierStokes() {
    Pattern falling = (x, y) -> x - 34 > y - 28 ? 200 : 40;
    Pattern rising = (x, y) -> x - 34 > 28 - y ? 200 : 40;
    Pattern upright = (x, y) -> x > 34 ? 200 : 40;
    for (Pattern edge : new Pattern[] {falling, rising, upright}) {
      double membrane = error(edge, FillKind.MEMBRANE);
      assertThat(error(edge, FillKind.NAVIER_STOKES)).isLessThan(0.8 * membrane);
    }
  }

  @Test
  @DisplayName("PatchMatch continues stripes and checks, which smooth fills cannot")
  void patchMatch() {
    Pattern stripes = (x, y) -> (x + y) % 8 < 4 ? 200 : 40;
    Pattern checks = (x, y) -> (x / 5 + y / 5) % 2 == 0 ? 200 : 40;
    for (Pattern texture : new Pattern[] {stripes, checks}) {
      assertThat(error(texture, FillKind.MEMBRANE)).isGreaterThan(40);
      assertThat(error(texture, FillKind.PATCH_MATCH)).isLessThan(12);
    }
  }

  @Test
  @DisplayName("PatchMatch keeps the grain of noise, and its seed decides")
  void grain() {
    float[] noise = new float[WIDTH * HEIGHT];
    Random random = new Random(2);
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) random.nextGaussian();
    }
    Planes image = Planes.of(WIDTH, HEIGHT, noise);
    float[] one = SelectionFill.fill(image, MASK, FillKind.PATCH_MATCH, 1).channel(0);
    assertThat(SelectionFill.fill(image, MASK, FillKind.PATCH_MATCH, 1).channel(0)).isEqualTo(one);
    assertThat(SelectionFill.fill(image, MASK, FillKind.PATCH_MATCH, 2).channel(0))
        .isNotEqualTo(one);
    float[] smooth = SelectionFill.fill(image, MASK, FillKind.MEMBRANE, 1).channel(0);
    assertThat(roughness(one)).isGreaterThan(3 * roughness(smooth));
  }

  private static double roughness(float[] plane) {
    double sum = 0;
    for (int y = HOLE.y() + 2; y < HOLE.bottom() - 2; y++) {
      for (int x = HOLE.x() + 2; x < HOLE.right() - 2; x++) {
        sum += Math.abs(plane[y * WIDTH + x] - plane[y * WIDTH + x + 1]);
      }
    }
    return sum;
  }

  @Test
  @DisplayName("without a whole patch outside the hole, PatchMatch is a membrane")
  void noPatches() {
    Mask most = Mask.ofRegion(WIDTH, HEIGHT, new Region(3, 3, WIDTH - 6, HEIGHT - 6));
    Planes image = plane((x, y) -> x + y);
    assertThat(SelectionFill.fill(image, most, FillKind.PATCH_MATCH, 1).channel(0))
        .isEqualTo(SelectionFill.fill(image, most, FillKind.MEMBRANE, 1).channel(0));
  }

  @Test
  @DisplayName("samples of deep images are rounded to what they can hold")
  void deep() {
    float[] values = plane((x, y) -> 1000 * x).channel(0);
    DeepImage image = DeepImage.grey(WIDTH, HEIGHT, values, 0, 1, SampleType.UINT16);
    float[] out = SelectionFill.fill(image, MASK, FillKind.MEMBRANE, 1).samples().channel(0);
    assertThat(out[28 * WIDTH + 33]).isEqualTo(33_000);
    for (float value : out) {
      assertThat(value).isEqualTo((float) Math.rint(value));
    }
  }

  @Test
  @DisplayName("neutral takes the values that it is given")
  void neutral() {
    Planes out =
        SelectionFill.fill(plane((x, y) -> 0), MASK, FillKind.NEUTRAL, new float[] {127.5f});
    assertThat(out.channel(0)[28 * WIDTH + 33]).isEqualTo(127.5f);
    assertThatThrownBy(() -> SelectionFill.fill(out, MASK, FillKind.NEUTRAL, new float[] {1, 2, 3}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a neutral value for each of 1 channels but got 3");
  }

  @ParameterizedTest
  @EnumSource(names = {"AUTOMATIC", "ORIGINAL", "LATENT_NOISE"})
  @DisplayName("fills that need a model are refused, and the others listed")
  void needsModel(FillKind kind) {
    assertThatThrownBy(() -> SelectionFill.fill(plane((x, y) -> 0), MASK, kind, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + kind.label() + "' needs a model")
        .hasMessageContaining("navier-stokes, patchmatch");
  }

  @Test
  @DisplayName("an empty mask, a full one and one of another size are refused")
  void refused() {
    Planes image = plane((x, y) -> 0);
    float[] all = new float[WIDTH * HEIGHT];
    assertThatThrownBy(
            () -> SelectionFill.fill(image, Mask.of(WIDTH, HEIGHT, all), FillKind.MEMBRANE, 1))
        .hasMessage("the mask is empty: nothing is to be filled");
    float[] ones = new float[WIDTH * HEIGHT];
    Arrays.fill(ones, 1);
    assertThatThrownBy(
            () -> SelectionFill.fill(image, Mask.of(WIDTH, HEIGHT, ones), FillKind.MEMBRANE, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the whole image is selected")
        .hasMessageContaining("select less");
    assertThatThrownBy(
            () -> SelectionFill.fill(image, Mask.of(1, 1, new float[1]), FillKind.BLUR, 1))
        .hasMessage("expected a mask of 70x61 pixels but got 1x1");
  }

  @ParameterizedTest
  @EnumSource(
      value = FillKind.class,
      names = {"NAVIER_STOKES", "PATCH_MATCH"})
  @DisplayName("kinds that take long ask on their way whether to end, and end there")
  void cancelled(FillKind kind) {
    Planes image = damaged((x, y) -> x % 7 + y % 5);
    AtomicInteger asked = new AtomicInteger();
    SelectionFill.fill(
        image,
        MASK,
        kind,
        1,
        () -> {
          asked.incrementAndGet();
          return false;
        });
    int inAll = asked.getAndSet(0);

    assertThatThrownBy(
            () ->
                SelectionFill.fill(image, MASK, kind, 1, () -> asked.incrementAndGet() > inAll / 2))
        .isInstanceOf(GenerationCancelledException.class)
        .hasMessage("within the fill");
    assertThat(asked).hasValue(inAll / 2 + 1);
    // 288 pixels ask once on the march; a search asks in each of its sweeps.
    assertThat(inAll).isGreaterThanOrEqualTo(kind == FillKind.PATCH_MATCH ? 20 : 2);
  }

  @Test
  @DisplayName("kinds are found by the labels that dialogs show; others are named")
  void labels() {
    for (FillKind kind : FillKind.values()) {
      assertThat(FillKind.ofLabel(" " + kind.label() + " ")).isEqualTo(kind);
    }
    assertThatThrownBy(() -> FillKind.ofLabel("magic"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("patchmatch")
        .hasMessageContaining("got 'magic'");
  }
}
