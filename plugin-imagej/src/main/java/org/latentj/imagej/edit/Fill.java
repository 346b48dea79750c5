package org.latentj.imagej.edit;

import ij.ImagePlus;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.latentj.image.Mask;
import org.latentj.imagej.pixels.ResultImages;
import org.latentj.imagej.selection.SelectedRegion;
import org.latentj.inpaint.fill.FillKind;
import org.latentj.inpaint.fill.SelectionFill;
import org.latentj.inpaint.pixels.DeepImage;
import org.latentj.request.GenerationCancelledException;

/** Fills regions from what surrounds them, without a model. */
public final class Fill {
  private final FillKind kind;
  private final long seed;
  private final BooleanSupplier cancelled;

  /**
   * A fill.
   *
   * @param kind a {@linkplain FillKind#standalone() standalone} one
   * @param seed where it draws (PatchMatch); the same gives the same, and every further region has
   *     the next one
   * @param cancelled asked before every region, and on the way of what takes long
   * @throws IllegalArgumentException if the kind needs a model
   */
  public Fill(FillKind kind, long seed, BooleanSupplier cancelled) {
    if (!kind.standalone()) {
      throw new IllegalArgumentException(
          "the fill '%s' needs a model. Those that do not are %s"
              .formatted(
                  kind.label(), FillKind.standaloneKinds().stream().map(FillKind::label).toList()));
    }
    this.kind = kind;
    this.seed = seed;
    this.cancelled = cancelled;
  }

  /**
   * Runs it. Errors are those of {@link PlaneEditor#edit}.
   *
   * @param image modified only if {@code target} says so
   * @param regions of the image's size, filled one after the other
   */
  public EditedImage run(ImagePlus image, List<SelectedRegion> regions, EditTarget target) {
    EditedImage edited = PlaneEditor.edit(image, target, (before, part) -> fill(before, regions));
    ResultImages.addInfo(
        edited.image(), "Filled by LatentJ (%s): %s".formatted(kind.label(), edited.report()));
    return edited;
  }

  private PlaneEdit.Edited fill(DeepImage before, List<SelectedRegion> regions) {
    DeepImage image = before;
    float[] allowed = new float[before.width() * before.height()];
    for (int i = 0; i < regions.size(); i++) {
      SelectedRegion region = regions.get(i);
      if (cancelled.getAsBoolean()) {
        throw new GenerationCancelledException("before " + region.name());
      }
      image = SelectionFill.fill(image, region.mask(), kind, seed + i, cancelled);
      float[] selection = region.mask().toArray();
      for (int p = 0; p < allowed.length; p++) {
        allowed[p] = Math.max(allowed[p], selection[p]);
      }
    }
    return new PlaneEdit.Edited(image, Mask.of(before.width(), before.height(), allowed));
  }
}
