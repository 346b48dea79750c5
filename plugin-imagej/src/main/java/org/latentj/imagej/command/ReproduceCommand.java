package org.latentj.imagej.command;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.latentj.ModelReference;
import org.latentj.image.PictureFiles;
import org.latentj.imagej.GenerationService;
import org.latentj.imagej.edit.Engine;
import org.latentj.imagej.model.InstalledModel;
import org.latentj.imagej.model.ModelName;
import org.latentj.imagej.model.ModelService;
import org.latentj.imagej.pixels.ResultImages;
import org.latentj.imagej.progress.StatusListener;
import org.latentj.metadata.GenerationParameters;
import org.latentj.metadata.ParametersText;
import org.latentj.request.GenerationResult;
import org.latentj.request.RequestParameters;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

/** Makes the image again whose parameters the active image, or a picture file, carries. */
@Plugin(
    type = Command.class,
    headless = true,
    menu = {
      @Menu(label = "Plugins"),
      @Menu(label = "Stable Diffusion"),
      @Menu(label = "Reproduce from Image Info...", weight = 9)
    })
public final class ReproduceCommand extends RunningCommand {
  private static final String FIRST_CONTROL = "ControlNet 0";

  @Parameter private GenerationService generator;
  @Parameter private ModelService models;

  @Parameter(persist = false, required = false)
  private ImagePlus input;

  @Parameter(
      label = "Picture file",
      style = FileWidget.OPEN_STYLE,
      required = false,
      persist = false,
      description = "A PNG, JPEG or WebP with parameters; empty for the active image")
  private String file = "";

  @Parameter(
      required = false,
      persist = false,
      attrs = @Attr(name = NO_CHOICE, value = "the one of the parameters"),
      description = "Another one than the parameters name")
  private ModelName model;

  @Parameter(type = ItemIO.OUTPUT)
  private ImagePlus image;

  @Override
  void work() {
    GenerationParameters parameters = ParametersText.parse(text());
    Engine engine =
        new Engine(
            generator,
            model(parameters),
            prefix -> new StatusListener(status(), cancelled(), prefix, null));
    GenerationResult result = engine.generate(RequestParameters.toRequest(parameters));
    image = ResultImages.of(result.first(), parameters.prompt(), title());
    remark(result.remarks());
    if (parameters.denoisingStrength().isPresent()) {
      remark(
          List.of(
              "the original was made from another image, which its parameters do not hold: this one"
                  + " was made from the text alone"));
    }
    if (parameters.setting(FIRST_CONTROL).isPresent()) {
      remark(
          List.of(
              "the original was guided by a ControlNet, whose control image its parameters do not"
                  + " hold: this one was made without it"));
    }
    show(image);
    tellFlagged(image);
  }

  private String text() {
    if (file == null || file.isBlank()) {
      if (input == null) {
        throw new IllegalArgumentException(
            "there is no image open, and no picture file was named: nothing to repeat");
      }
      return ResultImages.parameters(input)
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      ("'%s' carries no generation parameters: Image > Show Info... shows none. Open"
                              + " its file again, or name it as 'Picture file'")
                          .formatted(input.getTitle())));
    }
    try {
      return PictureFiles.readParameters(Path.of(file.strip()))
          .orElseThrow(
              () ->
                  new IllegalArgumentException("'" + file + "' carries no generation parameters"));
    } catch (IOException | InvalidPathException e) {
      throw new IllegalArgumentException("cannot read '" + file + "': " + e.getMessage(), e);
    }
  }

  /** The model that was named, or else the installed one that the parameters name. */
  private ModelReference model(GenerationParameters parameters) {
    if (model != null && !model.name().isBlank()) {
      return models.find(model.name());
    }
    String wanted = parameters.model().orElse("");
    Optional<InstalledModel> installed =
        models.installed().stream().filter(found -> sameModel(found, wanted)).findFirst();
    if (installed.isEmpty() && !wanted.isEmpty()) {
      throw new IllegalArgumentException(
          ("the image was made with the model '%s', which is not installed (%s). Add it with Manage"
                  + " Models..., or name another one")
              .formatted(wanted, models.installed().stream().map(InstalledModel::name).toList()));
    }
    return models.find(installed.map(InstalledModel::name).orElse(""));
  }

  /** Parameters name files without their ending, and models of the hub by their folder. */
  private static boolean sameModel(InstalledModel model, String wanted) {
    String file = model.path().map(path -> path.getFileName().toString()).orElse(model.name());
    return model.name().equals(wanted)
        || file.equals(wanted)
        || file.replaceFirst("\\.(safetensors|ckpt)$", "").equals(wanted);
  }
}
