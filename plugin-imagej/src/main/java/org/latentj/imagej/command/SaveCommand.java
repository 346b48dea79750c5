package org.latentj.imagej.command;

import ij.ImagePlus;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.latentj.image.PictureFiles;
import org.latentj.image.PictureInfo;
import org.latentj.imagej.pixels.Pictures;
import org.latentj.imagej.pixels.ResultImages;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * Writes a PNG of what the active image displays, with the generation parameters that it carries
 * and IPTC's digital source type. ImageJ's own PNGs keep neither.
 */
@Plugin(
    type = Command.class,
    headless = true,
    menu = {
      @Menu(label = "Plugins"),
      @Menu(label = "Stable Diffusion"),
      @Menu(label = "Save with Parameters...", weight = 8)
    })
public final class SaveCommand extends RunningCommand {
  @Parameter(persist = false)
  private ImagePlus input;

  @Parameter(
      style = "save",
      description = "Where to; .png is added. A file of that name is replaced")
  private File file;

  @Override
  void work() {
    Path path = file.toPath();
    if (!path.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
      path = path.resolveSibling(path.getFileName() + ".png");
    }
    Path folder = path.toAbsolutePath().getParent();
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          "there is no folder '%s' to save into. Make it first, or choose another"
              .formatted(folder));
    }
    PictureInfo info = new PictureInfo(ResultImages.parameters(input), ResultImages.source(input));
    try {
      PictureFiles.writePng(path, Pictures.displayed(input), info);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot write '" + path + "': " + e.getMessage(), e);
    }
    file = path.toFile();
    status().showStatus("Saved " + path);
  }
}
