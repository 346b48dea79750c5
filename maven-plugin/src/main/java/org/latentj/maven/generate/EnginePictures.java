package org.latentj.maven.generate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.latentj.LoadOptions;
import org.latentj.ModelInfo;
import org.latentj.ModelReference;
import org.latentj.checkpoint.CheckpointOptions;
import org.latentj.maven.files.StateFolder;
import org.latentj.maven.worker.BuildEngine;
import org.latentj.maven.worker.LoadedModel;
import org.latentj.request.GenerationListener;
import org.latentj.request.GenerationRequest;
import org.latentj.request.GenerationResult;

/** A model in the build's engine. */
final class EnginePictures implements PictureSource {
  /** Opens models; hashes are remembered in a state folder. */
  static Opener opener(BuildEngine engine, StateFolder state) {
    return new Opener() {
      @Override
      public PictureSource open(Optional<ModelFiles> model, EngineOptions options) {
        return new EnginePictures(
            engine.load(
                model
                    .map(files -> ModelReference.of(files.model(), loadOptions(files, options)))
                    .orElseGet(() -> ModelReference.embedded(loadOptions(options)))));
      }

      @Override
      public String embeddedModel() {
        return new EmbeddedModelHash(state).get();
      }
    };
  }

  private final LoadedModel model;

  private EnginePictures(LoadedModel model) {
    this.model = model;
  }

  private static LoadOptions loadOptions(EngineOptions options) {
    CheckpointOptions checkpoint = CheckpointOptions.defaults();
    return new LoadOptions(
        options.device(),
        options.precision(),
        options.variant().map(checkpoint::withVariant).orElse(checkpoint),
        options.memory());
  }

  private static LoadOptions loadOptions(ModelFiles files, EngineOptions options) {
    LoadOptions load = loadOptions(options);
    CheckpointOptions checkpoint = load.checkpoint();
    if (files.tokenizer().isPresent()) {
      checkpoint = checkpoint.withTokenizerFolder(files.tokenizer().get());
    }
    if (files.config().isPresent()) {
      checkpoint = checkpoint.withConfigFolder(files.config().get());
    }
    return load.withCheckpoint(checkpoint);
  }

  @Override
  public List<String> write(GenerationRequest request, Path png, GenerationListener listener)
      throws IOException {
    GenerationResult result = model.generator().generate(model.reference(), request, listener);
    result.first().savePng(png);
    return result.remarks();
  }

  @Override
  public String description() {
    ModelInfo info = model.info();
    String where = model.process().isPresent() ? ", in process " + model.process().getAsLong() : "";
    return "%s on %s in %s (%s)%s"
        .formatted(info.name(), info.device(), info.precision(), info.deviceReason(), where);
  }

  @Override
  public void close() {
    model.generator().close();
  }
}
