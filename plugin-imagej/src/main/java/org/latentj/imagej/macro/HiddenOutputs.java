package org.latentj.imagej.macro;

import ij.ImagePlus;
import ij.macro.Interpreter;
import org.scijava.ItemVisibility;
import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPostprocessorPlugin;
import org.scijava.module.process.PostprocessorPlugin;
import org.scijava.plugin.Plugin;

/**
 * Keeps our outputs that are for scripts only from being displayed: SciJava opens a window for
 * every output that nobody has resolved, invisible ones too. In batch mode images as well: the
 * commands have shown them already, and a second time, from the event thread, they would count
 * twice among the macro's images and remain that thread's active one.
 */
@Plugin(type = PostprocessorPlugin.class, priority = Priority.VERY_HIGH)
public final class HiddenOutputs extends AbstractPostprocessorPlugin {
  @Override
  public void process(Module module) {
    if (!Ours.is(module)) {
      return;
    }
    for (ModuleItem<?> output : module.getInfo().outputs()) {
      if (output.getVisibility() == ItemVisibility.INVISIBLE
          || output.getType() == ImagePlus.class && Interpreter.isBatchMode()) {
        module.resolveOutput(output.getName());
      }
    }
  }
}
