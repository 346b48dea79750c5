package org.latentj.maven.models;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;
import org.latentj.checkpoint.CheckpointOptions;
import org.latentj.models.FileCheck;
import org.latentj.models.LocalModel;
import org.latentj.models.ModelLibrary;
import org.latentj.models.StoredModel;
import org.latentj.models.convert.FolderConverter;
import org.latentj.models.download.ByteCount;
import org.latentj.models.known.KnownModel;
import org.latentj.models.known.KnownModels;
import org.latentj.models.source.ModelSource;

/** What {@code sd:models} does. */
public final class ModelsGoal {
  private final ModelLibrary library;
  private final Log log;

  /**
   * What is asked for.
   *
   * @param action one of {@link Action}'s names, in any case
   * @param model a model reference; null where the action needs none
   * @param to where a converted model goes; null otherwise
   * @param tokenizer a tokenizer folder for a single file; null for the model's own
   */
  public record Request(String action, String model, Path to, Path tokenizer) {}

  private enum Action {
    LIST,
    KNOWN,
    FETCH,
    VERIFY,
    REMOVE,
    WHERE,
    CONVERT
  }

  /** For that library. */
  public ModelsGoal(ModelLibrary library, Log log) {
    this.library = library;
    this.log = log;
  }

  /**
   * Does it.
   *
   * @throws MojoFailureException if a file is not as it should be
   * @throws IllegalArgumentException if the request is incomplete
   * @throws IOException if the model cannot be had, or its licence is not accepted
   */
  public void run(Request request) throws IOException, MojoFailureException {
    switch (action(request.action())) {
      case LIST -> list();
      case KNOWN -> known();
      case FETCH -> fetch(model(request));
      case VERIFY -> verify(model(request));
      case REMOVE -> remove(model(request));
      case WHERE -> log.info(library.where(model(request)).toString());
      case CONVERT -> convert(request);
    }
  }

  private static Action action(String text) {
    try {
      return Action.valueOf(text.strip().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "expected sd.action to be list, known, fetch, verify, remove, where or convert but got '%s'"
              .formatted(text),
          e);
    }
  }

  private static ModelSource model(Request request) {
    if (request.model() == null || request.model().isBlank()) {
      throw new IllegalArgumentException(
          "sd.action=%s needs a model, for example -Dsd.model=hf:CompVis/stable-diffusion-v1-4"
              .formatted(request.action()));
    }
    return ModelSource.parse(request.model());
  }

  private void list() throws IOException {
    List<StoredModel> models = library.list();
    if (models.isEmpty()) {
      log.info("No model was fetched yet; sd.action=known lists those that can be");
    }
    for (StoredModel model : models) {
      log.info(
          "%s  %s, %s, %s"
              .formatted(
                  model.reference(), model.title(), ByteCount.text(model.bytes()), model.folder()));
    }
  }

  private void known() {
    for (KnownModel model : KnownModels.all()) {
      log.info(
          "%s  %s: %s. %s, %d steps, guidance scale %s, %d pixels. Licence: %s"
              .formatted(
                  model.source().text(),
                  model.title(),
                  model.about(),
                  model.settings().sampler(),
                  model.settings().steps(),
                  model.settings().guidanceScale(),
                  model.settings().size(),
                  model.license().id()));
      model.files().forEach(file -> log.info("    " + file.source().text()));
    }
  }

  private void fetch(ModelSource source) throws IOException {
    LocalModel model = library.fetch(source, new LogListener(log));
    log.info(
        "%s is at %s"
            .formatted(
                source.text(),
                model.checkpoint().map(Path::toString).orElse("hand: it is inside the engine")));
  }

  private void verify(ModelSource source) throws IOException, MojoFailureException {
    List<FileCheck> checks = library.verify(source);
    if (checks.isEmpty()) {
      throw new MojoFailureException(
          source.text() + " is not on this machine; sd.action=fetch gets it");
    }
    long wrong = 0;
    for (FileCheck check : checks) {
      String line = "%s: %s".formatted(check.file(), check.text());
      if (check.result() == FileCheck.Result.WRONG) {
        wrong++;
        log.warn(line);
      } else {
        log.info(line);
      }
    }
    if (wrong > 0) {
      throw new MojoFailureException(
          "%d of %d files of %s are not as they should be; see above"
              .formatted(wrong, checks.size(), source.text()));
    }
  }

  private void remove(ModelSource source) throws IOException {
    library.remove(source);
    log.info("Removed " + source.text());
  }

  private void convert(Request request) throws IOException {
    ModelSource source = model(request);
    if (request.to() == null) {
      throw new IllegalArgumentException(
          "sd.action=convert needs a folder to make, for example -Dsd.to=models/my-model");
    }
    LocalModel model = library.locate(source, new LogListener(log));
    Path checkpoint =
        model
            .checkpoint()
            .orElseThrow(
                () -> new IllegalArgumentException(source.text() + " is a folder already"));
    Optional<Path> tokenizer = Optional.ofNullable(request.tokenizer()).or(model::tokenizer);
    CheckpointOptions options = CheckpointOptions.defaults();
    FolderConverter.convert(
        checkpoint, tokenizer.map(options::withTokenizerFolder).orElse(options), request.to());
    log.info("Made " + request.to());
  }
}
