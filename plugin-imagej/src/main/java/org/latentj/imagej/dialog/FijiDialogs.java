package org.latentj.imagej.dialog;

import org.latentj.imagej.macro.Ours;
import org.scijava.module.Module;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.ui.UIService;
import org.scijava.widget.InputHarvester;

/**
 * Shows in Fiji the dialogs of plain ImageJ, where SciJava's Swing harvester would show its own:
 * those have one field a line, which the longer commands have too many of for a screen, no way to
 * choose a folder whose name is a text, no help, and headings at the right. Runs after SciJava's
 * preprocessor that asks for a single file, and before the Swing harvester, to which nothing is
 * left.
 */
@Plugin(type = PreprocessorPlugin.class, priority = InputHarvester.PRIORITY + 0.25)
public final class FijiDialogs extends AbstractPreprocessorPlugin {
  @Parameter(required = false)
  private UIService ui;

  @Override
  public void process(Module module) {
    // As the Swing harvester: what runs without a window asks nothing.
    if (ui == null || ui.isHeadless() || ui.getVisibleUIs().isEmpty() || !Ours.is(module)) {
      return;
    }
    GenericDialogHarvester harvester = new GenericDialogHarvester(context());
    harvester.process(module);
    if (harvester.isCanceled()) {
      cancel(harvester.getCancelReason());
    }
  }
}
