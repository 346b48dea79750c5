package org.latentj.imagej.host;

import ij.Menus;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import org.scijava.Context;

/** Plain ImageJ's menu without a screen, on which it has none to look commands up in. */
final class MacroCommands {
  private MacroCommands() {}

  /** Puts all commands of {@code plugins.config} there, to run in this context. */
  static void install(Context context) throws IOException, ReflectiveOperationException {
    PlainHost.use(context);
    Hashtable<String, String> commands = new Hashtable<>();
    for (String line : Files.readAllLines(Path.of("src/main/resources/plugins.config"))) {
      String[] parts = line.split(", ");
      if (parts.length == 3) {
        commands.put(parts[1].replace("\"", ""), parts[2]);
      }
    }
    Field table = Menus.class.getDeclaredField("pluginsTable");
    table.setAccessible(true);
    table.set(null, commands);
  }
}
