package org.latentj.inpaint;

import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.latentj.inpaint.composite.CompositeKind;
import org.latentj.inpaint.fill.FillKind;
import org.latentj.request.Control;
import org.latentj.request.MaskBlending;
import org.latentj.request.Settings;

/**
 * How a selection is inpainted. Widths are in pixels of the image; those left empty follow from the
 * selection's size, see {@link InpaintingPlan}.
 *
 * @param strength from 0 (keep) to 1 (begin with noise)
 * @param fill what the selection begins as
 * @param blending how sampling keeps to what is not selected
 * @param composite how the result is laid over the image
 * @param colorMatch whether the result's tones are brought to the image's, by what is not selected
 * @param grow how far the selection is enlarged, 0 to 1024
 * @param feather how far it fades beyond that, 0 to 1024; with both 0 nothing outside the selection
 *     changes
 * @param context pixels around the selection that the model sees, 0 to 4096
 * @param twoPasses whether a region larger than the model's size is painted small first and then
 *     refined; else it is painted small only
 * @param refineStrength strength of the second pass, 0 to 1
 * @param settings how it is sampled
 * @param controls the ControlNets that guide every pass. Their hints are of the whole image,
 *     resized to it where they have another size; what is painted sees the part that lies over it
 */
public record InpaintingOptions(
    double strength,
    FillKind fill,
    MaskBlending blending,
    CompositeKind composite,
    boolean colorMatch,
    OptionalInt grow,
    OptionalInt feather,
    OptionalInt context,
    boolean twoPasses,
    double refineStrength,
    Settings settings,
    List<Control> controls) {

  /** Widest growth and feather. */
  public static final int MAX_WIDTH = 1024;

  /** Widest context. */
  public static final int MAX_CONTEXT = 4096;

  /** Checks the ranges. */
  public InpaintingOptions {
    Objects.requireNonNull(fill, "fill");
    Objects.requireNonNull(blending, "blending");
    Objects.requireNonNull(composite, "composite");
    Objects.requireNonNull(settings, "settings");
    controls = List.copyOf(controls);
    check("strength", strength, 1);
    check("refining strength", refineStrength, 1);
    check("growth", grow.orElse(0), MAX_WIDTH);
    check("feather", feather.orElse(0), MAX_WIDTH);
    check("context", context.orElse(0), MAX_CONTEXT);
  }

  private static void check(String what, double value, int most) {
    // Written so that NaN fails too.
    if (!(value >= 0 && value <= most)) {
      throw new IllegalArgumentException(
          "expected a %s from 0 to %d but got %s".formatted(what, most, value));
    }
  }

  /** Strength 1, differential diffusion, two passes, the rest as fits the selection. */
  public static InpaintingOptions defaults() {
    return new InpaintingOptions(
        1,
        FillKind.AUTOMATIC,
        MaskBlending.DIFFERENTIAL,
        CompositeKind.MEMBRANE,
        true,
        OptionalInt.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        true,
        0.4,
        Settings.defaults(),
        List.of());
  }

  /** A builder that begins with the defaults. */
  public static InpaintingOptionsBuilder builder() {
    return new InpaintingOptionsBuilder(defaults());
  }

  /** A builder that begins with these options. */
  public InpaintingOptionsBuilder toBuilder() {
    return new InpaintingOptionsBuilder(this);
  }
}
