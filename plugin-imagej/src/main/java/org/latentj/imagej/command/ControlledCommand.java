package org.latentj.imagej.command;

import ij.ImagePlus;
import org.latentj.imagej.control.ControlService;
import org.latentj.imagej.control.Guide;
import org.latentj.imagej.control.HintName;
import org.latentj.imagej.control.NetworkName;
import org.latentj.imagej.control.Preprocessing;
import org.scijava.ItemVisibility;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;

/** A command that a ControlNet can guide. */
abstract class ControlledCommand extends SamplingCommand {
  @Parameter private ControlService controls;

  @Parameter(
      visibility = ItemVisibility.MESSAGE,
      required = false,
      persist = false,
      attrs = @Attr(name = AFTER_NEXT))
  private final String controlSection = Sections.CONTROL;

  @Parameter(
      label = "Network",
      required = false,
      description =
          "One of the ControlNets folder of Edit > Options > Stable Diffusion..., made for the"
              + " model's generation; none for no ControlNet. Macros may also name a path")
  private NetworkName controlNet;

  @Parameter(
      label = "Control image",
      required = false,
      persist = false,
      description = "What it follows: an open image, as it is displayed")
  private HintName controlImage;

  @Parameter(
      label = "Preprocessing",
      choices = {"none", "canny", "scribble", "inpaint"},
      description =
          "none if the control image is a hint already (a depth map, a pose, edges); canny finds"
              + " edges; scribble takes dark strokes on a light ground; inpaint cuts out the"
              + " selection")
  private String controlPreprocessing = "none";

  @Parameter(
      label = "Weight",
      min = "0",
      max = "10",
      stepSize = "0.05",
      description = "How much it counts: 1 as trained, 0 not at all")
  private double controlWeight = 1;

  @Parameter(
      label = "Start",
      min = "0",
      max = "1",
      stepSize = "0.05",
      attrs = @Attr(name = SAME_ROW),
      description = "Share of the steps after which it begins to count")
  private double controlStart = 0;

  @Parameter(
      label = "End",
      min = "0",
      max = "1",
      stepSize = "0.05",
      attrs = @Attr(name = SAME_ROW),
      description = "Share of the steps after which it counts no more, say 0.7")
  private double controlEnd = 1;

  /**
   * What was chosen, checked; other fields are not looked at where no network is.
   *
   * @param active the image that the command works on; null if it works on none
   */
  final Guide guide(ImagePlus active) {
    if (controlNet == null || controlNet.isNone()) {
      return Guide.NONE;
    }
    return Guide.of(
        controls.network(controlNet.name()),
        controls.image(controlImage, active),
        Preprocessing.ofLabel(controlPreprocessing),
        controlWeight,
        controlStart,
        controlEnd);
  }
}
