package org.latentj.imagej.command;

import ij.IJ;
import ij.text.TextWindow;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.scijava.ItemIO;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Shows how to begin. */
@Plugin(
    type = Command.class,
    headless = true,
    menu = {
      @Menu(label = "Plugins"),
      @Menu(label = "Stable Diffusion"),
      @Menu(label = "Stable Diffusion Help", weight = 11)
    })
public final class HelpCommand extends RunningCommand {
  @Parameter(type = ItemIO.OUTPUT, visibility = ItemVisibility.INVISIBLE)
  private String text;

  @Override
  void work() {
    try (InputStream in = HelpCommand.class.getResourceAsStream("help.txt")) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (GraphicsEnvironment.isHeadless() || IJ.isMacro()) {
      IJ.log(text);
    } else {
      new TextWindow("Stable Diffusion Help", text, 720, 520);
    }
  }
}
