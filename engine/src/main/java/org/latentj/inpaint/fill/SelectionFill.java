package org.latentj.inpaint.fill;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.latentj.image.Mask;
import org.latentj.image.Region;
import org.latentj.inpaint.pixels.DeepImage;
import org.latentj.inpaint.pixels.Planes;
import org.latentj.request.GenerationCancelledException;

/**
 * Fills the selected part of an image from its surroundings. All kinds work on floats of any range,
 * are linear in it, and give the same result for the same arguments.
 *
 * <p>Where the mask is 0, values keep their bits; where it is 1, they are the fill's; between them
 * a mixture. Values that are not finite numbers are not learnt from.
 */
public final class SelectionFill {
  private SelectionFill() {}

  /**
   * Fills.
   *
   * @param image any number of channels; not modified
   * @param mask of the image's size; above 0 is filled
   * @param kind one that {@linkplain FillKind#standalone() works without a model}
   * @param seed of the random search of {@link FillKind#PATCH_MATCH}; others ignore it
   * @throws IllegalArgumentException if the kind needs a model, the mask is empty or of another
   *     size, or nothing is left outside it to learn from
   */
  public static Planes fill(Planes image, Mask mask, FillKind kind, long seed) {
    return fill(image, mask, kind, seed, () -> false);
  }

  /**
   * As {@link #fill(Planes, Mask, FillKind, long)}, but may be ended.
   *
   * @param cancelled asked often, on this thread: before every round, row or pixel of what takes
   *     long
   * @throws GenerationCancelledException if {@code cancelled} says so; nothing was changed
   */
  public static Planes fill(
      Planes image, Mask mask, FillKind kind, long seed, BooleanSupplier cancelled) {
    return fill(image, mask, kind, seed, Optional.empty(), new Pulse(cancelled));
  }

  /**
   * As {@link #fill(Planes, Mask, FillKind, long)}, {@link FillKind#NEUTRAL} with a value.
   *
   * @param neutral one value a channel
   */
  public static Planes fill(Planes image, Mask mask, FillKind kind, float[] neutral) {
    return fill(image, mask, kind, 0, Optional.of(neutral), new Pulse(() -> false));
  }

  /** As {@link #fill(Planes, Mask, FillKind, long)}, rounded to what samples can hold. */
  public static DeepImage fill(DeepImage image, Mask mask, FillKind kind, long seed) {
    return fill(image, mask, kind, seed, () -> false);
  }

  /**
   * As {@link #fill(Planes, Mask, FillKind, long, BooleanSupplier)}, rounded to what samples can
   * hold.
   */
  public static DeepImage fill(
      DeepImage image, Mask mask, FillKind kind, long seed, BooleanSupplier cancelled) {
    Planes filled = fill(image.samples(), mask, kind, seed, cancelled);
    float[][] out = image.samples().toArrays();
    float[] weights = mask.toArray();
    for (int c = 0; c < out.length; c++) {
      for (int i = 0; i < weights.length; i++) {
        if (weights[i] > 0) {
          out[c][i] = image.type().nearest(filled.channel(c)[i]);
        }
      }
    }
    return new DeepImage(
        Planes.of(image.width(), image.height(), out), image.display(), image.type());
  }

  private static Planes fill(
      Planes image, Mask mask, FillKind kind, long seed, Optional<float[]> neutral, Pulse pulse) {
    if (!kind.standalone()) {
      throw new IllegalArgumentException(
          "the fill '%s' needs a model; without one there are %s"
              .formatted(
                  kind.label(), FillKind.standaloneKinds().stream().map(FillKind::label).toList()));
    }
    if (image.width() != mask.width() || image.height() != mask.height()) {
      throw new IllegalArgumentException(
          "expected a mask of %dx%d pixels but got %dx%d"
              .formatted(image.width(), image.height(), mask.width(), mask.height()));
    }
    Region box =
        mask.boundingBox()
            .orElseThrow(
                () -> new IllegalArgumentException("the mask is empty: nothing is to be filled"));
    Region window = Window.around(box, kind, image.width(), image.height());
    Planes part = image.crop(window);
    Mask selected = mask.crop(window);
    Hole hole = Hole.of(part, selected);
    Planes filled;
    if (kind == FillKind.NEUTRAL && neutral.isPresent()) {
      filled = NeutralFill.fill(hole, neutral.get());
    } else {
      hole.requireSurroundings();
      pulse.check();
      filled = filled(hole, kind, seed, pulse);
    }
    return image.withRegion(window, mixed(part, filled, selected));
  }

  private static Planes mixed(Planes original, Planes filled, Mask mask) {
    float[][] out = original.toArrays();
    float[] weights = mask.toArray();
    for (int c = 0; c < out.length; c++) {
      for (int i = 0; i < weights.length; i++) {
        float fresh = filled.channel(c)[i];
        if (weights[i] == 1 || weights[i] > 0 && !Float.isFinite(out[c][i])) {
          out[c][i] = fresh;
        } else if (weights[i] > 0) {
          out[c][i] += weights[i] * (fresh - out[c][i]);
        }
      }
    }
    return Planes.of(original.width(), original.height(), out);
  }

  private static Planes filled(Hole hole, FillKind kind, long seed, Pulse pulse) {
    return switch (kind) {
      case NEUTRAL -> NeutralFill.fill(hole, NeutralFill.medians(hole));
      case BLUR -> PyramidBlurFill.fill(hole);
      case MEMBRANE -> MembraneFill.fill(hole, pulse);
      case NAVIER_STOKES -> NavierStokesFill.fill(hole, pulse);
      case PATCH_MATCH -> PatchMatchFill.fill(hole, seed, pulse);
      default -> throw new IllegalStateException("no fill " + kind);
    };
  }
}
