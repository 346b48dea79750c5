package org.latentj.imagej.macro;

import org.latentj.imagej.model.ModelService;
import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Lets our dialogs offer the models that are installed by now. */
@Plugin(type = PreprocessorPlugin.class, priority = Priority.HIGH)
public final class OfferModels extends AbstractPreprocessorPlugin {
  @Parameter(required = false)
  private ModelService models;

  @Override
  public void process(Module module) {
    if (models != null && Ours.is(module)) {
      models.offer();
    }
  }
}
