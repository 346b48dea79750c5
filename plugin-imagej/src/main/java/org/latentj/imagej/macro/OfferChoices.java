package org.latentj.imagej.macro;

import org.latentj.imagej.control.ControlService;
import org.latentj.imagej.model.ModelService;
import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Lets our dialogs offer the models, ControlNets and images that are there by now. */
@Plugin(type = PreprocessorPlugin.class, priority = Priority.HIGH)
public final class OfferChoices extends AbstractPreprocessorPlugin {
  @Parameter(required = false)
  private ModelService models;

  @Parameter(required = false)
  private ControlService controls;

  @Override
  public void process(Module module) {
    if (!Ours.is(module)) {
      return;
    }
    if (models != null) {
      models.offer();
    }
    if (controls != null) {
      controls.offer();
    }
  }
}
