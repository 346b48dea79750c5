package org.latentj.imagej.script;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import org.latentj.LoadOptions;
import org.latentj.ModelReference;
import org.latentj.imagej.GenerationService;
import org.latentj.imagej.LegacyBridge;
import org.latentj.imagej.edit.EditTarget;
import org.latentj.imagej.edit.Engine;
import org.latentj.imagej.edit.Fill;
import org.latentj.imagej.edit.Inpaint;
import org.latentj.imagej.edit.Transform;
import org.latentj.imagej.model.ModelService;
import org.latentj.imagej.pixels.Pictures;
import org.latentj.imagej.pixels.ResultImages;
import org.latentj.imagej.pixels.SafetyMark;
import org.latentj.imagej.progress.StatusListener;
import org.latentj.imagej.selection.MaskSource;
import org.latentj.imagej.selection.Selections;
import org.latentj.inpaint.InpaintingOptions;
import org.latentj.inpaint.fill.FillKind;
import org.latentj.request.GeneratedPicture;
import org.latentj.request.GenerationResult;
import org.latentj.request.Settings;
import org.latentj.request.TextToImage;
import org.scijava.app.StatusService;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.service.AbstractService;
import org.scijava.service.Service;

/** Over the same classes as the commands. */
@Plugin(type = Service.class)
public final class DefaultStableDiffusionService extends AbstractService
    implements StableDiffusionService {
  static {
    LegacyBridge.first();
  }

  @Parameter private GenerationService generator;
  @Parameter private ModelService models;
  @Parameter private StatusService status;

  private volatile ModelReference model = ModelReference.embedded(LoadOptions.defaults());

  @Override
  public void useModel(String name) {
    model = models.find(name);
  }

  @Override
  public ImagePlus textToImage(String prompt, Settings settings) {
    GenerationResult result = engine().generate(TextToImage.of(prompt, settings));
    ImagePlus image = ResultImages.of(result.first(), prompt, "Text to Image");
    if (result.pictures().size() > 1) {
      ImageStack stack = new ImageStack(image.getWidth(), image.getHeight());
      for (GeneratedPicture picture : result.pictures()) {
        stack.addSlice("seed " + picture.seed(), Pictures.toProcessor(picture.picture()));
      }
      image.setStack(stack);
      SafetyMark.ofPictures(image, result.safety());
    }
    return image;
  }

  @Override
  public ImagePlus imageToImage(
      ImagePlus image, String prompt, double strength, Settings settings) {
    return new Transform(engine(), prompt, strength, settings).run(image, false, false);
  }

  @Override
  public ImagePlus inpaint(ImagePlus image, String prompt, InpaintingOptions options) {
    return new Inpaint(engine(), prompt, options, false)
        .run(
            image,
            Selections.of(image, MaskSource.AUTOMATIC),
            new EditTarget(false, false, false, "inpaint"))
        .image();
  }

  @Override
  public ImagePlus fill(ImagePlus image, FillKind kind) {
    return new Fill(kind, 0, IJ::escapePressed)
        .run(
            image,
            Selections.of(image, MaskSource.AUTOMATIC),
            new EditTarget(false, false, false, "filled"))
        .image();
  }

  private Engine engine() {
    IJ.resetEscape();
    return new Engine(
        generator, model, prefix -> new StatusListener(status, IJ::escapePressed, prefix, null));
  }
}
