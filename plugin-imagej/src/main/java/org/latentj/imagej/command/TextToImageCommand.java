package org.latentj.imagej.command;

import ij.ImagePlus;
import org.latentj.imagej.control.Guide;
import org.latentj.imagej.options.Defaults;
import org.latentj.imagej.pixels.ResultImages;
import org.latentj.request.GenerationResult;
import org.latentj.request.TextToImage;
import org.scijava.ItemIO;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Generates an RGB image from a text. */
@Plugin(
    type = Command.class,
    headless = true,
    menu = {
      @Menu(label = "Plugins"),
      @Menu(label = "Stable Diffusion"),
      @Menu(label = "Text to Image...", weight = 1)
    })
public final class TextToImageCommand extends ControlledCommand {
  @Parameter(visibility = ItemVisibility.MESSAGE, required = false, persist = false)
  private final String imageSection = Sections.IMAGE;

  @Parameter(
      min = "0",
      max = Defaults.MAX_SIDE_TEXT,
      stepSize = "8",
      description = "In pixels, a multiple of 8; 0 for the model's own size")
  private int width = 0;

  @Parameter(
      min = "0",
      max = Defaults.MAX_SIDE_TEXT,
      stepSize = "8",
      attrs = @Attr(name = SAME_ROW),
      description = "In pixels, a multiple of 8; 0 for the model's own size")
  private int height = 0;

  @Parameter(type = ItemIO.OUTPUT)
  private ImagePlus image;

  @Override
  void work() {
    Sides.check("width", width);
    Sides.check("height", height);
    Guide guide = guide(null);
    TextToImage request =
        new TextToImage(prompt(), width, height, settings(), guide.forPicture(null, 1));
    GenerationResult result = engine().generate(request);
    remark(result.remarks());
    image = shown(ResultImages.of(result.first(), prompt(), title()));
  }
}
