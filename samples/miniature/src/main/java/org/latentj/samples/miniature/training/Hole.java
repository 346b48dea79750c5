package org.latentj.samples.miniature.training;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.latentj.samples.miniature.scene.Captions;
import org.latentj.samples.miniature.scene.Scene;
import org.latentj.samples.miniature.scene.SceneObject;

/**
 * The part of a picture that is to be painted, while the network is given the rest as it is,
 * without noise: so it learns to go on from surroundings, and to put what the caption says where
 * there is none yet. Which part that is needs no input of its own, since clean latents do not look
 * like noised ones; compare the time of each pixel in Mayet et al. 2024, "TD-Paint".
 */
final class Hole {
  /** All of the picture: an ordinary example. */
  static final Hole EVERYTHING = new Hole(null, Optional.empty(), 1);

  private static final int EDGE = MiniatureConfig.LATENTS;

  /** Holes around an object, where there is one. */
  private static final double AROUND_OBJECT = 0.75;

  private static final double ELLIPSES = 0.4;

  /** Captions that only name the object in the hole. */
  private static final double ALONE = 0.6;

  /** Of those, the ones that name the background, too. */
  private static final double WITH_BACKGROUND = 0.5;

  /** Lest a small hole makes a gradient of nothing but its noise. */
  private static final double MOST_WEIGHT = 3;

  private final boolean[] open;
  private final Optional<String> caption;
  private final float weight;

  private Hole(boolean[] open, Optional<String> caption, double weight) {
    this.open = open;
    this.caption = caption;
    this.weight = (float) weight;
  }

  /**
   * A hole in an example.
   *
   * @param scene what it shows, if it is a scene
   * @param random decides everything; advanced
   */
  static Hole in(Optional<Scene> scene, SplittableRandom random) {
    if (scene.isEmpty() || random.nextDouble() >= AROUND_OBJECT) {
      return of(anywhere(random), Optional.empty());
    }
    List<SceneObject> objects = scene.get().objects();
    SceneObject object = objects.get(random.nextInt(objects.size()));
    boolean[] open = around(object, random);
    boolean others = objects.stream().anyMatch(other -> other != object && touches(open, other));
    Optional<String> caption = Optional.empty();
    if (!others && random.nextDouble() < ALONE) {
      caption =
          Optional.of(
              random.nextDouble() < WITH_BACKGROUND
                  ? Captions.alone(object, scene.get().background())
                  : Captions.alone(object));
    }
    return of(open, caption);
  }

  private static Hole of(boolean[] open, Optional<String> caption) {
    int count = 0;
    for (boolean one : open) {
      count += one ? 1 : 0;
    }
    if (count == 0) {
      return EVERYTHING;
    }
    // Errors are multiplied before they are squared.
    double share = Math.min(MOST_WEIGHT, (double) open.length / count);
    return new Hole(open, caption, Math.sqrt(share));
  }

  private static boolean[] anywhere(SplittableRandom random) {
    double x = random.nextDouble(EDGE);
    double y = random.nextDouble(EDGE);
    double across = random.nextDouble(1.5, EDGE / 2.0);
    double down = random.nextDouble(1.5, EDGE / 2.0);
    return shape(x - across, y - down, x + across, y + down, random.nextDouble() < ELLIPSES);
  }

  /** Larger than the object by a quarter of a latent pixel to four on each side. */
  private static boolean[] around(SceneObject object, SplittableRandom random) {
    double radius = object.radius() * EDGE;
    double x = object.x() * EDGE;
    double y = object.y() * EDGE;
    double left = x - radius - margin(random);
    double top = y - radius - margin(random);
    double right = x + radius + margin(random);
    double bottom = y + radius + margin(random);
    return shape(left, top, right, bottom, random.nextDouble() < ELLIPSES);
  }

  private static double margin(SplittableRandom random) {
    double share = random.nextDouble();
    return 0.25 + 3.75 * share * share;
  }

  /** Every latent pixel that a rectangle, or the ellipse in it, reaches. */
  private static boolean[] shape(
      double left, double top, double right, double bottom, boolean ellipse) {
    boolean[] open = new boolean[EDGE * EDGE];
    double x = (left + right) / 2;
    double y = (top + bottom) / 2;
    double across = (right - left) / 2;
    double down = (bottom - top) / 2;
    for (int i = 0; i < open.length; i++) {
      double dx = distance(x, i % EDGE) / across;
      double dy = distance(y, i / EDGE) / down;
      open[i] = ellipse ? Math.hypot(dx, dy) < 1 : Math.max(dx, dy) < 1;
    }
    return open;
  }

  /** From a place to the nearest of a latent pixel. */
  private static double distance(double place, int pixel) {
    return Math.max(0, Math.max(pixel - place, place - pixel - 1));
  }

  private static boolean touches(boolean[] open, SceneObject object) {
    double radius = object.radius() * EDGE;
    for (int i = 0; i < open.length; i++) {
      double dx = distance(object.x() * EDGE, i % EDGE);
      double dy = distance(object.y() * EDGE, i / EDGE);
      if (open[i] && Math.hypot(dx, dy) < radius) {
        return true;
      }
    }
    return false;
  }

  /**
   * What the error of a latent is multiplied with before it is squared; 0 where the latent is
   * given.
   *
   * @param index into (4, h, w)
   */
  float weight(int index) {
    return open == null || open[index % open.length] ? weight : 0;
  }

  /** What to say instead of the picture's caption, if something else. */
  Optional<String> caption() {
    return caption;
  }
}
