package org.latentj.imagej.command;

import ij.ImagePlus;
import org.latentj.imagej.control.Guide;
import org.latentj.imagej.edit.Transform;
import org.latentj.imagej.options.Defaults;
import org.latentj.request.Settings;
import org.scijava.ItemIO;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Makes an RGB image of what the active image displays and a text. */
@Plugin(
    type = Command.class,
    headless = true,
    menu = {
      @Menu(label = "Plugins"),
      @Menu(label = "Stable Diffusion"),
      @Menu(label = "Image to Image...", weight = 2)
    })
public final class ImageToImageCommand extends ControlledCommand {
  @Parameter(persist = false)
  private ImagePlus input;

  @Parameter(visibility = ItemVisibility.MESSAGE, required = false, persist = false)
  private final String imageSection = Sections.IMAGE;

  @Parameter(
      style = "slider",
      min = "0",
      max = "1",
      stepSize = "0.05",
      description = "0 keeps the image, 1 begins with noise")
  private double strength = Defaults.IMAGE_STRENGTH;

  @Parameter(
      label = "Whole stack",
      description = "Every slice; otherwise the one that is displayed")
  private boolean wholeStack = false;

  @Parameter(
      label = "Running noise",
      attrs = @Attr(name = SAME_ROW),
      description = "Of a stack, each slice has the next seed; otherwise all have the same noise")
  private boolean runningNoise = false;

  @Parameter(type = ItemIO.OUTPUT)
  private ImagePlus image;

  @Override
  void work() {
    Sides.checkRange("a strength", strength, 0, 1);
    Guide guide = guide(input);
    Settings settings = settings();
    Transform transform = new Transform(engine(), prompt(), strength, settings).guidedBy(guide);
    ImagePlus made = transform.run(input, wholeStack, runningNoise);
    remark(transform.remarks());
    image = shown(made);
  }
}
