package org.latentj.imagej.command;

import ij.ImagePlus;
import ij.ImageStack;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.latentj.imagej.edit.Engine;
import org.latentj.imagej.options.Defaults;
import org.latentj.imagej.pixels.Pictures;
import org.latentj.imagej.pixels.ResultImages;
import org.latentj.imagej.pixels.SafetyMark;
import org.latentj.metadata.ParametersText;
import org.latentj.request.GenerationRequest;
import org.latentj.request.GenerationResult;
import org.latentj.request.ImageToImage;
import org.latentj.request.RequestParameters;
import org.latentj.request.SafetyCheck;
import org.latentj.request.Settings;
import org.latentj.request.TextToImage;
import org.scijava.ItemIO;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * A stack of images like the active one: from its own parameters with the noise moved a little, if
 * it was made from a text; else from its pixels.
 */
@Plugin(
    type = Command.class,
    headless = true,
    menu = {
      @Menu(label = "Plugins"),
      @Menu(label = "Stable Diffusion"),
      @Menu(label = "Variations...", weight = 5)
    })
public final class VariationsCommand extends SamplingCommand {
  private static final int MAX_COUNT = 64;

  @Parameter(persist = false)
  private ImagePlus input;

  @Parameter(visibility = ItemVisibility.MESSAGE, required = false, persist = false)
  private final String imageSection = Sections.IMAGE;

  @Parameter(min = "1", max = "64", description = "How many")
  private int count = Defaults.VARIATIONS;

  @Parameter(
      style = "slider",
      min = "0",
      max = "1",
      stepSize = "0.05",
      description =
          "How far from the image: 0 is the image itself. One that was made from a text is varied"
              + " with its own prompt and settings, DeepCache and token merging among them; of those"
              + " in this dialog, model and seed alone count then")
  private double amount = Defaults.VARIATION;

  @Parameter(type = ItemIO.OUTPUT)
  private ImagePlus image;

  @Override
  void work() {
    Sides.checkRange("a count", count, 1, MAX_COUNT);
    Sides.checkRange("an amount", amount, 0, 1);
    Settings settings = settings();
    Engine engine = engine();
    Optional<TextToImage> made = ResultImages.parameters(input).flatMap(VariationsCommand::made);
    ImageStack stack = null;
    GenerationResult result = null;
    List<SafetyCheck> checks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      result = engine.generate(request(made, settings, i), i + 1, count);
      ImagePlus slice = ResultImages.of(result.first(), "", title());
      checks.add(result.first().safety());
      stack = stack == null ? new ImageStack(slice.getWidth(), slice.getHeight()) : stack;
      stack.addSlice("seed " + (settings.seed() + i), slice.getProcessor());
    }
    ImagePlus varied = new ImagePlus(input.getShortTitle() + "-variations", stack);
    ResultImages.stamp(varied, result.first());
    SafetyMark.ofPictures(varied, checks);
    remark(result.remarks());
    image = shown(varied);
  }

  private GenerationRequest request(Optional<TextToImage> made, Settings settings, int i) {
    long seed = settings.seed() + i;
    if (made.isPresent()) {
      TextToImage request = made.get();
      Settings moved =
          request.settings().toBuilder().variationSeed(seed).variationStrength(amount).build();
      return new TextToImage(request.prompt(), request.width(), request.height(), moved);
    }
    return new ImageToImage(
        prompt(), Pictures.displayed(input), amount, settings.toBuilder().seed(seed).build());
  }

  /** The request that made a picture, if a text alone did. */
  private static Optional<TextToImage> made(String parameters) {
    var parsed = ParametersText.parse(parameters);
    return parsed.denoisingStrength().isPresent() || parsed.seed().isEmpty()
        ? Optional.empty()
        : Optional.of(RequestParameters.toRequest(parsed));
  }
}
