package org.latentj.imagej.dialog;

import ij.gui.GenericDialog;
import java.util.ArrayList;
import java.util.List;
import org.scijava.Context;
import org.scijava.ItemVisibility;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.widget.Button;

/**
 * Asks for a command's inputs with ImageJ's own dialog. The dialog's recording of options is not
 * used: the host, plain ImageJ's or Fiji's, records after the run, when the seed is known.
 */
public final class GenericDialogHarvester extends AbstractPreprocessorPlugin {

  /** A harvester. */
  public GenericDialogHarvester(Context context) {
    setContext(context);
  }

  @Override
  public void process(Module module) {
    List<ModuleItem<?>> open = new ArrayList<>();
    boolean asks = false;
    for (ModuleItem<?> input : module.getInfo().inputs()) {
      boolean message = input.getVisibility() == ItemVisibility.MESSAGE;
      boolean shown = input.getVisibility() != ItemVisibility.INVISIBLE;
      if (shown && !module.isInputResolved(input.getName())) {
        open.add(input);
        asks |= !message;
      }
    }
    if (!asks) {
      // Headings alone are no dialog.
      open.forEach(heading -> module.resolveInput(heading.getName()));
      return;
    }
    List<ModuleItem<?>> ordered = SectionOrder.of(open);
    GenericDialog dialog = new GenericDialog(title(module));
    DialogFields fields = new DialogFields(dialog, module, context());
    fields.addAll(ordered);
    // AWT's fields cannot show descriptions when the mouse rests on them.
    dialog.addHelp(help(title(module), ordered));
    dialog.showDialog();
    if (dialog.wasCanceled()) {
      cancel("");
      return;
    }
    try {
      fields.read();
    } catch (IllegalArgumentException e) {
      cancel(e.getMessage());
    }
  }

  /** A page with what is said of each field, for the dialog's button Help. */
  static String help(String title, List<ModuleItem<?>> inputs) {
    StringBuilder page = new StringBuilder("<html><h2>").append(escaped(title)).append("</h2>");
    for (ModuleItem<?> input : inputs) {
      if (input.getVisibility() == ItemVisibility.MESSAGE) {
        continue;
      }
      page.append("<p><b>").append(escaped(DialogFields.label(input))).append("</b>");
      if (input.getDescription() != null && !input.getDescription().isEmpty()) {
        page.append(": ").append(escaped(input.getDescription())).append('.');
      }
      if (!Button.class.isAssignableFrom(input.getType())) {
        page.append(" <i>In macros: ").append(input.getName()).append("</i>");
      }
      page.append("</p>");
    }
    return page.append("</html>").toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String title(Module module) {
    String name = module.getInfo().getMenuPath().getLeaf().getName();
    return name.endsWith("...") ? name.substring(0, name.length() - 3) : name;
  }
}
