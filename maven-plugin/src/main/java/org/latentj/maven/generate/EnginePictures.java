package org.latentj.maven.generate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.latentj.LoadOptions;
import org.latentj.StableDiffusion;
import org.latentj.checkpoint.CheckpointOptions;
import org.latentj.maven.files.StateFolder;
import org.latentj.maven.manifest.ModelFiles;
import org.latentj.request.GenerationListener;
import org.latentj.request.GenerationRequest;
import org.latentj.request.GenerationResult;

/** The engine in Maven's own process. */
final class EnginePictures implements PictureSource {
  /** Opens models; hashes are remembered in a state folder. */
  static Opener opener(StateFolder state) {
    return new Opener() {
      @Override
      public PictureSource open(Optional<ModelFiles> model, EngineOptions options) {
        return new EnginePictures(
            model
                .map(files -> StableDiffusion.load(files.model(), loadOptions(files, options)))
                .orElseGet(() -> StableDiffusion.load(loadOptions(options))));
      }

      @Override
      public String embeddedModel() {
        return new EmbeddedModelHash(state).get();
      }
    };
  }

  private final StableDiffusion model;

  private EnginePictures(StableDiffusion model) {
    this.model = model;
  }

  private static LoadOptions loadOptions(EngineOptions options) {
    return new LoadOptions(options.device(), options.precision(), CheckpointOptions.defaults());
  }

  private static LoadOptions loadOptions(ModelFiles files, EngineOptions options) {
    CheckpointOptions checkpoint = CheckpointOptions.defaults();
    if (files.tokenizer().isPresent()) {
      checkpoint = checkpoint.withTokenizerFolder(files.tokenizer().get());
    }
    if (files.config().isPresent()) {
      checkpoint = checkpoint.withConfigFolder(files.config().get());
    }
    return loadOptions(options).withCheckpoint(checkpoint);
  }

  @Override
  public List<String> write(GenerationRequest request, Path png, GenerationListener listener)
      throws IOException {
    GenerationResult result = model.generate(request, listener);
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
