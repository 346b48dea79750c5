package org.latentj.imagej.command;

import ij.ImagePlus;
import org.latentj.imagej.edit.EditTarget;
import org.latentj.imagej.edit.EditedImage;
import org.latentj.imagej.edit.Fill;
import org.latentj.imagej.selection.MaskSource;
import org.latentj.imagej.selection.Selections;
import org.latentj.inpaint.fill.FillKind;
import org.scijava.ItemIO;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Fills the selected region of the active image from what surrounds it, without a model. */
@Plugin(
    type = Command.class,
    headless = true,
    menu = {
      @Menu(label = "Plugins"),
      @Menu(label = "Stable Diffusion"),
      @Menu(label = "Fill Selection...", weight = 7)
    })
public final class FillCommand extends RunningCommand {
  @Parameter(persist = false)
  private ImagePlus input;

  @Parameter(
      choices = {"membrane", "navier-stokes", "patchmatch", "blur", "neutral"},
      description =
          "membrane is smooth, navier-stokes continues lines, patchmatch copies texture from elsewhere")
  private String method = "membrane";

  @Parameter(
      label = "Region from",
      choices = {"Automatic", "Selection", "Threshold", "Overlay", "ROI Manager"},
      description = "Automatic: the selection, else the threshold, else the overlay's areas")
  private String maskFrom = "Automatic";

  @Parameter(min = "0", description = "Of patchmatch: the same seed gives the same texture")
  private long seed = 0;

  @Parameter(
      label = "In place",
      description = "Changes the image itself; Edit > Undo takes it back")
  private boolean inPlace = false;

  @Parameter(label = "Whole stack", description = "Every slice; otherwise the one displayed")
  private boolean wholeStack = false;

  @Parameter(label = "Mask of changes", description = "Another image: 255 where a pixel changed")
  private boolean changeMask = false;

  @Parameter(type = ItemIO.OUTPUT)
  private ImagePlus image;

  @Parameter(type = ItemIO.OUTPUT)
  private ImagePlus changes;

  @Parameter(type = ItemIO.OUTPUT, visibility = ItemVisibility.INVISIBLE)
  private String report;

  @Override
  void work() {
    Fill fill = new Fill(FillKind.ofLabel(method), seed, cancelled());
    EditedImage edited =
        fill.run(
            input,
            Selections.of(input, MaskSource.ofLabel(maskFrom)),
            new EditTarget(wholeStack, inPlace, changeMask, "filled"));
    image = edited.image();
    changes = edited.changes().orElse(null);
    report = edited.report();
    finish(edited);
  }
}
