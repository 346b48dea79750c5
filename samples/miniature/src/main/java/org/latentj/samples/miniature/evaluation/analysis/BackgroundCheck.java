package org.latentj.samples.miniature.evaluation.analysis;

import static org.latentj.samples.miniature.evaluation.analysis.LabPicture.EDGE;

import java.util.BitSet;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.latentj.samples.miniature.scene.Background;
import org.latentj.samples.miniature.scene.Lab;
import org.latentj.samples.miniature.scene.NamedColor;

/** Whether a picture has the background asked for, outside of its objects. */
final class BackgroundCheck {
  private static final double RIM = 5;
  private static final double PLAIN = 0.85;
  private static final double TWO = 0.5;
  private static final double HALF = 0.25;
  private static final double DOTS = 0.03;
  private static final double NEAR = 28;
  private static final int LEAST_QUARTER = EDGE * EDGE / 10;
  private static final int END = EDGE / 8;
  private static final double AT_END = 0.7;

  private final LabPicture picture;
  private final BitSet free;

  /** Of a picture with these objects; their rims and shadows are left out of account. */
  BackgroundCheck(LabPicture picture, List<Blob> objects) {
    this.picture = picture;
    BitSet taken = new BitSet();
    objects.forEach(blob -> taken.or(Area.grown(blob.pixels(), RIM)));
    free = Area.not(taken);
  }

  /** Whether the colours are there, in about the amounts that the pattern has them in. */
  boolean shows(Background asked) {
    if (free.isEmpty()) {
      return false;
    }
    return switch (asked.pattern()) {
      case PLAIN -> named(free, asked.first()) >= PLAIN;
      case GRADIENT -> runs(asked, i -> i / EDGE) || runs(asked, i -> i % EDGE);
      case STRIPED, CHECKERED -> showsBoth(asked, HALF);
      case DOTTED -> showsBoth(asked, DOTS);
    };
  }

  /** From the first colour to the second along an axis, with neither at the other's end. */
  private boolean runs(Background asked, IntUnaryOperator coordinate) {
    BitSet begin = Area.and(free, Area.where(i -> coordinate.applyAsInt(i) < END));
    BitSet end = Area.and(free, Area.where(i -> coordinate.applyAsInt(i) >= EDGE - END));
    return named(begin, asked.first()) >= AT_END && named(end, asked.second()) >= AT_END;
  }

  /** Both colours in sum, and each in every quarter that is mostly free, as gradients have not. */
  private boolean showsBoth(Background asked, double leastOfSecond) {
    BitSet first = near(asked.first());
    BitSet second = near(asked.second());
    boolean everywhere =
        quarters()
            .filter(quarter -> quarter.cardinality() >= LEAST_QUARTER)
            .allMatch(
                quarter ->
                    share(quarter, first) >= HALF / 2
                        && share(quarter, second) >= leastOfSecond / 2);
    return everywhere
        && share(free, first) + share(free, second) >= TWO
        && share(free, first) >= HALF
        && share(free, second) >= leastOfSecond;
  }

  private Stream<BitSet> quarters() {
    return IntStream.range(0, 4)
        .mapToObj(
            quarter ->
                Area.and(
                    free,
                    Area.where(
                        i -> 2 * (2 * (i / EDGE) / EDGE) + 2 * (i % EDGE) / EDGE == quarter)));
  }

  private BitSet near(NamedColor color) {
    Lab lab = Lab.of(color.rgb());
    return Area.where(i -> picture.lab(i).distance(lab) < NEAR);
  }

  private double named(BitSet region, NamedColor color) {
    return share(region, Area.where(i -> picture.name(i) == color));
  }

  private static double share(BitSet region, BitSet pixels) {
    return region.isEmpty()
        ? 0
        : (double) Area.and(region, pixels).cardinality() / region.cardinality();
  }
}
