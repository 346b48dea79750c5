package org.latentj.imagej.macro;

import ij.ImagePlus;
import org.latentj.imagej.CurrentImage;
import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Plugin;

/** Gives our commands the active image, and says so where there is none. */
@Plugin(type = PreprocessorPlugin.class, priority = 1.25 * Priority.VERY_HIGH)
public final class ActiveImage extends AbstractPreprocessorPlugin {

  @Override
  public void process(Module module) {
    if (!Ours.is(module)) {
      return;
    }
    for (ModuleItem<?> input : module.getInfo().inputs()) {
      if (input.getType() == ImagePlus.class && module.getInput(input.getName()) == null) {
        ImagePlus active = CurrentImage.get(context());
        if (active == null && input.isRequired()) {
          cancel(
              "there is no image open: '%s' works on the active one".formatted(Ours.name(module)));
          return;
        }
        module.setInput(input.getName(), active);
        module.resolveInput(input.getName());
      }
    }
  }
}
