package org.latentj.maven.generate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.latentj.LoadOptions;
import org.latentj.ModelInfo;
import org.latentj.ModelReference;
import org.latentj.checkpoint.CheckpointOptions;
import org.latentj.extend.Extensions;
import org.latentj.image.DigitalSource;
import org.latentj.image.PictureFiles;
import org.latentj.image.PictureInfo;
import org.latentj.inpaint.InpaintingResult;
import org.latentj.inpaint.SelectionInpainter;
import org.latentj.inpaint.pixels.DeepImage;
import org.latentj.maven.files.StateFolder;
import org.latentj.maven.worker.BuildEngine;
import org.latentj.maven.worker.LoadedModel;
import org.latentj.metadata.ParametersText;
import org.latentj.request.GenerationListener;
import org.latentj.request.GenerationRequest;
import org.latentj.request.GenerationResult;

/** A model in the build's engine. */
final class EnginePictures implements PictureSource {
  /** Opens models; hashes are remembered in a state folder. */
  static Opener opener(BuildEngine engine, StateFolder state) {
    return new Opener() {
      @Override
      public PictureSource open(ModelSetup setup, EngineOptions options) {
        LoadOptions load = loadOptions(setup, options);
        return new EnginePictures(
            engine.load(
                setup
                    .files()
                    .map(files -> ModelReference.of(files.model(), load))
                    .orElseGet(() -> ModelReference.embedded(load))));
      }

      @Override
      public long bytesToFetch(EngineOptions options) {
        return engine.bytesToFetch(options.device());
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

  private static LoadOptions loadOptions(ModelSetup setup, EngineOptions options) {
    return new LoadOptions(
        options.device(),
        options.precision(),
        checkpoint(setup, options.variant()),
        options.memory(),
        setup.safetyChecker(),
        new Extensions(setup.loras(), setup.loraFolder(), setup.embeddings()));
  }

  private static CheckpointOptions checkpoint(ModelSetup setup, Optional<String> variant) {
    CheckpointOptions checkpoint = CheckpointOptions.defaults();
    if (variant.isPresent()) {
      checkpoint = checkpoint.withVariant(variant.get());
    }
    if (setup.vae().isPresent()) {
      checkpoint = checkpoint.withVae(setup.vae().get());
    }
    Optional<Path> tokenizer = setup.files().flatMap(ModelFiles::tokenizer);
    if (tokenizer.isPresent()) {
      checkpoint = checkpoint.withTokenizerFolder(tokenizer.get());
    }
    Optional<Path> config = setup.files().flatMap(ModelFiles::config);
    return config.isPresent() ? checkpoint.withConfigFolder(config.get()) : checkpoint;
  }

  @Override
  public List<String> write(Order order, Path png, GenerationListener listener) throws IOException {
    if (order instanceof Order.Part part) {
      return write(part, png, listener);
    }
    GenerationRequest request = ((Order.Whole) order).request();
    GenerationResult result = model.generator().generate(model.reference(), request, listener);
    result.first().savePng(png);
    return result.remarks();
  }

  private List<String> write(Order.Part part, Path png, GenerationListener listener)
      throws IOException {
    InpaintingResult result =
        new SelectionInpainter(model.generator(), model.reference())
            .inpaint(
                part.prompt(),
                DeepImage.of(part.image()),
                part.selection(),
                part.options(),
                listener);
    PictureInfo info =
        PictureInfo.of(
            ParametersText.format(result.first().parameters()),
            DigitalSource.COMPOSITE_WITH_TRAINED_ALGORITHMIC_MEDIA);
    PictureFiles.writePng(png, result.first().image().toPicture(), info);
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
