package org.latentj.samples.miniature.evaluation.analysis;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.latentj.samples.miniature.scene.Lab;

/**
 * Finds objects: what is not background is split by colour, so that objects that touch are told
 * apart, and every pixel along their rims goes to what it resembles most: object, background, or
 * background in the shadow.
 */
final class Segmentation {
  /** Smaller parts are specks; the smallest shape that scenes have, a small crescent, has 250. */
  static final int LEAST_PIXELS = 80;

  private static final double VISIBLE = 18;
  private static final double OFF_EDGES = 22;
  private static final double EDGE_RADIUS = 2.5;
  private static final double LEAST_CONTRAST = 25;
  private static final double WIDER_THAN_EDGES = 3;
  private static final double OTHER_PAINT = 35;
  private static final double LIKE_SHADOW = 20;
  private static final int LEAST_CORE = 30;
  private static final double RIM = 2;

  /** Half of the greatest width of a shadow next to its object. */
  private static final double SHADOW = 4;

  private final LabPicture picture;
  private final BackgroundColors background;

  Segmentation(LabPicture picture, BackgroundColors background) {
    this.picture = picture;
    this.background = background;
  }

  /** The objects, the largest first. */
  List<Blob> blobs() {
    List<Blob> blobs = new ArrayList<>();
    for (BitSet part : Area.parts(foreground(), LEAST_PIXELS / 2)) {
      List<Paint> paints = paints(part);
      for (int i = 0; i < paints.size(); i++) {
        for (BitSet pixels : Area.parts(painted(part, paints, i), LEAST_PIXELS)) {
          Paint paint = Paint.of(picture, core(pixels));
          if (standsOut(pixels, paint)) {
            blobs.add(new Blob(pixels, paint.name()));
          }
        }
      }
    }
    blobs.sort((b, c) -> c.pixels().cardinality() - b.pixels().cardinality());
    return blobs;
  }

  /** Whether it is no cloud or blurred edge of the background, as poor pictures have them. */
  private boolean standsOut(BitSet pixels, Paint paint) {
    return !background.isCalled(paint.name())
        && background.distance(paint.middle()) >= LEAST_CONTRAST
        && (background.distanceWithEdges(paint.middle()) >= LEAST_CONTRAST
            || !Area.shrunk(pixels, WIDER_THAN_EDGES).isEmpty());
  }

  /** What is no background. Soft edges of its pattern are narrow; objects are not. */
  private BitSet foreground() {
    BitSet visible = Area.where(i -> background.distance(picture.lab(i)) > VISIBLE);
    BitSet doubtful =
        Area.and(
            visible, Area.where(i -> background.distanceWithEdges(picture.lab(i)) <= OFF_EDGES));
    BitSet wide = Area.grown(Area.opened(doubtful, EDGE_RADIUS), EDGE_RADIUS);
    doubtful.andNot(wide);
    visible.andNot(doubtful);
    return visible;
  }

  /**
   * The paints of a connected part: usually one, several where objects touch. What is narrow is the
   * rim of an object, or its shadow.
   */
  private List<Paint> paints(BitSet part) {
    List<Paint> paints = new ArrayList<>();
    paints.add(Paint.of(picture, prevailing(core(part))));
    PrevailingColor.groups(picture, part).values().stream()
        .map(group -> Area.shrunk(group, RIM))
        .filter(group -> group.cardinality() >= LEAST_CORE)
        .sorted((g, h) -> h.cardinality() - g.cardinality())
        .filter(group -> !isShadow(group))
        .map(group -> Paint.of(picture, group))
        .filter(
            paint ->
                paints.stream().allMatch(other -> other.distance(paint.middle()) > OTHER_PAINT))
        .forEach(paints::add);
    return paints;
  }

  private BitSet prevailing(BitSet pixels) {
    return PrevailingColor.groups(picture, pixels).get(PrevailingColor.of(picture, pixels));
  }

  private boolean isShadow(BitSet core) {
    return background.distanceInShadow(Paint.of(picture, core).middle()) < LIKE_SHADOW
        && Area.shrunk(core, SHADOW - RIM).isEmpty();
  }

  /** The pixels of a part, and those next to it, that look like a paint more than else. */
  private BitSet painted(BitSet part, List<Paint> paints, int which) {
    Paint paint = paints.get(which);
    boolean likeShadow = background.distanceInShadow(paint.middle()) < LIKE_SHADOW;
    BitSet painted = new BitSet();
    Area.grown(part, 1).stream()
        .filter(
            i -> {
              Lab color = picture.lab(i);
              double distance = paint.distance(color);
              return distance < background.distance(color)
                  && (likeShadow || distance < background.distanceInShadow(color))
                  && paints.stream()
                      .allMatch(other -> other == paint || distance < other.distance(color));
            })
        .forEach(painted::set);
    return painted;
  }

  /** Without the rim where that leaves enough. */
  private static BitSet core(BitSet pixels) {
    for (double rim = RIM; rim >= 1; rim--) {
      BitSet core = Area.shrunk(pixels, rim);
      if (core.cardinality() >= LEAST_CORE) {
        return core;
      }
    }
    return pixels;
  }
}
