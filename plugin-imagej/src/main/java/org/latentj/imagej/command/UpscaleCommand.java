package org.latentj.imagej.command;

import ij.ImagePlus;
import org.latentj.imagej.edit.Transform;
import org.latentj.imagej.options.Defaults;
import org.latentj.imagej.pixels.ResultImages;
import org.latentj.metadata.ParametersText;
import org.latentj.request.Settings;
import org.scijava.ItemIO;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Enlarges the active image and refines it by a second pass. */
@Plugin(
    type = Command.class,
    headless = true,
    menu = {
      @Menu(label = "Plugins"),
      @Menu(label = "Stable Diffusion"),
      @Menu(label = "Upscale...", weight = 6)
    })
public final class UpscaleCommand extends SamplingCommand {
  private static final double MAX_FACTOR = 8;

  @Parameter(persist = false)
  private ImagePlus input;

  @Parameter(visibility = ItemVisibility.MESSAGE, required = false, persist = false)
  private final String imageSection = Sections.IMAGE;

  @Parameter(
      style = "slider",
      min = "1",
      max = "8",
      stepSize = "0.5",
      description = "How many times larger; sides are rounded to multiples of 8")
  private double factor = Defaults.FACTOR;

  @Parameter(
      style = "slider",
      min = "0",
      max = "1",
      stepSize = "0.05",
      description = "0 enlarges only, 1 begins with noise")
  private double strength = Defaults.REFINE_STRENGTH;

  @Parameter(type = ItemIO.OUTPUT)
  private ImagePlus image;

  @Override
  void work() {
    Sides.checkRange("a factor", factor, 1, MAX_FACTOR);
    Sides.checkRange("a strength", strength, 0, 1);
    int longest = (int) (factor * Math.max(input.getWidth(), input.getHeight()));
    if (longest > Defaults.MAX_SIDE) {
      throw new IllegalArgumentException(
          "%s times '%s' would be %d pixels long; %d is the most. Choose a smaller factor"
              .formatted(factor, input.getTitle(), longest, Defaults.MAX_SIDE));
    }
    Settings settings = settings();
    Transform transform = new Transform(engine(), text(), strength, settings);
    ImagePlus made = transform.enlarge(input, factor);
    remark(transform.remarks());
    image = shown(made);
  }

  /** The prompt; without one that of the image, if it was generated. */
  private String text() {
    return prompt().isBlank()
        ? ResultImages.parameters(input).map(text -> ParametersText.parse(text).prompt()).orElse("")
        : prompt();
  }
}
