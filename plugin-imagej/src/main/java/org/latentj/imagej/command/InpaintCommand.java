package org.latentj.imagej.command;

import ij.ImagePlus;
import java.util.List;
import org.latentj.imagej.control.Guide;
import org.latentj.imagej.edit.EditTarget;
import org.latentj.imagej.edit.EditedImage;
import org.latentj.imagej.edit.Inpaint;
import org.latentj.imagej.options.Defaults;
import org.latentj.imagej.selection.MaskSource;
import org.latentj.imagej.selection.SelectedRegion;
import org.latentj.imagej.selection.Selections;
import org.latentj.inpaint.InpaintingOptions;
import org.latentj.inpaint.InpaintingOptionsBuilder;
import org.latentj.inpaint.composite.CompositeKind;
import org.latentj.inpaint.fill.FillKind;
import org.latentj.request.Settings;
import org.scijava.ItemIO;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Repaints the selected region of the active image by a text; all other pixels keep their bits. */
@Plugin(
    type = Command.class,
    headless = true,
    menu = {
      @Menu(label = "Plugins"),
      @Menu(label = "Stable Diffusion"),
      @Menu(label = "Inpaint Selection...", weight = 3)
    })
public final class InpaintCommand extends ControlledCommand {
  private static final int AUTOMATIC = -1;

  @Parameter(persist = false)
  private ImagePlus input;

  @Parameter(visibility = ItemVisibility.MESSAGE, required = false, persist = false)
  private final String selectionSection = Sections.SELECTION;

  @Parameter(
      label = "Region from",
      choices = {"Automatic", "Selection", "Threshold", "Overlay", "ROI Manager"},
      description = "Automatic: the selection, else the threshold, else the overlay's areas")
  private String maskFrom = "Automatic";

  @Parameter(min = "-1", max = "1024", description = "Pixels; -1 fits the selection")
  private int grow = AUTOMATIC;

  @Parameter(
      min = "-1",
      max = "1024",
      attrs = @Attr(name = SAME_ROW),
      description = "How far the region fades, in pixels; -1 fits the selection")
  private int feather = AUTOMATIC;

  // "context" is the name of a parameter of SciJava's own.
  @Parameter(
      min = "-1",
      max = "4096",
      attrs = @Attr(name = SAME_ROW),
      description = "What the model sees around the region, in pixels; -1 fits the selection")
  private int surroundings = AUTOMATIC;

  @Parameter(
      style = "slider",
      min = "0",
      max = "1",
      stepSize = "0.05",
      description = "0 keeps what is there, 1 begins with noise")
  private double strength = Defaults.INPAINT_STRENGTH;

  @Parameter(
      label = "Begin with",
      choices = {
        "automatic",
        "original",
        "neutral",
        "blur",
        "membrane",
        "navier-stokes",
        "patchmatch",
        "latent noise"
      },
      description = "What the region holds before it is painted")
  private String fill = "automatic";

  @Parameter(
      choices = {"differential", "classic"},
      description = "How sampling keeps to what is not selected")
  private String blending = "differential";

  @Parameter(
      choices = {"membrane", "feathered alpha", "Laplacian pyramid"},
      description = "How the painted region is laid over the image")
  private String composite = "membrane";

  @Parameter(label = "Match colours", description = "To what is not selected")
  private boolean colorMatch = true;

  @Parameter(
      label = "Two passes",
      attrs = @Attr(name = SAME_ROW),
      description = "Paints regions larger than the model's size small first, then refines them")
  private boolean twoPasses = true;

  @Parameter(visibility = ItemVisibility.MESSAGE, required = false, persist = false)
  private final String resultSection = Sections.RESULT;

  @Parameter(
      label = "In place",
      description = "Changes the image itself; Edit > Undo takes it back")
  private boolean inPlace = false;

  @Parameter(
      label = "Whole stack",
      attrs = @Attr(name = SAME_ROW),
      description = "Every slice; otherwise the one displayed")
  private boolean wholeStack = false;

  @Parameter(
      label = "Running noise",
      attrs = @Attr(name = SAME_ROW),
      description = "Of a stack, each slice has the next seed; otherwise all have the same noise")
  private boolean runningNoise = false;

  @Parameter(
      label = "Mask of changes",
      attrs = @Attr(name = SAME_ROW),
      description = "Another image: 255 where a pixel changed")
  private boolean changeMask = false;

  @Parameter(type = ItemIO.OUTPUT)
  private ImagePlus image;

  @Parameter(type = ItemIO.OUTPUT)
  private ImagePlus changes;

  @Parameter(type = ItemIO.OUTPUT, visibility = ItemVisibility.INVISIBLE)
  private String report;

  @Override
  void work() {
    // Before anything slow: what the user sees now is what is meant.
    List<SelectedRegion> regions = Selections.of(input, MaskSource.ofLabel(maskFrom));
    Guide guide = guide(input);
    InpaintingOptions options = options(settings());
    EditTarget target = new EditTarget(wholeStack, inPlace, changeMask, "inpaint");
    Inpaint inpaint = new Inpaint(engine(), prompt(), options, runningNoise).guidedBy(guide);
    EditedImage edited = inpaint.run(input, regions, target);
    image = edited.image();
    changes = edited.changes().orElse(null);
    report = edited.report();
    remark(inpaint.remarks());
    closePreview();
    finish(edited);
    tellFlagged(image);
  }

  private InpaintingOptions options(Settings settings) {
    InpaintingOptionsBuilder builder =
        InpaintingOptions.builder()
            .strength(strength)
            .fill(FillKind.ofLabel(fill))
            .blending(Blending.of(blending))
            .composite(CompositeKind.ofLabel(composite))
            .colorMatch(colorMatch)
            .twoPasses(twoPasses)
            .settings(settings);
    if (grow != AUTOMATIC) {
      builder.grow(grow);
    }
    if (feather != AUTOMATIC) {
      builder.feather(feather);
    }
    if (surroundings != AUTOMATIC) {
      builder.context(surroundings);
    }
    return builder.build();
  }
}
