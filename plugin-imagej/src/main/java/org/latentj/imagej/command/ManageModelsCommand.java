package org.latentj.imagej.command;

import ij.IJ;
import ij.measure.ResultsTable;
import java.awt.GraphicsEnvironment;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import org.latentj.imagej.model.InstalledModel;
import org.latentj.imagej.model.ModelService;
import org.scijava.ItemIO;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Lists the models that are installed, and makes others known. */
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

  @Parameter(
      choices = {"list", "add", "remove"},
      persist = false,
      description =
          "add makes a folder or file known where it is; remove forgets it, and deletes nothing")
  private String action = "list";

  @Parameter(
      label = "Folder, file or name",
      required = false,
      persist = false,
      description = "A folder in the diffusers layout, or a .safetensors or .ckpt file")
  private String path = "";

  @Parameter(type = ItemIO.OUTPUT, visibility = ItemVisibility.INVISIBLE)
  private ResultsTable table;

  @Override
  void work() {
    switch (action.strip().toLowerCase(Locale.ROOT)) {
      case "list" -> {}
      case "add" -> add();
      case "remove" -> models.remove(path.strip());
      default ->
          throw new IllegalArgumentException(
              "expected the action list, add or remove but got '" + action + "'");
    }
    models.offer();
    table = table();
    if (!GraphicsEnvironment.isHeadless() && !IJ.isMacro()) {
      table.show("Stable Diffusion Models");
    }
  }

  private void add() {
    if (path.isBlank()) {
      throw new IllegalArgumentException(
          "expected a folder in the diffusers layout, or a .safetensors or .ckpt file, to add");
    }
    try {
      models.add(Path.of(path.strip()));
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("'" + path + "' is no file's name: " + e.getReason(), e);
    }
  }

  private ResultsTable table() {
    ResultsTable rows = new ResultsTable();
    for (InstalledModel model : models.installed()) {
      rows.incrementCounter();
      rows.addValue("Name", model.name());
      rows.addValue("Family", model.family());
      rows.addValue("Size", model.size());
      rows.addValue("Licence", model.licence());
      rows.addValue("Where", model.path().map(Path::toString).orElse("in the engine"));
    }
    return rows;
  }
}
