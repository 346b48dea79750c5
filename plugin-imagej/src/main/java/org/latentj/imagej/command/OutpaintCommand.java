package org.latentj.imagej.command;

import ij.ImagePlus;
import org.latentj.imagej.edit.EditTarget;
import org.latentj.imagej.edit.EditedImage;
import org.latentj.imagej.edit.Inpaint;
import org.latentj.imagej.edit.Outpaint;
import org.latentj.imagej.options.Defaults;
import org.latentj.inpaint.InpaintingOptions;
import org.scijava.ItemIO;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Continues the active image beyond its borders, in a new image of the same type. */
@Plugin(
    type = Command.class,
    headless = true,
    menu = {
      @Menu(label = "Plugins"),
      @Menu(label = "Stable Diffusion"),
      @Menu(label = "Outpaint...", weight = 4)
    })
public final class OutpaintCommand extends SamplingCommand {
  @Parameter(persist = false)
  private ImagePlus input;

  @Parameter(visibility = ItemVisibility.MESSAGE, required = false, persist = false)
  private final String imageSection = Sections.IMAGE;

  @Parameter(min = "0", max = "1024", description = "Columns to add at the left")
  private int left = 0;

  @Parameter(min = "0", max = "1024", description = "Rows to add above")
  private int top = 0;

  @Parameter(min = "0", max = "1024", description = "Columns to add at the right")
  private int right = Defaults.BORDER;

  @Parameter(min = "0", max = "1024", description = "Rows to add below")
  private int bottom = 0;

  @Parameter(
      min = "0",
      max = "256",
      description = "How far into the image the new part fades, in pixels; 0 keeps all old pixels")
  private int feather = 0;

  @Parameter(type = ItemIO.OUTPUT)
  private ImagePlus image;

  @Parameter(type = ItemIO.OUTPUT, visibility = ItemVisibility.INVISIBLE)
  private String report;

  @Override
  void work() {
    Outpaint outpaint = new Outpaint(left, top, right, bottom);
    ImagePlus canvas = outpaint.canvas(input);
    InpaintingOptions options =
        InpaintingOptions.builder().grow(0).feather(feather).settings(settings()).build();
    Inpaint inpaint = new Inpaint(engine(), prompt(), options, false);
    EditedImage edited =
        inpaint.run(canvas, outpaint.border(input), new EditTarget(false, true, false, "outpaint"));
    image = edited.image();
    report = edited.report();
    remark(inpaint.remarks());
    closePreview();
    finish(edited);
    tellFlagged(image);
  }
}
