package org.latentj.imagej.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import org.latentj.checkpoint.CheckpointOptions;
import org.latentj.imagej.model.InstalledModel.Origin;
import org.latentj.models.FileCheck;
import org.latentj.models.LibrarySettings;
import org.latentj.models.LocalModel;
import org.latentj.models.ModelLibrary;
import org.latentj.models.convert.ConversionCancelledException;
import org.latentj.models.convert.ConversionListener;
import org.latentj.models.convert.FolderConverter;
import org.latentj.models.download.ByteCount;
import org.latentj.models.download.DownloadException;
import org.latentj.models.download.DownloadListener;
import org.latentj.models.source.EmbeddedSource;
import org.latentj.models.source.HubSource;
import org.latentj.models.source.LocalSource;
import org.latentj.models.source.ModelSource;
import org.latentj.request.GenerationCancelledException;

/**
 * What can be done to a model, each with a report of what was done. All throw {@link
 * IllegalArgumentException} with what is wrong and what to do, and {@link
 * GenerationCancelledException} where the listener cancels.
 */
public final class ModelActions {
  private static final String KEPT = "what has arrived is kept, and fetching goes on from there";

  private static final String NOTHING_LEFT = "nothing was written; the file is as it was";

  private final ModelService models;
  private final LibrarySettings settings;
  private final DownloadListener listener;

  /**
   * Actions.
   *
   * @param settings of the library, with whom to ask about licences
   * @param listener hears of progress, and may cancel
   */
  public ModelActions(ModelService models, LibrarySettings settings, DownloadListener listener) {
    this.models = models;
    this.settings = settings;
    this.listener = listener;
  }

  /** Work on the library's files. */
  private interface Work {
    String run(ModelLibrary library, ModelSource source) throws IOException;
  }

  private String with(LibrarySettings library, String model, Work work) {
    try {
      return work.run(new ModelLibrary(library), source(model));
    } catch (DownloadException e) {
      if (e.reason() == DownloadException.Reason.CANCELLED) {
        throw new GenerationCancelledException(KEPT);
      }
      String hint =
          e.reason() == DownloadException.Reason.NOT_ALLOWED
              ? "\nIn ImageJ the token goes into Edit > Options > Stable Diffusion..., 'Hub token'."
              : "";
      throw new IllegalArgumentException(Lines.wrap(e.getMessage() + hint, Lines.MESSAGE), e);
    } catch (ConversionCancelledException e) {
      throw new GenerationCancelledException(NOTHING_LEFT);
    } catch (IOException e) {
      throw new IllegalArgumentException(Lines.wrap(e.getMessage(), Lines.MESSAGE), e);
    }
  }

  private Optional<InstalledModel> installed(String name) {
    return models.installed().stream().filter(model -> model.name().equals(name)).findFirst();
  }

  /** Names of models that lie somewhere stand for their paths. */
  private ModelSource source(String model) {
    if (model.isBlank()) {
      throw new IllegalArgumentException(
          "no model is named. Choose one of the list, or name one: hf:OWNER/NAME, https://..., a"
              + " folder or a file");
    }
    Optional<Path> path =
        installed(model.strip())
            .filter(found -> found.origin() != Origin.FETCHED)
            .flatMap(InstalledModel::path);
    return path.isPresent() ? new LocalSource(path.get()) : ModelSource.parse(model);
  }

  /**
   * Fetches a model, or brings it up to date.
   *
   * @param half whether weights in 16 bits are to be preferred
   */
  public String fetch(String model, boolean half) {
    Optional<String> variant = half ? Optional.of("fp16") : settings.variant();
    return with(
        settings.withVariant(variant),
        model,
        (library, source) -> {
          LocalModel local = library.fetch(source, listener);
          return local
              .checkpoint()
              .map(path -> "%s is at %s".formatted(source.text(), path))
              .orElse(source.text() + " is inside the engine");
        });
  }

  /** Reads a model's files and compares their hashes with what they must be. */
  public String verify(String model) {
    return with(
        settings,
        model,
        (library, source) -> {
          List<FileCheck> checks = library.verify(source, listener);
          if (checks.isEmpty()) {
            throw new IllegalArgumentException(nothingToVerify(library, source));
          }
          StringJoiner lines = new StringJoiner("\n");
          checks.forEach(check -> lines.add("%s: %s".formatted(check.file(), check.text())));
          long wrong =
              checks.stream().filter(check -> check.result() == FileCheck.Result.WRONG).count();
          if (wrong > 0) {
            throw new IllegalArgumentException(
                "%d of %d files of %s are not as they should be:%n%s"
                    .formatted(wrong, checks.size(), source.text(), lines));
          }
          return lines.toString();
        });
  }

  private static String nothingToVerify(ModelLibrary library, ModelSource source)
      throws IOException {
    return library.isHere(source)
        ? "nothing says which hashes the files of %s must have".formatted(source.text())
        : "%s is not on this machine; 'fetch' gets it".formatted(source.text());
  }

  /** Says where a model is, or where it would be put. */
  public String where(String model) {
    return with(
        settings,
        model,
        (library, source) -> {
          if (source instanceof EmbeddedSource) {
            return source.text() + " is inside the engine";
          }
          return library.isHere(source)
              ? "%s is at %s".formatted(source.text(), library.where(source))
              : "%s is not on this machine; 'fetch' would put it into %s"
                  .formatted(source.text(), library.where(source));
        });
  }

  /** What removing a model would do, to be shown before it is done. */
  public String removal(String model) {
    return installed(model.strip())
        .map(
            found ->
                found.origin() == Origin.FETCHED
                    ? "delete %s (%s) from this machine, with all that was fetched of it, for other programs, too"
                        .formatted(found.name(), ByteCount.text(found.bytes()))
                    : "forget %s; its files stay where they are".formatted(found.name()))
        .orElse("remove " + model);
  }

  /** Deletes a model that was fetched, or forgets one that was added. */
  public String remove(String model) {
    if (!(source(model) instanceof HubSource) && !model.strip().startsWith("http")) {
      models.remove(model.strip());
      return "%s is not listed any more; its files are where they were".formatted(model.strip());
    }
    return with(
        settings,
        model,
        (library, source) -> {
          boolean there = library.isHere(source);
          library.remove(source);
          if (library.isHere(source)) {
            return "%s was put there by hand, and is not deleted: its files are in %s"
                .formatted(source.text(), library.where(source));
          }
          return there
              ? "Removed " + source.text()
              : "%s was not there as a whole; what there was of it is removed"
                  .formatted(source.text());
        });
  }

  /**
   * Makes a diffusers folder of a single file.
   *
   * @param target the folder to make
   * @param tokenizer a folder with the vocabulary; blank for the one that would be used
   * @param following hears how far it is, and may end it: nothing of the folder is left then
   */
  public String convert(String model, Path target, String tokenizer, ConversionListener following) {
    return with(
        settings,
        model,
        (library, source) -> {
          if (!library.isHere(source)) {
            throw new IllegalArgumentException(
                source.text() + " is not on this machine; 'fetch' gets it, or correct its name");
          }
          LocalModel local = library.locate(source, listener);
          Path checkpoint =
              local
                  .checkpoint()
                  .filter(Files::isRegularFile)
                  .orElseThrow(
                      () -> new IllegalArgumentException(source.text() + " is a folder already"));
          Path vocabulary = tokenizer.isBlank() ? vocabulary(local, checkpoint) : folder(tokenizer);
          FolderConverter.convert(
              checkpoint,
              CheckpointOptions.defaults().withTokenizerFolder(vocabulary),
              target,
              following);
          return "Made " + target;
        });
  }

  private Path vocabulary(LocalModel local, Path checkpoint) {
    return Vocabulary.complete(local, ModelFolder.family(checkpoint), models.installed())
        .tokenizer()
        .orElseThrow();
  }

  private static Path folder(String text) {
    try {
      return Path.of(text.strip());
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("'" + text + "' is no folder's name", e);
    }
  }
}
