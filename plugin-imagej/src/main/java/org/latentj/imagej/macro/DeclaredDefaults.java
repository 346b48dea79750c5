package org.latentj.imagej.macro;

import ij.ImagePlus;
import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.ui.UIService;

/**
 * Gives inputs that a headless run leaves out their declared defaults. Otherwise SciJava fills them
 * with what was entered in the last dialog, and a script's result depends on who ran what before.
 */
@Plugin(type = PreprocessorPlugin.class, priority = Priority.NORMAL)
public final class DeclaredDefaults extends AbstractPreprocessorPlugin {
  @Parameter private ModuleService modules;

  @Parameter(required = false)
  private UIService ui;

  @Override
  public void process(Module module) {
    if (!Ours.is(module) || ui != null && !ui.isHeadless()) {
      return;
    }
    DialogMemory.keep(module, modules);
    for (ModuleItem<?> input : module.getInfo().inputs()) {
      if (input.getType() != ImagePlus.class) {
        // The field's initial value is the default; to resolve it is to leave it alone.
        module.resolveInput(input.getName());
      }
    }
  }
}
