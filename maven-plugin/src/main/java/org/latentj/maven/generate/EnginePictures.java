package org.latentj.maven.generate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.latentj.LoadOptions;
import org.latentj.StableDiffusion;
import org.latentj.checkpoint.CheckpointOptions;
import org.latentj.maven.manifest.ModelFiles;
import org.latentj.request.GenerationListener;
import org.latentj.request.GenerationRequest;
import org.latentj.request.GenerationResult;

/** The engine in Maven's own process. */
final class EnginePictures implements PictureSource {
  private final StableDiffusion model;

  private EnginePictures(StableDiffusion model) {
    this.model = model;
  }

  static PictureSource open(ModelFiles files, EngineOptions options) {
    CheckpointOptions checkpoint = CheckpointOptions.defaults();
    if (files.tokenizer().isPresent()) {
      checkpoint = checkpoint.withTokenizerFolder(files.tokenizer().get());
    }
    if (files.config().isPresent()) {
      checkpoint = checkpoint.withConfigFolder(files.config().get());
    }
    LoadOptions load = new LoadOptions(options.device(), options.precision(), checkpoint);
    return new EnginePictures(StableDiffusion.load(files.model(), load));
  }

  @Override
  public List<String> write(GenerationRequest request, Path png) throws IOException {
    GenerationResult result = model.generate(request, GenerationListener.NONE);
    result.first().savePng(png);
    return result.remarks();
  }

  @Override
  public String description() {
    return "%s on %s in %s (%s)"
        .formatted(model.name(), model.device(), model.precision(), model.deviceReason());
  }

  @Override
  public void close() {
    model.close();
  }
}
