package org.latentj.imagej.command;

import ij.IJ;
import ij.measure.ResultsTable;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.latentj.imagej.model.LibraryService;
import org.latentj.imagej.model.ListedModel;
import org.latentj.imagej.model.ManagedModel;
import org.latentj.imagej.model.ModelActions;
import org.latentj.imagej.model.ModelService;
import org.latentj.imagej.model.UserConsent;
import org.latentj.imagej.options.EngineSettings;
import org.latentj.imagej.progress.ConversionStatus;
import org.latentj.imagej.progress.DownloadStatus;
import org.latentj.models.LibrarySettings;
import org.latentj.models.ModelLibrary;
import org.latentj.request.GenerationCancelledException;
import org.scijava.ItemIO;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

/** Lists, fetches, verifies, converts and removes models, and makes others known. */
@Plugin(
    type = Command.class,
    headless = true,
    menu = {
      @Menu(label = "Plugins"),
      @Menu(label = "Stable Diffusion"),
      @Menu(label = "Manage Models...", weight = 10)
    })
public final class ManageModelsCommand extends RunningCommand {
  @Parameter private ModelService models;
  @Parameter private LibraryService libraries;

  @Parameter(
      choices = {"list", "fetch", "verify", "where", "convert", "add", "remove"},
      persist = false,
      description =
          "fetch downloads; verify compares hashes; convert makes a diffusers folder of a single"
              + " file; add makes a folder or file known where it is; remove deletes what was"
              + " fetched, and forgets what was added")
  private String action = "list";

  @Parameter(required = false, persist = false, description = "Installed, or to be fetched")
  private ManagedModel model;

  @Parameter(
      label = "Or another one",
      required = false,
      persist = false,
      description =
          "hf:OWNER/NAME[@REVISION][#FILE], https://..., a folder in the diffusers layout, or a"
              + " .safetensors or .ckpt file")
  private String path = "";

  @Parameter(
      label = "Prefer half precision",
      persist = false,
      description = "Fetches weights in 16 bits, where there are some: half the size")
  private boolean half = false;

  @Parameter(
      label = "Convert into folder",
      style = FileWidget.DIRECTORY_STYLE,
      required = false,
      persist = false,
      description = "Empty for one of the file's name in the models folder")
  private String to = "";

  @Parameter(
      label = "Tokenizer folder",
      style = FileWidget.DIRECTORY_STYLE,
      required = false,
      persist = false,
      description = "To convert a file whose vocabulary is not found by itself")
  private String tokenizer = "";

  /** Not in dialogs, which show the terms instead. */
  @Parameter(
      visibility = ItemVisibility.INVISIBLE,
      required = false,
      persist = false,
      description = "Licences that a macro's author accepts, as creativeml-openrail-m")
  private String accept = "";

  @Parameter(type = ItemIO.OUTPUT, visibility = ItemVisibility.INVISIBLE)
  private ResultsTable table;

  @Parameter(type = ItemIO.OUTPUT, visibility = ItemVisibility.INVISIBLE)
  private String report;

  /** A download of minutes must not keep pictures waiting. */
  @Override
  boolean waitsForItsTurn() {
    return false;
  }

  @Override
  void work() {
    String name = path == null || path.isBlank() ? name() : path.strip();
    report =
        switch (action.strip().toLowerCase(Locale.ROOT)) {
          case "list" -> "";
          case "fetch" -> actions("Fetching").fetch(name, half);
          case "verify" -> actions("Verifying").verify(name);
          case "where" -> actions("Finding").where(name);
          case "convert" -> convert(name);
          case "add" -> add(name);
          case "remove" -> remove(name);
          default ->
              throw new IllegalArgumentException(
                  "expected the action list, fetch, verify, where, convert, add or remove but got '%s'"
                      .formatted(action));
        };
    models.offer();
    table = table();
    if (!report.isEmpty()) {
      IJ.log(report);
    }
    if (UserConsent.canAsk() && !report.contains("\n")) {
      table.show("Stable Diffusion Models");
    }
  }

  private String name() {
    return model == null ? "" : model.name().strip();
  }

  private static String text(String value) {
    return value == null ? "" : value;
  }

  private LibrarySettings settings() {
    return libraries.settings(new UserConsent(text(accept)));
  }

  private ModelActions actions(String verb) {
    return new ModelActions(
        models,
        settings(),
        new DownloadStatus(status(), task(), verb, cancelled(), line -> remark(List.of(line))));
  }

  private Path target(String name) {
    try {
      if (!text(to).isBlank()) {
        return Path.of(to.strip());
      }
      String file = name.substring(1 + Math.max(name.lastIndexOf('/'), name.lastIndexOf('#')));
      String last = Path.of(file).getFileName().toString();
      int dot = last.lastIndexOf('.');
      return EngineSettings.of(getContext())
          .modelsFolder()
          .resolve(dot > 0 ? last.substring(0, dot) : last + "-diffusers");
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(
          "expected a folder to convert into but got '%s'".formatted(e.getInput()), e);
    }
  }

  private String convert(String name) {
    Path target = target(name);
    status().showStatus("Converting into " + target);
    ConversionStatus following = new ConversionStatus(status(), task(), cancelled());
    return actions("Fetching").convert(name, target, text(tokenizer), following);
  }

  private String add(String name) {
    if (name.isEmpty()) {
      throw new IllegalArgumentException(
          "expected a folder in the diffusers layout, or a .safetensors or .ckpt file, to add");
    }
    try {
      return "Added " + models.add(Path.of(name)).name();
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("'" + name + "' is no file's name: " + e.getReason(), e);
    }
  }

  private String remove(String name) {
    ModelActions actions = actions("Removing");
    if (UserConsent.canAsk()
        && !IJ.showMessageWithCancel("Manage Models", "This will " + actions.removal(name) + ".")) {
      throw new GenerationCancelledException("nothing was removed");
    }
    return actions.remove(name);
  }

  private ResultsTable table() {
    ResultsTable rows = new ResultsTable();
    for (ListedModel line : ListedModel.all(models.installed(), new ModelLibrary(settings()))) {
      rows.incrementCounter();
      rows.addValue("Name", line.name());
      rows.addValue("State", line.state());
      rows.addValue("Family", line.family());
      rows.addValue("Size", line.size());
      rows.addValue("Licence", line.licence());
      rows.addValue("Accepted", line.accepted());
      rows.addValue("Where", line.where());
    }
    return rows;
  }
}
